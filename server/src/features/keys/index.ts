/** Signing keys and cookie keys of a tenant. Owns the table `signing_keys`. */
export { keyRoutes } from './api.ts';
export { createKeys, type KeySet, type Keys, type SigningKey } from './service.ts';
export { inOrderOfUse, rotationIn } from './store-rotation.ts';
