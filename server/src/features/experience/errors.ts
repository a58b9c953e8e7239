/** What can go wrong with images. */
import { defineErrors } from '../../kernel/errors/index.ts';

export const errors = defineErrors({
  'image.not_found': { status: 404, message: 'There is no image {id}.' },
  'image.not_an_image': {
    status: 400,
    message: 'The data is no PNG, JPEG, WebP or ICO image.',
    fix: 'Send the bytes of the file in base64. SVG is not accepted: it can hold scripts.',
  },
  'image.type_mismatch': {
    status: 400,
    message: 'The image is {found}, not {declared}.',
    fix: 'Send the type that it really has.',
  },
  'image.too_large': {
    status: 413,
    message: 'The image is larger than {limit} bytes.',
    fix: 'Make it smaller: a logo is shown 32 pixels high.',
  },
  'image.too_many': {
    status: 409,
    message: 'There are {limit} images already.',
    fix: 'Delete those that are not used any more: GET /api/images lists them.',
  },
  'image.in_use': {
    status: 409,
    message: 'The sign-in experience shows the image {id}.',
    fix: 'Take it out of the branding first.',
  },
});
