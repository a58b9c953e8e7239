/** Mail settings: through which mail server a tenant's mail goes, and whether that works. kernel/mail keeps them. */
export { mailSettingsRoutes } from './api.ts';
