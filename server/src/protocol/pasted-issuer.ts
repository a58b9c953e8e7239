/**
 * The issuer in whatever an administrator has at hand: the discovery or metadata address, one of the endpoints, a
 * tenant id or domain alone, an address without https, with blanks and slashes around it.
 */
import { normalizeDomain } from './domains.ts';
import { isTenantId, normalizeIssuer } from './oidc-issuer.ts';

const microsoft = 'https://login.microsoftonline.com';

/** Blanks, line breaks and invisible marks anywhere, and what mails and documents put around an address. */
const bare = (text: string): string =>
  text
    .replace(/[\s\p{Cf}]+/gu, '')
    .replace(/^[<("'`]+/, '')
    .replace(/[>)"'`,;]+$/, '');

const withScheme = (text: string): string =>
  /^[a-z][a-z0-9+.-]*:\/\//i.test(text) ? text : `https://${text}`;

const sharedSegment = /^(common|organizations|consumers)$/;

/** What stands for a tenant in Entra's addresses; tenant ids are compared in lower case. */
function entraTenant(segment: string | undefined): string | undefined {
  const tenant = segment?.toLowerCase() ?? '';
  return isTenantId(tenant) || sharedSegment.test(tenant) ? tenant : normalizeDomain(tenant);
}

function entraIssuer(text: string): string | undefined {
  const alone = entraTenant(text);
  if (alone !== undefined && !/^(login|sts|portal|entra)\./.test(alone)) return `${microsoft}/${alone}/v2.0`;
  const url = URL.parse(withScheme(text));
  const tenant = entraTenant(url?.pathname.split('/')[1]);
  if (!url || tenant === undefined) return normalizeIssuer(withScheme(text));
  // The v1.0 issuer and the one of SAML metadata; sign-in is at the other host.
  const origin = /^(sts\.windows\.net|login\.windows\.net)$/.test(url.hostname) ? microsoft : url.origin;
  return normalizeIssuer(`${origin}/${tenant}/v2.0`);
}

/** Endpoints of an Okta organization or of one of its authorization servers. */
const oktaEndpoint = /^(\/oauth2\/(?!v1(?:\/|$))[^/]+)?(\/oauth2)?\/v1\/\w+$/;

function oktaIssuer(issuer: string): string {
  const url = new URL(issuer);
  // The admin console has a host of its own, and no discovery document.
  url.hostname = url.hostname.replace(/-admin(\.okta(preview|-emea)?\.com)$/, '$1');
  const path = /^\/admin(\/|$)/.test(url.pathname) ? '' : url.pathname.replace(oktaEndpoint, '$1');
  return `${url.origin}${path === '/' ? '' : path}`;
}

/** Undefined when there is no address in it. Whether an identity provider is there only discovery can tell. */
export function issuerFromPasted(text: string, provider: string): string | undefined {
  const pasted = bare(text);
  if (provider === 'entra-oidc') return entraIssuer(pasted);
  if (provider === 'google-workspace' && (pasted === '' || /accounts\.google\.com/i.test(pasted)))
    return 'https://accounts.google.com';
  const issuer = normalizeIssuer(withScheme(pasted));
  return issuer !== undefined && provider === 'okta' ? oktaIssuer(issuer) : issuer;
}
