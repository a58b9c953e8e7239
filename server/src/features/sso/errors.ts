/** What can go wrong with SSO: the causes of a failed sign-in, and the mistakes in managing connectors. */
import { type AppError, defineErrors, type ErrorFactories } from '../../kernel/errors/index.ts';
import { type CauseCode, causes } from './causes.ts';

export const errors = defineErrors({
  'sso.connector_not_found': { status: 404, message: 'There is no SSO connector {id}.' },
  'sso.connector_exists': {
    status: 409,
    message: 'An SSO connector with the id {id} exists already.',
    fix: 'Choose another id.',
  },
  'sso.organization_not_found': {
    status: 400,
    message: 'There is no organization {id}.',
    fix: 'GET /api/organizations lists them.',
  },
  'sso.provider_unknown': {
    status: 400,
    message: 'There is no SSO provider {provider}.',
    fix: 'GET /api/sso-providers lists them.',
  },
  'sso.domain_malformed': {
    status: 400,
    message: '{domain} is not a domain name.',
    fix: 'Write it like acme.example.',
  },
  'sso.domain_public_suffix': {
    status: 400,
    message: '{domain} is a public suffix, below which everybody has a domain.',
    fix: 'Give the domain of the organization.',
  },
  'sso.domain_public_mail': {
    status: 400,
    message: '{domain} belongs to a public mail provider.',
    fix: 'Give a domain that belongs to the organization alone.',
  },
  'sso.domain_not_found': { status: 404, message: 'The connector has no domain {domain}.' },
  'sso.domain_taken': {
    status: 409,
    message: 'The domain {domain} belongs to the connector {connectorId}.',
    fix: 'Remove it there first, or send allowChoice: true to let people choose between the connectors.',
  },
  'sso.domain_unproved': {
    status: 409,
    message: 'No proof for {domain} was found in the DNS.',
    fix: 'Publish the TXT record {record} at {name} (or at the domain itself) and try again when it is visible.',
  },
  'sso.dns_unreachable': {
    status: 409,
    message: 'The DNS did not answer for {domain}.',
    fix: 'Try again in a moment.',
  },
  'sso.connector_untested': {
    status: 409,
    message: 'Nobody has come through the SSO connector {id} as it is now.',
    fix: 'Test it first: POST /api/sso-connectors/{id}/tests, or "Test it" in the console.',
  },
  'sso.connector_not_enabled': {
    status: 409,
    message: 'The SSO connector {id} is not enabled.',
    fix: 'Enable it first.',
  },
  'sso.no_proved_domain': {
    status: 409,
    message: 'The SSO connector {id} has no proved domain, so there is nobody to enforce it for.',
    fix: 'Add a domain and prove it.',
  },
  'sso.administrator_untested': {
    status: 409,
    message:
      'No administrator has come through the SSO connector {id} since its connection was last changed.',
    fix: 'Test it in the console as an administrator, so that nobody is locked out.',
  },
  'sso.no_break_glass': {
    status: 409,
    message: 'No owner could get in if this single sign-on were broken.',
    fix: 'Let an owner with a password make break-glass codes first: POST /api/break-glass/codes, or in the console.',
  },
  'sso.break_glass_owners_only': {
    status: 403,
    message: 'Break-glass codes are for the owners of the installation, each for themselves.',
    fix: 'Sign in to the console as an owner and open the tenant admin.',
  },
  'sso.simulator_not_here': {
    status: 403,
    message: 'The IdP simulator is for development tenants of a Gatehouse on your own machine.',
    fix: 'Connect a real identity provider here.',
  },
  'sso.simulator_not_running': {
    status: 409,
    message: 'No IdP simulator answers at {url}.',
    fix: 'Start it in another terminal: npm run gatehouse -- idp-simulator',
  },
  'sso.logout_refused': {
    status: 400,
    message: 'The request to sign out is not valid.',
    fix: 'It has to be signed by the provider, be recent and meant for this address (OpenID Connect Back-Channel Logout 1.0 section 2.6; SAML Profiles section 4.4), and counts once.',
  },
  'sso.keys_too_soon': {
    status: 409,
    message: 'The next key was published less than a day ago.',
    fix: 'Wait until the provider has seen it, or send force: true after a leak.',
  },
  'sso.keys_rotated_meanwhile': {
    status: 409,
    message: 'The keys were rotated meanwhile.',
    fix: 'Look at them again.',
  },
  'sso.saml_key_is_prepared': {
    status: 409,
    message: 'A next key is published already.',
    fix: 'Tell it to the identity providers, then rotate: POST /api/saml-keys/rotate.',
  },
  'sso.saml_key_not_prepared': {
    status: 409,
    message: 'No next key is published.',
    fix: 'Publish one first: POST /api/saml-keys/next.',
  },
  'sso.keys_unused': {
    status: 409,
    message: 'The connector {id} proves itself by a client secret and has no keys.',
    fix: 'Choose another client authentication first.',
  },
  'sso.keys_not_found': { status: 404, message: 'There is no key set here.' },
  'sso.test_not_found': {
    status: 404,
    message: 'The connector has no test {id}.',
    fix: 'Tests are kept for 30 days.',
  },
  'sso.version_not_found': {
    status: 404,
    message: 'The connector has no version {version}.',
    fix: 'The last 20 versions are kept for 90 days, and the last one that had succeeded for longer.',
  },
  'sso.version_present': {
    status: 409,
    message: 'The version {version} is the present one.',
    fix: 'Choose an earlier one.',
  },
  'sso.version_unusable': {
    status: 409,
    message: 'The version {version} does not fit what a connector has to be today: {problems}.',
    fix: 'Look at what it says and change the connector by hand.',
  },
  'sso.attempt_without_claims': {
    status: 409,
    message: 'No claims were kept of the attempt {reference}.',
    fix: 'Choose an attempt that signed somebody in, or paste the claims.',
  },
  'sso.claims_of_people': {
    status: 403,
    message: 'The claims of people are for those who may read users.',
    fix: 'Paste claims of your own, or ask for the permission users:read.',
  },
  'sso.pasted_saml': {
    status: 400,
    message: 'The pasted SAML can not be read: {reason}.',
    fix: 'Paste the SAMLResponse from the browser’s network tools, or the decrypted assertion.',
  },
  'sso.attempt_not_replayable': {
    status: 409,
    message: 'Nothing was kept of the attempt {reference} that could be judged again.',
    fix: 'Test the connector instead, or let the person sign in once more. GET /api/sso-settings says for how many days what a provider said is kept.',
  },
  'sso.attempt_undecided': {
    status: 409,
    message: 'Whether the attempt {reference} would pass now can only be told by a new sign-in.',
    fix: 'Test the connector, or let the person sign in once more.',
  },
  'sso.attempt_not_found': {
    status: 404,
    message: 'There is no sign-in attempt {reference}.',
    fix: 'GET /api/sso-settings says for how many days they are kept.',
  },
});

