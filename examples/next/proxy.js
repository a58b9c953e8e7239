// Before each page: people who aren't signed in go to the sign-in, and tokens are renewed in time.
import { auth } from './lib/auth.js';

export const proxy = auth.middleware({ protect: ['/user-info', '/books'] });

export const config = { matcher: ['/', '/user-info', '/books'] };
