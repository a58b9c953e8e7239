/** What the application asked for in the authorization request, in every spelling of the wire contract (section 2). */
import type { Road } from './attempt.ts';

const firstScreens: Record<string, Road> = {
  signin: 'sign-in',
  sign_in: 'sign-in',
  'sign-in': 'sign-in',
  'identifier:sign_in': 'sign-in',
  'identifier:sign-in': 'sign-in',
  register: 'register',
  'identifier:register': 'register',
  single_sign_on: 'sso',
  'single-sign-on': 'sso',
  reset_password: 'forgot-password',
  'reset-password': 'forgot-password',
};

type Parameters = Readonly<Record<string, unknown>>;

const text = (params: Parameters, name: string): string | undefined => {
  const value = params[name];
  return typeof value === 'string' && value !== '' ? value : undefined;
};

/** An unknown value means the normal first screen; `interaction_mode` is the older name. */
export function firstScreen(params: Parameters): Road {
  const asked = text(params, 'first_screen')?.toLowerCase();
  if (asked) return (Object.hasOwn(firstScreens, asked) && firstScreens[asked]) || 'sign-in';
  return text(params, 'interaction_mode')?.toLowerCase() === 'signup' ? 'register' : 'sign-in';
}

/** `direct_sign_in=sso:{connectorId}`. */
export function directConnector(params: Parameters): string | undefined {
  return /^sso:([\w-]{1,64})$/.exec(text(params, 'direct_sign_in') ?? '')?.[1];
}

/** `organization_id`: whose people are to sign in. What can't be an id is ignored, as unknown parameters are. */
export function organizationId(params: Parameters): string | undefined {
  return /^[a-z0-9][a-z0-9_-]{0,39}$/.exec(text(params, 'organization_id') ?? '')?.[0];
}

export function loginHint(params: Parameters): string | undefined {
  return text(params, 'login_hint')?.slice(0, 254);
}

export const uiLocales = (params: Parameters): string | undefined => text(params, 'ui_locales');

/** `identifier=email username`: narrows what the page asks for; what it can't do is ignored, nothing left means all. */
export function narrowIdentifiers<I extends string>(params: Parameters, enabled: readonly I[]): I[] {
  const asked = new Set(text(params, 'first_screen') ? text(params, 'identifier')?.split(' ') : []);
  const narrowed = enabled.filter((one) => asked.has(one));
  return narrowed.length > 0 ? narrowed : [...enabled];
}
