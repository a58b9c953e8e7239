/** Reads an AuthnRequest and refuses what the originals refuse (saml-core section 3.4.1). */
import type { Exchange } from '../exchange.ts';
import { Refusal } from '../problems.ts';
import { type Incoming, readMessage } from './binding.ts';
import { assertionNamespace, type NameIdKind, nameIdFormats, protocolNamespace } from './names.ts';
import type { SamlProvider } from './provider.ts';
import type { ServiceProvider } from './service-provider.ts';
import { child, elements } from './xml.ts';

/** What somebody wants of the IdP: a service provider by its request, or a person by a tile. */
export interface Ask {
  sp: ServiceProvider;
  acs: string;
  /** Absent when the sign-in starts at the IdP. */
  requestId?: string;
  relayState?: string;
  forceAuthn: boolean;
  isPassive: boolean;
  /** What the request says of the NameID and of how to authenticate; checked once the SP is known. */
  nameIdPolicy?: string;
  contexts: string[];
  /** To prefill the sign-in page. */
  loginHint?: string;
  /** The request as it came, for the form on the sign-in page. */
  raw: string;
}

/** The raw query (redirect), or the form marked as such (post). */
export function rawRequest(x: Exchange): string {
  if (x.request.method !== 'POST') return new URL(x.request.url).search.slice(1);
  return new URLSearchParams([...x.parameters, ['binding', 'post']]).toString();
}

export async function readAsk(provider: SamlProvider, raw: string): Promise<Ask> {
  const parameters = new URLSearchParams(raw);
  const tile = parameters.get('sp');
  if (tile !== null) return unsolicited(await provider.serviceProvider(tile), parameters, raw);
  const incoming = readMessage(raw, parameters.get('binding') === 'post' ? 'post' : 'redirect');
  const { message } = incoming;
  if (message.localName !== 'AuthnRequest') throw new Refusal('saml-malformed', `${message.localName}`);
  const sp = await provider.serviceProvider(child(message, 'Issuer')?.textContent?.trim() ?? '');
  check(provider, sp, incoming);
  const hint = parameters.get('login_hint') ?? child(message, 'Subject')?.textContent?.trim();
  return {
    ...facts(message, sp),
    relayState: incoming.relayState,
    loginHint: hint || undefined,
    raw,
  };
}

function unsolicited(sp: ServiceProvider, parameters: URLSearchParams, raw: string): Ask {
  return {
    sp,
    acs: sp.acs[0]!,
    relayState: parameters.get('RelayState') ?? sp.relayState,
    forceAuthn: false,
    isPassive: false,
    contexts: [],
    raw,
  };
}

function check(provider: SamlProvider, sp: ServiceProvider, incoming: Incoming): void {
  const { message } = incoming;
  const id = message.getAttribute('ID') ?? '';
  // An xs:ID begins with a letter or underscore.
  if (!/^[A-Za-z_]/.test(id)) throw new Refusal('saml-bad-id', id);
  if (message.getAttribute('Version') !== '2.0') throw new Refusal('saml-malformed', 'Version');
  if (sp.certificates && !incoming.signedBy(sp.certificates)) throw new Refusal('saml-bad-signature');
  if (provider.entityId.startsWith('https://sts.windows.net/') && child(message, 'Subject'))
    throw new Refusal('saml-malformed', 'Subject');
}

function facts(message: Element, sp: ServiceProvider): Omit<Ask, 'raw'> {
  const wanted = message.getAttribute('AssertionConsumerServiceURL') || sp.acs[0]!;
  if (!sp.acs.includes(wanted)) throw new Refusal('redirect-uri-mismatch', wanted);
  const [context] = elements(message, protocolNamespace, 'RequestedAuthnContext');
  return {
    sp,
    acs: wanted,
    requestId: message.getAttribute('ID') ?? '',
    forceAuthn: message.getAttribute('ForceAuthn') === 'true',
    isPassive: message.getAttribute('IsPassive') === 'true',
    nameIdPolicy: child(message, 'NameIDPolicy')?.getAttribute('Format') || undefined,
    contexts: context
      ? elements(context, assertionNamespace, 'AuthnContextClassRef').map((e) => e.textContent?.trim() ?? '')
      : [],
  };
}

/** The format that the answer will have. */
export function formatFor({ profile }: SamlProvider, { sp, nameIdPolicy }: Ask): NameIdKind {
  const own = sp.nameIdFormat ?? profile.nameIdFormat;
  if (nameIdPolicy === undefined) return own;
  const asked = (Object.keys(nameIdFormats) as NameIdKind[]).find((k) => nameIdFormats[k] === nameIdPolicy);
  // Asking for "unspecified" leaves the choice to the IdP (saml-core section 8.3.1); Entra answers pairwise.
  if (asked === 'unspecified' && profile.nameIdFormat !== 'emailAddress') return own;
  const allowed = asked && profile.nameIdFormats.includes(asked);
  if (!allowed || (profile.nameIdFormatFixed && asked !== own))
    throw new Refusal('saml-name-id-policy', nameIdPolicy);
  return asked;
}
