/** The SAML side of one directory: its certificates, its service providers, and who is signed in where. */
import type { Organization } from '../organization.ts';
import { Refusal } from '../problems.ts';
import { CertificateRing } from './certificates.ts';
import type { ResponseFacts } from './message.ts';
import type { SamlProfile } from './profile.ts';
import { type Registration, readSpMetadata, type ServiceProvider } from './service-provider.ts';

/** One person's session at one service provider, as single logout needs it. */
export interface Participant {
  sp: ServiceProvider;
  nameId: string;
  nameIdFormat: string;
  sessionIndex: string;
}

/** A logout that travels from one service provider to the next. */
export interface LogoutTour {
  left: Participant[];
  /** Whose answer is waited for. */
  asked?: ServiceProvider;
  /** Who asked, and is answered at the end. */
  initiator?: { sp: ServiceProvider; requestId: string; relayState?: string };
}

export class SamlProvider {
  readonly profile: SamlProfile;
  readonly entityId: string;
  readonly certificates: CertificateRing;
  readonly #registrations: Registration[];
  /** IdP session → where the person is signed in. */
  readonly participants = new Map<string, Participant[]>();
  /** ID of an open LogoutRequest → the tour it belongs to. */
  readonly tours = new Map<string, LogoutTour>();
  /** What was sent last, for the switches that send it again. */
  last: { form: [string, string][]; facts: ResponseFacts } | undefined;

  constructor(organization: Organization, profile: SamlProfile, url: string, now: () => number) {
    this.profile = profile;
    this.entityId = profile.entityId(organization, url);
    this.#registrations = organization.serviceProviders;
    this.certificates = new CertificateRing({
      label: `saml-${organization.kind}-${organization.id}`,
      subject: profile.certificate.subject(organization),
      years: profile.certificate.years,
      now,
    });
  }

  get registrations(): Registration[] {
    return this.#registrations;
  }

  /** Replaces what was registered under the same entity ID or metadata address. */
  register(registration: Registration): void {
    const same = (r: Registration) =>
      registration.metadataUrl === undefined
        ? r.entityId === registration.entityId
        : r.metadataUrl === registration.metadataUrl;
    const index = this.#registrations.findIndex(same);
    if (index < 0) this.#registrations.push(registration);
    else this.#registrations[index] = registration;
  }

  /** Metadata is read anew each time, so that a rolled certificate is known at once. */
  async serviceProvider(entityId: string): Promise<ServiceProvider> {
    for (const registration of this.#registrations) {
      const sp = await resolved(registration);
      if (sp?.entityId === entityId) return sp;
    }
    throw new Refusal('unknown-service-provider', entityId);
  }

  async serviceProviders(): Promise<ServiceProvider[]> {
    const all = await Promise.all(this.#registrations.map(resolved));
    return all.filter((sp) => sp !== undefined);
  }

  join(session: string, participant: Participant): void {
    const others = (this.participants.get(session) ?? []).filter(
      ({ sp }) => sp.entityId !== participant.sp.entityId,
    );
    this.participants.set(session, [...others, participant]);
  }
}

async function resolved(registration: Registration): Promise<ServiceProvider | undefined> {
  if (registration.metadataUrl === undefined) return registration;
  const { metadataUrl, ...wishes } = registration;
  try {
    const response = await fetch(metadataUrl, { signal: AbortSignal.timeout(5000) });
    const read = readSpMetadata(await response.text());
    return { ...wishes, ...read, certificates: wishes.certificates ?? read.certificates };
  } catch {
    return undefined;
  }
}
