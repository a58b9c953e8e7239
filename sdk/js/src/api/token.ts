/** What a verified access token says, however it was verified. */
import { GatehouseError } from '../core/errors.ts';

/** The claims of an access token (RFC 9068) or of its introspection (RFC 7662). */
export interface TokenClaims {
  iss?: string;
  sub?: string;
  aud?: string | string[];
  /** Seconds since 1970. */
  exp?: number;
  /** Seconds since 1970. */
  iat?: number;
  /** Separated by spaces (RFC 6749 section 3.3). */
  scope?: string;
  client_id?: string;
  organization_id?: string;
  [claim: string]: unknown;
}

/** A token that passed every check. */
export interface VerifiedToken {
  /** As it came: for calling another API on the same person's behalf by token exchange. */
  readonly token: string;
  readonly claims: TokenClaims;
  /** The person, or for a machine-to-machine token the application (`sub`). */
  readonly subject: string | undefined;
  /** The application that asked for the token (`client_id`, `azp`). */
  readonly clientId: string | undefined;
  readonly scopes: readonly string[];
  /** The organization that the token is for, of an organization token or by `organization_id`. */
  readonly organizationId: string | undefined;
}

/** What a route asks of a token beyond being valid. */
export interface TokenRequirements {
  /** All of these. */
  scopes?: string[];
  /** The token has to be for this organization. */
  organizationId?: string;
}

/** As {@link TokenRequirements}; the organization may come from the request, such as its path. */
export interface RequestRequirements<Request> extends Omit<TokenRequirements, 'organizationId'> {
  organizationId?: string | ((request: Request) => string | undefined);
}

/** @internal A request that should name an organization and doesn't fulfils nothing. */
export function requirementsFor<Request>(
  requirements: RequestRequirements<Request>,
  request: Request,
): TokenRequirements {
  const { scopes, organizationId } = requirements;
  if (!('organizationId' in requirements)) return { scopes };
  return {
    scopes,
    organizationId: typeof organizationId === 'function' ? organizationId(request) : organizationId,
  };
}

/** The audience of Gatehouse's organization tokens is this and the organization's id. */
export const organizationAudience = 'urn:logto:organization:';

const text = (value: unknown): string | undefined =>
  typeof value === 'string' && value !== '' ? value : undefined;

/** @internal */
export function verifiedToken(token: string, claims: TokenClaims): VerifiedToken {
  const audiences = [claims.aud ?? []].flat();
  const organization = audiences.find((audience) => audience.startsWith(organizationAudience));
  return {
    token,
    claims,
    subject: text(claims.sub),
    clientId: text(claims.client_id) ?? text(claims.azp),
    scopes: typeof claims.scope === 'string' ? claims.scope.split(' ').filter((scope) => scope !== '') : [],
    organizationId: text(claims.organization_id) ?? organization?.slice(organizationAudience.length),
  };
}

/**
 * Checks what a route asks for.
 *
 * @throws GatehouseError `wrong_organization`, `insufficient_scope` (RFC 6750 section 3.1)
 */
export function checkRequirements(token: VerifiedToken, requirements: TokenRequirements): void {
  const { scopes = [], organizationId } = requirements;
  // A key without a value is a mistake of the caller, which must not open the door.
  const fits = organizationId !== undefined && token.organizationId === organizationId;
  if ('organizationId' in requirements && !fits) {
    throw new GatehouseError('wrong_organization', 'The access token is not for this organization.');
  }
  const missing = scopes.filter((scope) => !token.scopes.includes(scope));
  if (missing.length > 0) {
    throw new GatehouseError('insufficient_scope', `The access token lacks the scope ${missing.join(' ')}.`, {
      details: { scopes, missing },
    });
  }
}

/**
 * A token bound to a key (RFC 7800 `cnf`: DPoP, mutual TLS) is only as good as the proof beside it. Whoever takes it
 * as a bearer token undoes the protection that its owner asked for (RFC 9449 section 7.2, RFC 8705 section 3).
 */
export function refuseBoundToken(claims: TokenClaims): void {
  if (claims.cnf === undefined || claims.cnf === null) return;
  throw new GatehouseError(
    'token_invalid',
    'The access token is bound to a key and cannot be used as a bearer token.',
    {
      details: {
        check: 'confirmation',
      },
    },
  );
}
