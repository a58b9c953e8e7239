/**
 * A look at a provider while the form is being filled in: what the pasted text means, what the provider says of
 * itself, and exactly what is wrong. Nothing is saved, and of the document only known members are repeated.
 */
import { z } from 'zod';
import {
  discoveryUrl,
  isMultiTenantIssuer,
  isSameIssuer,
  issuerTemplate,
  tenantOfIssuer,
} from '../../protocol/oidc-issuer.ts';
import { issuerFromPasted } from '../../protocol/pasted-issuer.ts';
import type { CauseCode } from './causes.ts';
import { SsoFailure } from './errors.ts';
import { upstreamFailure } from './oidc/upstream-errors.ts';
import { oidcPresetOf } from './presets/catalogue.ts';
import type { OidcPreset } from './presets/preset.ts';
import { type PreviewProblem, type ProblemCode, problem } from './preview-problems.ts';
import type { SsoDeps } from './service.ts';

/** As typed: half a form is enough. */
export const previewInputSchema = z.strictObject({
  provider: z.string().min(1).max(40).describe('The id of a provider preset.'),
  config: z
    .object({
      issuer: z.string().max(2_000).optional().describe('As typed or pasted.'),
      clientAuthentication: z.string().max(40).optional(),
      extraScopes: z.array(z.string().max(200)).max(50).optional(),
      allowedTenants: z.array(z.string().max(100)).max(1_000).optional(),
      metadataUrl: z.string().max(2_000).optional().describe('SAML: as typed or pasted.'),
      metadata: z.string().max(500_000).optional().describe('SAML: the document itself.'),
      entityId: z.string().max(1_024).optional().describe('SAML: the provider that is expected.'),
    })
    .describe('Further fields of the form are ignored; leave the secret out.'),
});

export type PreviewInput = z.infer<typeof previewInputSchema>;

/** A member of the wrong type counts as left out. */
const address = z.string().max(2_000).optional().catch(undefined);
const list = z.array(z.string().max(200)).max(200).optional().catch(undefined);

const documentSchema = z.object({
  issuer: address,
  authorization_endpoint: address,
  token_endpoint: address,
  userinfo_endpoint: address,
  jwks_uri: address,
  end_session_endpoint: address,
  scopes_supported: list,
  response_types_supported: list,
  code_challenge_methods_supported: list,
  token_endpoint_auth_methods_supported: list,
  id_token_signing_alg_values_supported: list,
});

export type Said = z.infer<typeof documentSchema>;

export interface SamlPreview {
  entityId: string;
  ssoUrl: string;
  bindings: string[];
  sloUrl: string | null;
  wantsSignedRequests: boolean;
  validUntil: Date | null;
  certificates: { subject: string; fingerprint: string; expiresAt: Date }[];
}

export interface Preview {
  /** Whether sign-in can be expected to work; warnings may remain. */
  ok: boolean;
  /** To be put into the connector. */
  issuer: string | null;
  discoveryUrl: string | null;
  said: Said | null;
  /** How many keys the provider publishes. */
  keys: number | null;
  /** Of a SAML provider: what its metadata say. */
  saml: SamlPreview | null;
  problems: PreviewProblem[];
}

type PreviewDeps = Pick<SsoDeps, 'outbound' | 'allowInsecureIssuers'>;

class PreviewStop extends Error {
  readonly problem: PreviewProblem;
  constructor(found: PreviewProblem) {
    super(found.code);
    this.problem = found;
  }
}

const stop = (...given: Parameters<typeof problem>): never => {
  throw new PreviewStop(problem(...given));
};

async function fetchJson({ outbound }: PreviewDeps, url: string): Promise<unknown> {
  const response = await outbound.fetch(url, { headers: { accept: 'application/json' } }).catch(explain);
  const { status } = response;
  const seen = `HTTP ${status}`;
  if (status >= 500 || status === 429) return stop('idp.unreachable', { seen });
  if (!response.ok) return stop('discovery.not_found', { seen: `${seen} at ${url}` });
  const document: unknown = await response.json().catch(() => null);
  return typeof document === 'object' && document !== null
    ? document
    : stop('discovery.not_json', { seen: url });
}

const shared = new Set<CauseCode>(['idp.unreachable', 'idp.address_refused', 'idp.bad_answer']);

function explain(error: unknown): never {
  if (error instanceof Error && 'code' in error && error.code === 'outbound.redirect')
    stop('discovery.moved');
  const failure = upstreamFailure('discovery', error);
  if (failure instanceof SsoFailure && shared.has(failure.causeCode)) stop(failure.causeCode as ProblemCode);
  throw failure;
}

async function keysAt(deps: PreviewDeps, url: string): Promise<number> {
  const document = (await fetchJson(deps, url)) as { keys?: unknown };
  return Array.isArray(document.keys) ? document.keys.length : 0;
}

const endpoints = ['authorization_endpoint', 'token_endpoint', 'jwks_uri'] as const;

function endpointProblems(said: Said, insecure: boolean): PreviewProblem[] {
  return endpoints.flatMap((name) => {
    const protocol = URL.parse(said[name] ?? '')?.protocol;
    if (protocol === 'https:' || (insecure && protocol === 'http:')) return [];
    const seen = protocol ? `${name}: ${said[name]}` : name;
    return [problem(protocol ? 'discovery.endpoint_insecure' : 'discovery.endpoint_missing', { seen })];
  });
}

