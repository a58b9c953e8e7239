/** Classes of authentication: an application's words for them, and a provider's (`acr`, OpenID Connect Core section 2). */

/** What the application wants, and what the provider calls it. */
export interface StepUp {
  wanted: string;
  upstream: string;
}

/** `mfa=c1`: the application's word, and the provider's. */
export const contextPattern = /^([\x21\x23-\x3c\x3e-\x5b\x5d-\x7e]{1,200})=([\x21-\x7e]{1,200})$/;

const contextsOf = (contexts: readonly string[] | undefined): StepUp[] =>
  (contexts ?? []).flatMap((line) => {
    const [, wanted, upstream] = contextPattern.exec(line) ?? [];
    return wanted && upstream ? [{ wanted, upstream }] : [];
  });

/** What the provider calls the first of the application's words that the connector knows: one name or several. */
export function contextsFor(
  contexts: readonly string[] | undefined,
  acrValues: string | undefined,
): StepUp[] {
  const first = stepUpOf(contexts, acrValues);
  return first ? contextsOf(contexts).filter(({ wanted }) => wanted === first.wanted) : [];
}

/** The first of the application's words that the connector knows: they stand in the order of preference. */
export function stepUpOf(
  contexts: readonly string[] | undefined,
  acrValues: string | undefined,
): StepUp | undefined {
  const known = contextsOf(contexts);
  for (const value of (acrValues ?? '').split(' ')) {
    const found = known.find(({ wanted }) => wanted === value);
    if (found) return found;
  }
  return undefined;
}

/**
 * The one word that a second factor of Gatehouse's own meets: several factors, whichever (RFC 8176 `mfa`). Any other
 * word may mean more, such as a factor that can't be phished.
 */
export const localContext = 'mfa';

export const asksForLocal = (words: readonly string[]): boolean => words.includes(localContext);

interface AcrClaim {
  essential?: boolean;
  value?: unknown;
  values?: unknown;
}

/** What a claims request wants of `acr` (OpenID Connect Core section 5.5.1.1). */
export function claimedContexts(acr: unknown): { words: string[]; essential: boolean } {
  const { essential, value, values } = (acr ?? {}) as AcrClaim;
  const words = [value, ...(Array.isArray(values) ? values : [])].filter((one) => typeof one === 'string');
  return { words, essential: essential === true };
}

function claimOf(claims: unknown): unknown {
  if (typeof claims !== 'string') return undefined;
  try {
    return (JSON.parse(claims) as { id_token?: { acr?: unknown } | null } | null)?.id_token?.acr;
  } catch {
    return undefined;
  }
}

/** What an authorization request wants, by preference; `acr_values` comes before the claim, as in the provider. */
export function wantedContexts(params: Readonly<Record<string, unknown>>): string[] {
  const { acr_values: values, claims } = params;
  if (typeof values === 'string' && values !== '') return values.split(' ').filter(Boolean);
  return claimedContexts(claimOf(claims)).words;
}
