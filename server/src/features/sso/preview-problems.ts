/** What a look at a provider can find wrong before anything is saved, in plain words. Data, like the causes. */
import { type CauseCode, causes } from './causes.ts';

interface ProblemFacts {
  severity: 'error' | 'warning';
  title: string;
  fix: string;
}

const error = (title: string, fix: string): ProblemFacts => ({ severity: 'error', title, fix });
const warning = (title: string, fix: string): ProblemFacts => ({ severity: 'warning', title, fix });

const own = {
  'issuer.malformed': error(
    'There is no address in this.',
    'Enter the issuer, such as https://idp.example, or the address of its OpenID configuration.',
  ),
  'issuer.personal_accounts': error(
    'These are personal Microsoft accounts, which belong to no organization.',
    'Use the tenant id of the organization.',
  ),
  'issuer.needs_tenants': error(
    'common and organizations let in people of every Entra tenant.',
    'List the tenant ids whose people may sign in, or use the issuer of a single tenant.',
  ),
  'issuer.tenants_unused': error(
    'The list of tenants has no meaning with the issuer of a single tenant.',
    'Leave the list empty, or use the issuer of organizations.',
  ),
  'discovery.not_json': error(
    'There is a page at the address, but no OpenID configuration.',
    'Check the issuer: what is there is no JSON document. Perhaps it lacks a path, such as that of a realm or an authorization server.',
  ),
  'discovery.moved': error(
    'The address answers with a redirect, which is not followed.',
    'Enter the address that it leads to.',
  ),
  'discovery.no_issuer': error(
    'The document at the address names no issuer.',
    'It is no OpenID configuration. Check the address.',
  ),
  'discovery.endpoint_missing': error(
    'The OpenID configuration lacks an address that sign-in needs.',
    'Look at the provider: perhaps OpenID Connect is not switched on there, or this is the configuration of something else.',
  ),
  'discovery.endpoint_insecure': error(
    'The OpenID configuration names an address that is not https.',
    'Let the provider’s administrator set its public address.',
  ),
  'discovery.no_keys': error(
    'The provider publishes no keys at its jwks_uri.',
    'Without keys no ID token can be verified. Look at the provider.',
  ),
  'discovery.no_code_flow': error(
    'The provider does not offer the authorization code flow.',
    'Allow the response type code for the application.',
  ),
  'discovery.algorithms': error(
    'The provider signs ID tokens in no way that is accepted here.',
    'Let it sign with RS256 or ES256.',
  ),
  'discovery.no_s256': warning(
    'The provider does not say that it knows PKCE with S256.',
    'It is asked with PKCE all the same. If sign-in fails, switch PKCE (S256) on there; a test will tell.',
  ),
  'discovery.client_authentication': warning(
    'The provider does not list the way in which the client secret is going to be sent.',
    'Choose another client authentication, if the form has one.',
  ),
  'discovery.scope_missing': warning(
    'The provider does not list a scope that is going to be asked for.',
    'Allow it for the application; a test will tell whether it matters.',
  ),
} as const satisfies Record<string, ProblemFacts>;

/** Of the causes of failed sign-ins those that a look at the provider meets too. */
type SharedCode = Extract<
  CauseCode,
  | `discovery.${string}`
  | `saml.metadata_${string}`
  | 'idp.unreachable'
  | 'idp.address_refused'
  | 'idp.bad_answer'
>;
export type ProblemCode = keyof typeof own | SharedCode;

export interface PreviewProblem extends ProblemFacts {
  code: ProblemCode;
  /** The field of the config that it belongs to. */
  field: string;
  /** What was seen: an address, a name, a status. */
  seen?: string;
  /** What the field should hold instead. */
  suggestion?: string;
}

const isOwn = (code: ProblemCode): code is keyof typeof own => Object.hasOwn(own, code);

export function problem(
  code: ProblemCode,
  { field = 'issuer', ...more }: { field?: string; seen?: string; suggestion?: string } = {},
): PreviewProblem {
  const facts: ProblemFacts = isOwn(code)
    ? own[code]
    : { severity: 'error', title: causes[code].title, fix: causes[code].fix };
  const { severity, title, fix } = facts;
  return { code, field, severity, title, fix, ...more };
}
