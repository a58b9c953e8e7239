/** Who may go on, by which way: the rules that every step applies to the account it has found. */
import { emailKey, parseEmail, usernameKey } from '../../protocol/identifiers.ts';
import type { User } from '../users/index.ts';
import type { AttemptState } from './attempt.ts';
import type { Evidence } from './evidence.ts';
import { evidenceOf } from './identity.ts';
import type { StepContext, StepResult } from './step.ts';

/** Every spelling of an identifier has one key; an address can't be a username. */
export const identifierKey = (text: string): string =>
  text.includes('@') ? emailKey(text) : usernameKey(text);

export const identifierQuery = (text: string): { email: string } | { username: string } =>
  text.includes('@') ? { email: text } : { username: text };

/** Where an address leads by its domain, when single sign-on is on. */
export async function ssoOf(context: StepContext, identifier: string): Promise<AttemptState['sso']> {
  const { deps, tenant, situation } = context;
  if (!parseEmail(identifier)) return undefined;
  const connectors = await deps.sso.connectorsForEmail(tenant, identifier);
  if (connectors.length === 0 || (await isBehindGlass(context, { email: identifier }))) return undefined;
  const { password, emailCode } = situation.policy;
  const enforced = await deps.sso.enforcedConnectorFor(tenant, { email: identifier });
  const optional = !enforced && (password || emailCode);
  return {
    email: identifier,
    connectorIds: connectors.map((one) => one.id),
    chosen: connectors.length === 1 && !optional ? connectors[0]?.id : undefined,
    ...(optional && { optional }),
  };
}

/** An owner who broke the glass in this browser: their single sign-on is broken, and their password counts again. */
async function isBehindGlass(
  { deps, tenant, breakGlassToken }: StepContext,
  person: { id?: string; email: string | null },
): Promise<boolean> {
  const owner = await deps.sso.breakGlass.at(tenant.db, breakGlassToken);
  if (!owner) return false;
  if (person.id !== undefined) return person.id === owner.id;
  return !!person.email && !!owner.email && emailKey(person.email) === emailKey(owner.email);
}

/** The organization's people sign in by SSO only, whatever they proved (DESIGN section 7). */
export async function requiredSso(
  context: StepContext,
  person: { id?: string; email: string | null; emailVerified: boolean },
): Promise<AttemptState['sso']> {
  const { deps, tenant, state } = context;
  // Who came back from that very provider may prove the local account to link the two.
  if (person.id !== undefined && state.link?.userId === person.id) return undefined;
  const connector = await deps.sso.enforcedConnectorFor(tenant, person);
  if (!connector || (await isBehindGlass(context, person))) return undefined;
  const email = person.email ?? undefined;
  const all = email ? await deps.sso.connectorsForEmail(tenant, email) : [];
  const connectorIds = [...new Set([connector, ...all].map((one) => one.id))];
  // One is named on a page that says why; among several the person chooses.
  return { email, connectorIds, required: connectorIds.length === 1 };
}

/** What follows once a secret of the account was right; before that nobody learns anything about it. */
export async function proved(
  context: StepContext,
  user: User,
  evidence: Evidence,
  deviceToken?: string,
): Promise<StepResult> {
  if (user.suspendedAt) return { problem: { code: 'suspended' } };
  const { road, identifier, remember, switching, link } = context.state;
  const base: AttemptState = { road, identifier, remember, switching };
  const sso = await requiredSso(context, user);
  if (sso) return { state: { ...base, sso } };
  if (link?.userId === user.id) return linked(context, base, deviceToken);
  return { state: { ...base, evidence }, deviceToken };
}

/** The local account is proved: the external identity becomes one of its ways in. */
async function linked(context: StepContext, base: AttemptState, deviceToken?: string): Promise<StepResult> {
  const { deps, tenant, state } = context;
  const { identity, trace, userId } = state.link!;
  const resolution = await deps.sso.resolveUser(tenant.db, tenant, identity as never, trace as never, {
    provedUserId: userId,
  });
  if (resolution.outcome === 'refused') throw resolution.error;
  if (resolution.outcome !== 'signed-in') return { problem: { code: 'stale' } };
  return {
    state: { ...base, evidence: await evidenceOf(context, resolution.user.id, identity) },
    deviceToken,
  };
}
