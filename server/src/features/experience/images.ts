/** Uploaded images: what comes in, and how it goes out again to everybody. */
import { Hono } from 'hono';
import type { TenantDb } from '../../kernel/db/index.ts';
import { emit } from '../../kernel/events/index.ts';
import type { AppEnv } from '../../kernel/http/index.ts';
import { newId } from '../../kernel/ids/index.ts';
import { errors } from './errors.ts';
import { fileEndings, type ImageType, typeOfImage } from './image-types.ts';
import type { Experience } from './service.ts';
import * as store from './store-images.ts';

export type Image = store.ImageRow;
export type Images = ReturnType<typeof createImages>;

export const maxImageBytes = 512 * 1024;
const mostImages = 100;

/** The bytes, if they are an image of the type that they are said to be. */
function read(data: string, declared: ImageType): Buffer {
  // Told from the text, before anything is decoded.
  if (data.length > Math.ceil(maxImageBytes / 3) * 4) throw tooLarge();
  const bytes = Buffer.from(data, 'base64');
  if (bytes.length > maxImageBytes) throw tooLarge();
  // Node's decoder skips what is no base64; what it skipped is missing when the bytes are written again.
  const found = bytes.toString('base64') === data ? typeOfImage(bytes) : undefined;
  if (!found) throw errors['image.not_an_image']();
  if (found !== declared) throw errors['image.type_mismatch']({ found, declared });
  return bytes;
}

const tooLarge = () => errors['image.too_large']({ limit: maxImageBytes });
const subject = (id: string) => ({ type: 'image', id });

/** Whatever a browser thinks it sees in the bytes: it is nothing but an image, without a script or an origin. */
function answerHeaders(id: string, type: ImageType): Record<string, string> {
  return {
    'content-type': type,
    'content-disposition': `inline; filename="${id}.${fileEndings[type]}"`,
    'content-security-policy': "default-src 'none'; sandbox",
    'x-content-type-options': 'nosniff',
    'cache-control': 'public, max-age=31536000, immutable',
    // Logos stand on pages of other hosts as well: the console's, a tenant's own.
    'cross-origin-resource-policy': 'cross-origin',
    'referrer-policy': 'no-referrer',
  };
}

export interface ImagesDeps {
  experience: Pick<Experience, 'read'>;
}

export function createImages({ experience }: ImagesDeps) {
  const routes = new Hono<AppEnv>();
  routes.get('/images/:id{img_[a-z0-9]{20}}', async (c) => {
    const id = c.req.param('id');
    const image = await store.findImage(c.get('tenant').db, id);
    if (!image) throw errors['image.not_found']({ id });
    return c.body(new Uint8Array(image.bytes), 200, answerHeaders(id, image.contentType));
  });

  return {
    /** Below the tenant's base, for everybody. */
    routes,
    list: store.listImages,
    async add(db: TenantDb, input: { contentType: ImageType; data: string }): Promise<Image> {
      const bytes = read(input.data, input.contentType);
      return db.inTx(async (tx) => {
        const values = { id: newId('img'), contentType: input.contentType, bytes };
        const image = await store.insertImage(tx, values, mostImages);
        if (!image) throw errors['image.too_many']({ limit: mostImages });
        const { id, contentType, size } = image;
        await emit(tx, {
          type: 'image.uploaded',
          subject: subject(id),
          data: { after: { contentType, size } },
        });
        return image;
      });
    },
    async remove(db: TenantDb, id: string): Promise<void> {
      await db.inTx(async (tx) => {
        const { branding } = await experience.read(tx);
        if (JSON.stringify(branding).includes(`/images/${id}`)) throw errors['image.in_use']({ id });
        const image = await store.deleteImage(tx, id);
        if (!image) throw errors['image.not_found']({ id });
        const { contentType, size } = image;
        await emit(tx, {
          type: 'image.deleted',
          subject: subject(id),
          data: { before: { contentType, size } },
        });
      });
    },
  };
}
