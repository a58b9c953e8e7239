/** The sign-in experience as the form has it: texts instead of absent values, all of it at once. */
import type { ManagementClient } from '@gatehouse/sdk/management';
import type { Problems } from '../../patterns/form.ts';

export type Experience = Awaited<ReturnType<ManagementClient['signInExperience']['get']>>;
export type ExperiencePatch = Parameters<ManagementClient['signInExperience']['update']>[0];

const brandingTexts = [
  'displayName',
  'logoUrl',
  'logoDarkUrl',
  'faviconUrl',
  'primaryColor',
  'primaryColorDark',
  'customCss',
] as const;
const contentTexts = ['termsUrl', 'privacyUrl', 'supportEmail', 'supportUrl'] as const;

export interface Draft extends Pick<Experience, 'singleSignOnEnabled' | 'signIn' | 'signUp'> {
  branding: Record<(typeof brandingTexts)[number], string>;
  content: Record<(typeof contentTexts)[number], string> & Pick<Experience['content'], 'languages'>;
}

function textsOf<N extends string>(names: readonly N[], values: { [K in N]?: string }): Record<N, string> {
  return Object.fromEntries(names.map((name) => [name, values[name] ?? ''])) as Record<N, string>;
}

export function draftOf({ singleSignOnEnabled, signIn, signUp, branding, content }: Experience): Draft {
  return {
    singleSignOnEnabled,
    signIn,
    signUp,
    branding: textsOf(brandingTexts, branding),
    content: { languages: content.languages, ...textsOf(contentTexts, content) },
  };
}

/** An empty text removes the value. */
const orNull = <N extends string>(texts: Record<N, string>) =>
  Object.fromEntries(
    Object.entries<string>(texts).map(([name, value]) => [name, value.trim() || null]),
  ) as Record<N, string | null>;

export function patchOf({ branding, content: { languages, ...links }, ...rest }: Draft): ExperiencePatch {
  return { ...rest, branding: orNull(branding), content: { languages, ...orNull(links) } };
}

export interface Rules {
  noWayIn: string;
  nobodyBehindSso: string;
  codeNeedsEmail: string;
  registersInVain: string;
}

/**
 * Settings that are each fine but together lock people out, at the field to change. `connectors` is how many SSO
 * connectors are enabled, if that is known.
 */
export function lockouts(draft: Draft, rules: Rules, connectors: number | undefined): Problems {
  const { signIn, signUp, singleSignOnEnabled } = draft;
  const own = signIn.password || signIn.emailCode;
  const problems: Problems = {};
  if (!own && !singleSignOnEnabled) problems['signIn.password'] = rules.noWayIn;
  if (!own && singleSignOnEnabled && connectors === 0) problems['signIn.password'] = rules.nobodyBehindSso;
  if (signIn.emailCode && !signIn.identifiers.includes('email'))
    problems['signIn.emailCode'] = rules.codeNeedsEmail;
  if (signUp.enabled && !signUp.identifiers.some((name) => signIn.identifiers.includes(name)))
    problems['signUp.identifiers'] = rules.registersInVain;
  return problems;
}

/** Tab that a field stands on. */
export function tabOf(path: string): 'branding' | 'sign-up-and-sign-in' | 'content' {
  if (path.startsWith('branding')) return 'branding';
  return path.startsWith('content') ? 'content' : 'sign-up-and-sign-in';
}
