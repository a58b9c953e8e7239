/** Routes of uploaded images. Everybody reads an image itself below the tenant's base: `images.ts`. */
import { z } from 'zod';
import { timestamp } from '../../kernel/http/fields.ts';
import { defineListRoute, defineRoute, type Route } from '../../kernel/http/index.ts';
import { declaredTypes, imageTypes, typeOfDeclared } from './image-types.ts';
import { type Image, type Images, maxImageBytes } from './images.ts';

const imageSchema = z
  .object({
    id: z.string(),
    url: z.string().describe('Public, and the same for ever: fit for `branding` and for connectors.'),
    contentType: z.enum(imageTypes),
    size: z.int().describe('In bytes.'),
    createdAt: timestamp,
  })
  .meta({ id: 'Image' });

const inputSchema = z.strictObject({
  contentType: z.enum(declaredTypes, {
    error: `must be ${imageTypes.join(', ')}: SVG is refused, as it can hold scripts`,
  }),
  data: z
    .string()
    .min(1)
    .describe(`The file in base64, at most ${maxImageBytes / 1024} kB before encoding.`),
});

const tag = 'Images';

export function imageRoutes(images: Images): Route[] {
  const answer = (tenant: { baseUrl: string }, image: Image) => ({
    ...image,
    url: `${tenant.baseUrl}/images/${image.id}`,
  });
  return [
    defineListRoute({
      path: '/images',
      tag,
      summary: 'List uploaded images',
      permission: 'sign-in-experience:read',
      item: imageSchema,
      errors: [],
      handler: async ({ db, tenant, page }) => {
        const { items, total } = await images.list(db, page);
        return { items: items.map((image) => answer(tenant, image)), total };
      },
    }),
    defineRoute({
      method: 'post',
      path: '/images',
      tag,
      summary: 'Upload an image',
      description: 'PNG, JPEG, WebP or ICO, told by its bytes. At most 100 images are kept.',
      permission: 'sign-in-experience:write',
      body: inputSchema,
      response: imageSchema,
      status: 201,
      idempotent: true,
      errors: ['image.not_an_image', 'image.type_mismatch', 'image.too_large', 'image.too_many'],
      handler: ({ tenant, body, write }) =>
        write(async (tx) => {
          const contentType = typeOfDeclared(body.contentType);
          return answer(tenant, await images.add(tx, { contentType, data: body.data }));
        }),
    }),
    defineRoute({
      method: 'delete',
      path: '/images/:id',
      tag,
      summary: 'Delete an image',
      permission: 'sign-in-experience:write',
      response: null,
      errors: ['image.not_found', 'image.in_use'],
      handler: ({ db, params: { id } }) => images.remove(db, id),
    }),
  ];
}
