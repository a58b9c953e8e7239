/**
 * The IdP simulator: protocol-true stand-ins for Microsoft Entra ID, Google Workspace, Okta and a generic
 * OpenID Provider on loopback. It knows nothing of the server: `gatehouse idp-simulator` and tests start it.
 */
export { acmeTenantId, defaultSimulatorOrganizations } from './default-organizations.ts';
export { type Misbehaviour, misbehaviours, type OidcMisbehaviour } from './misbehaviours.ts';
export type { SimulatorClient, SimulatorKind, SimulatorOrganization, SimulatorUser } from './organization.ts';
export { loadSimulatorFile } from './organizations-file.ts';
export type { ClientAuthentication, RecordedRequest } from './recorder.ts';
export type { SamlFacts } from './saml/facts.ts';
export type { SamlMisbehaviour } from './saml/misbehaviours.ts';
export type { SamlServiceProvider } from './saml/service-provider.ts';
export { type IdpReturn, type SignInAtIdpOptions, StayedAtIdp, signInAtIdp } from './sign-in-at-idp.ts';
export { type IdpSimulator, type SimulatorOptions, startIdpSimulator } from './simulator.ts';
export type { Endpoint, MisbehaviourOptions } from './switch.ts';