const codeOf = (cause: CauseCode) => `sso.${cause.replace('.', '_')}` as const;

const ofCauses = defineErrors(
  Object.fromEntries(
    Object.entries(causes).map(([cause, { status, title, fix }]) => [
      codeOf(cause as CauseCode),
      { status, message: title, fix },
    ]),
  ),
) as ErrorFactories<Record<string, { status: number; message: string; fix: string }>>;

/** The error a person sees: plain words, whose side it is on, and the code that leads to the trace. */
export function causeError(cause: CauseCode, reference: string): AppError {
  const { side, title, fix } = causes[cause];
  return ofCauses[codeOf(cause)]!({}, { data: { cause, side, title, fix, reference } });
}

/** Inside an attempt: the rule that said no. The attempt's edge turns it into a trace and an error. */
export class SsoFailure extends Error {
  override readonly name = 'SsoFailure';
  readonly causeCode: CauseCode;
  /** What was seen, fit for the trace: no token, no code, no whole email address. */
  readonly seen: string | undefined;
  /** `provider`: in its answer to a request of our own, which no browser can bring about by what it sends. */
  heard: 'provider' | undefined;

  constructor(causeCode: CauseCode, seen?: string, options?: ErrorOptions) {
    super(causeCode, options);
    this.causeCode = causeCode;
    this.seen = seen;
  }
}
