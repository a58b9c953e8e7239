// What `@gatehouse/sdk/node` exports: for command-line tools and devices.
export { MemoryStorage } from '../core/storage.ts';
export { type DevicePrompt, type DeviceSignInOptions, signInWithDevice } from './device.ts';
export { FileStorage } from './file-storage.ts';
