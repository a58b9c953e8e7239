/**
 * Groups that Entra ID leaves out of the token because there are more than 200: read from Microsoft Graph with the
 * person's own access token, so that the delegated permission User.Read is enough and nobody's groups but theirs can
 * be read (docs/decisions/sso-group-overage.md). The address comes from our list of clouds, never from the token.
 */
import { LRUCache } from 'lru-cache';
import { OutboundError } from '../../../kernel/outbound/index.ts';
import { graphOrigin } from '../../../protocol/entra-clouds.ts';
import { type Claims, entraSubject, groupsClaim } from '../../../protocol/oidc-claims.ts';
import type { CauseCode } from '../causes.ts';
import { SsoFailure } from '../errors.ts';
import { forgive, pass, type SsoTrace, since } from '../trace.ts';
import type { Party, Redeemed } from './client.ts';

const remembered = 5 * 60_000;
const timeoutMs = 5_000;
/** 999 is the most that Graph gives at once; what mapping looks at ends far below 10,000. */
const perPage = 999;
const mostPages = 11;
const path = '/v1.0/me/transitiveMemberOf';
const groupType = '#microsoft.graph.group';
const groupId = /^[\x21-\x7e]{1,128}$/;

export type GroupLookup = ReturnType<typeof createGroupLookup>;

interface Page {
  groups: string[];
  next: string | undefined;
}

export function createGroupLookup() {
  const known = new LRUCache<string, string[]>({ max: 2_000, ttl: remembered });

  async function groupsOf({ config }: Party, { fetchAs, metadata }: Redeemed): Promise<string[]> {
    const origin = graphOrigin(config.issuer, metadata.msgraph_host);
    const groups: string[] = [];
    let address: string | undefined = `${origin}${path}?$select=id&$top=${perPage}`;
    for (let pages = 0; address !== undefined; pages += 1) {
      if (pages === mostPages) throw new SsoFailure('groups.too_many', `${groups.length} groups read`);
      const page: Page = pageOf(await ask(fetchAs, address));
      groups.push(...page.groups);
      address = page.next === undefined ? undefined : within(origin, page.next);
    }
    return groups;
  }

  /** The claims with the groups in their place; as they were when Graph does not say, with the reason in the trace. */
  return async function withGroups(
    place: string,
    party: Party,
    redeemed: Redeemed,
    trace: SsoTrace,
  ): Promise<Redeemed> {
    const { claims } = redeemed;
    const subject = entraSubject(claims);
    const overage = party.rules.identityKey === 'tid-oid' && groupsClaim(claims).kind === 'overage';
    if (!overage || subject === undefined) return redeemed;
    const key = `${place} ${subject}`;
    const began = since(trace);
    try {
      const groups = known.get(key) ?? (await groupsOf(party, redeemed));
      known.set(key, groups);
      pass(trace, 'groups.graph', `${groups.length} groups`, began);
      return { ...redeemed, claims: withoutSources({ ...claims, groups }) };
    } catch (error) {
      if (!(error instanceof SsoFailure)) throw error;
      // Not the end of the sign-in: who has no role from a group needs none of them. The mapping of roles decides.
      forgive(trace, 'groups.graph', error, began);
      return redeemed;
    }
  };
}

function withoutSources({ _claim_names: _n, _claim_sources: _s, hasgroups: _h, ...claims }: Claims): Claims {
  return claims;
}

/** A bearer token stays with the host that it was meant for. */
function within(origin: string, next: string): string {
  const url = URL.parse(next);
  if (url?.origin === origin && url.pathname === path) return url.href;
  throw new SsoFailure('groups.bad_answer', 'the next page is at another address');
}

const statusCauses: Readonly<Record<number, CauseCode>> = {
  401: 'groups.not_permitted',
  403: 'groups.not_permitted',
  429: 'groups.throttled',
  503: 'groups.unreachable',
};

/** Somebody answered, but nobody reads on. */
const unusable: readonly string[] = ['outbound.too_large', 'outbound.redirect'];

async function ask(fetchAs: Redeemed['fetchAs'], address: string): Promise<unknown> {
  const response = await fetchAs(address, timeoutMs).catch((error: unknown) => {
    const answered = error instanceof OutboundError && unusable.includes(error.code);
    throw new SsoFailure(answered ? 'groups.bad_answer' : 'groups.unreachable', undefined, { cause: error });
  });
  const body: unknown = await response.json().catch(() => undefined);
  if (response.ok) return body;
  const cause = statusCauses[response.status] ?? 'groups.bad_answer';
  throw new SsoFailure(cause, `HTTP ${response.status} ${codeIn(body)}`.trim());
}

/** Graph's own word for what is wrong, such as Authorization_RequestDenied. */
function codeIn(body: unknown): string {
  const { error } = (body ?? {}) as { error?: { code?: unknown } };
  return typeof error?.code === 'string' ? error.code.replace(/[^\w.-]/g, '').slice(0, 60) : '';
}

function pageOf(body: unknown): Page {
  const { value, '@odata.nextLink': next } = (body ?? {}) as { value?: unknown; '@odata.nextLink'?: unknown };
  if (!Array.isArray(value) || value.length > perPage) throw new SsoFailure('groups.bad_answer', 'no list');
  return { groups: value.flatMap(idOf), next: typeof next === 'string' ? next : undefined };
}

/** Directory roles and administrative units come along, and are no groups. */
function idOf(item: unknown): string[] {
  const { id, '@odata.type': type } = (item ?? {}) as { id?: unknown; '@odata.type'?: unknown };
  if (typeof id !== 'string' || !groupId.test(id)) throw new SsoFailure('groups.bad_answer', 'no id');
  return type === groupType ? [id] : [];
}
