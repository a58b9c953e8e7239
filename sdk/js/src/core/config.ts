/** What an app says about itself, checked once. */
import { isSecure, parseUrl } from './addresses.ts';
import { GatehouseError } from './errors.ts';

/** `prompt` of OpenID Connect Core 1.0 section 3.1.2.1. */
export type Prompt = 'none' | 'login' | 'consent' | 'select_account' | 'create';

/** An application at Gatehouse, or at any OpenID Provider. */
export interface GatehouseConfig {
  /** Gatehouse's address, such as `https://id.example.com`; the issuer is `{endpoint}/oidc`. */
  endpoint?: string;
  /** Instead of `endpoint`: the issuer of any OpenID Provider. Gatehouse's conveniences are then off. */
  issuer?: string;
  /** The application's id (`client_id`). */
  appId: string;
  /** The secret of a confidential app. Never give one to a browser. */
  appSecret?: string;
  /** Scopes beside `openid`, `profile` and `offline_access`. */
  scopes?: string[];
  /** Whether to ask for a refresh token; true when absent. */
  offlineAccess?: boolean;
  /** Indicators of the APIs to call (RFC 8707). */
  resources?: string[];
  /** How to prompt; `consent` when offline access is asked for (OIDC Core section 11), else nothing. */
  prompt?: Prompt | Prompt[];
  /** By how much the provider's clock may differ, in seconds; 60 when absent. */
  clockToleranceSeconds?: number;
}

/** The configuration with everything derived from it. */
export interface ResolvedConfig {
  readonly given: Readonly<GatehouseConfig>;
  readonly issuer: URL;
  /** Whether the provider is Gatehouse, which understands more than the specifications say. */
  readonly conveniences: boolean;
  readonly appId: string;
  readonly appSecret?: string;
  readonly scope: string;
  readonly resources: readonly string[];
  readonly prompt?: string;
  readonly clockToleranceSeconds: number;
}

/** Checks a configuration; throws `invalid_config`. */
export function resolveConfig(given: GatehouseConfig): ResolvedConfig {
  const { endpoint, issuer, appId, appSecret, offlineAccess = true, clockToleranceSeconds = 60 } = given;
  must((endpoint === undefined) !== (issuer === undefined), 'give either endpoint or issuer');
  must(typeof appId === 'string' && appId !== '', 'appId is missing');
  must(appSecret === undefined || appSecret !== '', 'appSecret is empty');
  must(clockToleranceSeconds >= 0 && clockToleranceSeconds <= 600, 'clockToleranceSeconds is not 0 to 600');
  const url = parseUrl(endpoint === undefined ? issuer : `${endpoint.replace(/\/+$/, '')}/oidc`);
  must(url !== undefined && !url.search && !url.hash, 'endpoint or issuer is no address');
  must(isSecure(url), 'endpoint or issuer is not https');
  const scopes = ['openid', 'profile', ...(offlineAccess ? ['offline_access'] : []), ...(given.scopes ?? [])];
  const resources = [...new Set(given.resources)];
  must(
    resources.every((r) => parseUrl(r) && !r.includes('#')),
    'resources must be URIs without fragment',
  );
  return {
    given: Object.freeze({ ...given }),
    issuer: url,
    conveniences: endpoint !== undefined,
    appId,
    appSecret,
    scope: [...new Set(scopes)].join(' '),
    resources,
    prompt: promptOf(given.prompt) ?? (offlineAccess ? 'consent' : undefined),
    clockToleranceSeconds,
  };
}

/** The parameter's value. */
export function promptOf(prompt: Prompt | Prompt[] | undefined): string | undefined {
  return prompt === undefined ? undefined : [prompt].flat().join(' ') || undefined;
}

function must(condition: boolean, message: string): asserts condition {
  if (!condition) throw new GatehouseError('invalid_config', message);
}