/** Providers leave lists out although they can do things (Entra its PKCE): only what is listed can lack something. */
function capabilityProblems(said: Said, { config }: PreviewInput, { rules }: OidcPreset): PreviewProblem[] {
  const lacks = (values: string[] | undefined, wanted: string) =>
    values !== undefined && !values.includes(wanted);
  const method = config.clientAuthentication ?? rules.clientAuthentication;
  const scopes = ['openid', 'profile', 'email', ...(config.extraScopes ?? [])];
  const methods = said.code_challenge_methods_supported ?? (rules.multiTenant ? ['S256'] : []);
  const algorithms = said.id_token_signing_alg_values_supported;
  return [
    ...(lacks(said.response_types_supported, 'code') ? [problem('discovery.no_code_flow')] : []),
    ...(algorithms && !algorithms.some((name) => /^(RS|PS|ES)\d|^Ed/.test(name))
      ? [problem('discovery.algorithms', { seen: algorithms.join(', ').slice(0, 160) })]
      : []),
    ...(lacks(methods, 'S256') ? [problem('discovery.no_s256')] : []),
    ...(lacks(said.token_endpoint_auth_methods_supported, method)
      ? [problem('discovery.client_authentication', { field: 'clientAuthentication', seen: method })]
      : []),
    ...scopes
      .filter((scope) => lacks(said.scopes_supported, scope))
      .map((seen) => problem('discovery.scope_missing', { field: 'extraScopes', seen })),
  ];
}

/** Before anything is asked: what the text alone tells. */
function tenantProblems(issuer: string, { config }: PreviewInput, { rules }: OidcPreset): PreviewProblem[] {
  if (!rules.multiTenant) return [];
  const listed = (config.allowedTenants ?? []).length > 0;
  const field = 'allowedTenants';
  if (new URL(issuer).pathname.startsWith('/consumers')) return [problem('issuer.personal_accounts')];
  if (isMultiTenantIssuer(issuer)) return listed ? [] : [problem('issuer.needs_tenants', { field })];
  return listed ? [problem('issuer.tenants_unused', { field })] : [];
}

/** Entra by a domain calls itself by the tenant's id: that is the issuer to keep. */
function settledIssuer(asked: string, said: Said, { rules }: OidcPreset): string {
  const { issuer } = said;
  if (!issuer || !rules.multiTenant || isMultiTenantIssuer(asked) || tenantOfIssuer(asked)) return asked;
  const named = URL.canParse(issuer) ? tenantOfIssuer(issuer) : undefined;
  const expected = named && new URL(asked).origin + new URL(asked).pathname.replace(/^\/[^/]+/, `/${named}`);
  return expected && isSameIssuer(issuer, expected) ? expected : asked;
}

function issuerProblems(issuer: string, said: Said, { rules }: OidcPreset): PreviewProblem[] {
  if (said.issuer === undefined) return [problem('discovery.no_issuer')];
  const expected = rules.multiTenant && isMultiTenantIssuer(issuer) ? issuerTemplate(issuer) : issuer;
  if (isSameIssuer(said.issuer, expected)) return [];
  const seen = said.issuer.slice(0, 300);
  const usable = URL.canParse(said.issuer) && !said.issuer.includes('{');
  return [problem('discovery.issuer_mismatch', { seen, ...(usable && { suggestion: seen }) })];
}

export async function previewProvider(deps: PreviewDeps, input: PreviewInput): Promise<Preview> {
  const preset = oidcPresetOf(input.provider);
  const found: Preview = {
    ok: false,
    issuer: null,
    discoveryUrl: null,
    said: null,
    keys: null,
    saml: null,
    problems: [],
  };
  const asked = issuerFromPasted(input.config.issuer ?? '', input.provider);
  if (asked === undefined) return { ...found, problems: [problem('issuer.malformed')] };
  Object.assign(found, { issuer: asked, discoveryUrl: discoveryUrl(asked) });
  found.problems.push(...tenantProblems(asked, input, preset));
  try {
    await look(deps, found, asked, { input, preset });
  } catch (error) {
    if (!(error instanceof PreviewStop)) throw error;
    found.problems.push(error.problem);
  }
  return { ...found, ok: !found.problems.some(({ severity }) => severity === 'error') };
}

async function look(
  deps: PreviewDeps,
  found: Preview,
  asked: string,
  { input, preset }: { input: PreviewInput; preset: OidcPreset },
): Promise<void> {
  const insecure = deps.allowInsecureIssuers;
  if (!insecure && !asked.startsWith('https:')) stop('discovery.insecure');
  const said = documentSchema.parse(await fetchJson(deps, discoveryUrl(asked)));
  const issuer = settledIssuer(asked, said, preset);
  Object.assign(found, { said, issuer });
  const wrong = [...issuerProblems(issuer, said, preset), ...endpointProblems(said, insecure)];
  found.problems.push(...wrong, ...capabilityProblems(said, input, preset));
  if (wrong.some(({ seen }) => seen?.startsWith('jwks_uri'))) return;
  found.keys = await keysAt(deps, said.jwks_uri!);
  if (found.keys === 0) found.problems.push(problem('discovery.no_keys'));
}
