// /auth/sign-in, /auth/sign-up, /auth/callback, /auth/sign-out
import { auth } from '../../../lib/auth.js';

export const { GET, POST } = auth.handlers;
