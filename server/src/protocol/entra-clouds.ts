/**
 * Microsoft's clouds: each has its own sign-in host, its own Microsoft Graph and its own audience for federated
 * credentials. What a token or a document says of these is never taken: a bearer token goes to a host of this list.
 */

export interface EntraCloud {
  name: 'commercial' | 'us-government' | 'china';
  /** The hosts that Graph may have there; the first unless the provider's document names another of them. */
  graphHosts: readonly string[];
  /** The one audience of an assertion that stands for a credential. */
  exchangeAudience: string;
}

const commercial: EntraCloud = {
  name: 'commercial',
  graphHosts: ['graph.microsoft.com'],
  exchangeAudience: 'api://AzureADTokenExchange',
};
const usGovernment: EntraCloud = {
  name: 'us-government',
  graphHosts: ['graph.microsoft.us', 'dod-graph.microsoft.us'],
  exchangeAudience: 'api://AzureADTokenExchangeUSGov',
};
const china: EntraCloud = {
  name: 'china',
  graphHosts: ['microsoftgraph.chinacloudapi.cn'],
  exchangeAudience: 'api://AzureADTokenExchangeChina',
};

const clouds: Readonly<Record<string, EntraCloud>> = {
  'login.microsoftonline.com': commercial,
  'login.microsoft.com': commercial,
  'login.windows.net': commercial,
  'sts.windows.net': commercial,
  'login.microsoftonline.us': usGovernment,
  'login.partner.microsoftonline.cn': china,
  'login.chinacloudapi.cn': china,
};

/** Undefined for a host that is not Microsoft's, such as a simulator's. */
export const entraCloudOf = (issuer: string): EntraCloud | undefined =>
  clouds[URL.parse(issuer)?.hostname ?? ''];

export const exchangeAudienceOf = (issuer: string): string =>
  (entraCloudOf(issuer) ?? commercial).exchangeAudience;

/** No application may ever get a token for one of these: Entra would take it for a credential. */
export const isExchangeAudience = (audience: string): boolean =>
  /^api:\/\/azureadtokenexchange/i.test(audience);

/**
 * The origin of Microsoft Graph for an issuer.
 * @param published `msgraph_host` of the provider's document, believed only when it names a host of that cloud
 */
export function graphOrigin(issuer: string, published: unknown): string {
  const cloud = entraCloudOf(issuer);
  if (!cloud) return new URL(issuer).origin;
  const host = cloud.graphHosts.find((known) => known === published) ?? cloud.graphHosts[0]!;
  return `https://${host}`;
}
