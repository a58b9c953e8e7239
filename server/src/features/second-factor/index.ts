/**
 * Second factors of Gatehouse's own: an authenticator app (TOTP), and recovery codes. Owns `second_factors` and
 * `second_factor_codes`. A further kind is a row of another `kind` and a way to prove it.
 */
import { createNotices, type NoticesDeps } from './notices.ts';
import { createSecondFactors, type SecondFactorDeps } from './service.ts';

export { type SecondFactorRoutesDeps, secondFactorRoutes } from './api.ts';
export { type QrCode, qrCode } from './qr.ts';
export { codeInGroups } from './recovery-codes.ts';
export type { SecondFactor } from './schema.ts';
export type { Proof, Refused, SecondFactors, Setup } from './service.ts';

export const createSecondFactor = ({
  users,
  mail,
  pageContext,
  ...deps
}: NoticesDeps & Omit<SecondFactorDeps, 'notices'>) =>
  createSecondFactors({ ...deps, notices: createNotices({ users, mail, pageContext }) });
