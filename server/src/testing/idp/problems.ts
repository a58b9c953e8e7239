/**
 * Everything an IdP refuses, once: the OAuth error (RFC 6749 sections 4.1.2.1 and 5.2), the plain sentence of
 * Google, Okta and the generic provider, and Entra's AADSTS number with its text.
 */
export interface ProblemFacts {
  error: string;
  /** HTTP status at the token endpoint. */
  status: number;
  text: string;
  aadsts: number;
  aadstsText: string;
}

const problem = (
  error: string,
  status: number,
  text: string,
  aadsts: number,
  aadstsText: string,
): ProblemFacts => ({
  error,
  status,
  text,
  aadsts,
  aadstsText,
});

export const problems = {
  // At the authorization endpoint, before a return address is known: the browser stays at the IdP.
  'unknown-tenant': problem(
    'invalid_request',
    400,
    'No such organization.',
    90002,
    "Tenant '{0}' not found. Check to make sure you have the correct tenant ID and are signing into the correct cloud.",
  ),
  'unknown-client': problem(
    'invalid_client',
    401,
    'The OAuth client was not found.',
    700016,
    "Application with identifier '{0}' was not found in the directory. This can happen if the application has not been installed by the administrator of the tenant or consented to by any user in the tenant.",
  ),
  'single-tenant-client': problem(
    'unauthorized_client',
    400,
    'The client may not be used here.',
    50194,
    "Application '{0}' is not configured as a multi-tenant application. Usage of the /common endpoint is not supported for such apps created after '10/15/2018'. Use a tenant-specific endpoint or configure the application to be multi-tenant.",
  ),
  'redirect-uri-missing': problem(
    'invalid_request',
    400,
    'Missing required parameter: redirect_uri',
    900971,
    'No reply address provided.',
  ),
  'redirect-uri-mismatch': problem(
    'redirect_uri_mismatch',
    400,
    'The redirect URI in the request does not match the ones authorized for the OAuth client.',
    50011,
    "The redirect URI '{0}' specified in the request does not match the redirect URIs configured for the application.",
  ),
  'user-not-in-tenant': problem(
    'access_denied',
    403,
    'This account does not belong to the organization.',
    50020,
    "User account '{0}' from identity provider does not exist in this tenant and cannot access the application in that tenant.",
  ),
  'user-disabled': problem(
    'invalid_grant',
    400,
    'This account has been suspended.',
    50057,
    'The user account is disabled.',
  ),
  'user-not-assigned': problem(
    'access_denied',
    403,
    'User is not assigned to the client application.',
    50105,
    "Your administrator has configured the application to block users unless they are specifically granted access to the application. The signed in user '{0}' is blocked because they are not a direct member of a group with access, nor had access directly assigned by an administrator.",
  ),

  // On the sign-in form.
  'user-unknown': problem(
    'access_denied',
    403,
    "We couldn't find an account with that username.",
    50034,
    'The user account {0} does not exist in the directory. To sign into this application, the account must be added to the directory.',
  ),
  'wrong-password': problem(
    'access_denied',
    403,
    'Unable to sign in: the password is incorrect.',
    50126,
    'Error validating credentials due to invalid username or password.',
  ),

  // Sent back to the client by redirect.
  declined: problem(
    'access_denied',
    400,
    'The resource owner or authorization server denied the request.',
    65004,
    'User declined to consent to access the app.',
  ),
  'no-session': problem(
    'login_required',
    400,
    'The client specified not to prompt, but the user is not logged in.',
    50058,
    'A silent sign-in request was sent but no user is signed in.',
  ),
  'unsupported-response-type': problem(
    'unsupported_response_type',
    400,
    'The response type is not supported by the authorization server.',
    700054,
    "response_type 'id_token' is not enabled for the application.",
  ),
  'bad-response-mode': problem(
    'invalid_request',
    400,
    'The response mode is not supported.',
    70007,
    "'{0}' is not a supported value of 'response_mode' when requesting a token.",
  ),
  'bad-scope': problem(
    'invalid_scope',
    400,
    "The scope must contain 'openid'.",
    70011,
    "The provided value for the input parameter 'scope' is not valid.",
  ),
  'missing-field': problem(
    'invalid_request',
    400,
    "The request is missing the parameter '{0}'.",
    900144,
    "The request body must contain the following parameter: '{0}'.",
  ),
  malformed: problem(
    'invalid_request',
    400,
    'The request is malformed: {0}.',
    9002313,
    'Invalid request. Request is malformed or invalid.',
  ),
  'request-object': problem(
    'request_not_supported',
    400,
    'Request objects are not supported.',
    9002313,
    'Invalid request. Request is malformed or invalid.',
  ),
  'pkce-required': problem(
    'invalid_request',
    400,
    'PKCE code challenge is required.',
    9002325,
    'Proof Key for Code Exchange is required for cross-origin authorization code redemption.',
  ),

  // At the token endpoint.
  'unsupported-grant': problem(
    'unsupported_grant_type',
    400,
    'The grant type is not supported.',
    70003,
    "The app requested an unsupported grant type '{0}'.",
  ),
  'credential-missing': problem(
    'invalid_client',
    401,
    'Client authentication is missing.',
    7000218,
    "The request body must contain the following parameter: 'client_assertion' or 'client_secret'.",
  ),
  'credential-unexpected': problem(
    'invalid_client',
    401,
    'A public client must not send a credential.',
    700025,
    "Client is public so neither 'client_assertion' nor 'client_secret' should be presented.",
  ),
  'wrong-secret': problem(
    'invalid_client',
    401,
    'The client secret supplied for a confidential client is invalid.',
    7000215,
    "Invalid client secret provided. Ensure the secret being sent in the request is the client secret value, not the client secret ID, for a secret added to app '{0}'.",
  ),
  'bad-assertion': problem(
    'invalid_client',
    401,
    'The client assertion is invalid.',
    700027,
    'The certificate with identifier used to sign the client assertion is not registered on application, or the signature is invalid.',
  ),
  'assertion-time': problem(
    'invalid_client',
    401,
    'The client assertion has expired.',
    700024,
    'Client assertion is not within its valid time range.',
  ),
  'federation-issuer': problem(
    'invalid_client',
    401,
    'No federated credential has this issuer.',
    700211,
    "No matching federated identity record found for presented assertion issuer '{0}'.",
  ),
  'federation-subject': problem(
    'invalid_client',
    401,
    'No federated credential has this subject.',
    700213,
    "No matching federated identity record found for presented assertion subject '{0}'.",
  ),
  'federation-subject-case': problem(
    'invalid_client',
    401,
    'No federated credential has this subject.',
    7002138,
    "No matching federated identity record found for presented assertion subject '{0}'. The subject matches with case-insensitive comparison, but not with case-sensitive comparison.",
  ),
  'federation-audience': problem(
    'invalid_client',
    401,
    'No federated credential has this audience.',
    700212,
    "No matching federated identity record found for presented assertion audience '{0}'.",
  ),
  'federation-none': problem(
    'invalid_client',
    401,
    'The client has no federated credential.',
    70021,
    'No matching federated identity record found for presented assertion.',
  ),
  'federation-key': problem(
    'invalid_client',
    401,
    'The key of the assertion is not in the key set of its issuer.',
    7000272,
    "Signing key '{0}' was not found in the JWKS of the issuer.",
  ),
  'code-unknown': problem(
    'invalid_grant',
    400,
    'The authorization code is invalid or has expired.',
    70008,
    'The provided authorization code or refresh token has expired due to inactivity. Send a new interactive authorization request for this user and resource.',
  ),
  'code-reused': problem(
    'invalid_grant',
    400,
    'The authorization code was already redeemed.',
    54005,
    'OAuth2 Authorization code was already redeemed, please retry with a new valid code or use an existing refresh token.',
  ),
  'code-of-other-tenant': problem(
    'invalid_grant',
    400,
    'The authorization code is invalid or has expired.',
    700005,
    'Provided Authorization Code is intended to use against other tenant, thus rejected.',
  ),
  'code-redirect-uri': problem(
    'invalid_grant',
    400,
    'The redirect URI differs from the one the code was issued for.',
    500112,
    "The reply address '{0}' does not match the reply address provided when requesting Authorization code.",
  ),
  'pkce-mismatch': problem(
    'invalid_grant',
    400,
    'PKCE verification failed.',
    501481,
    'The Code_Verifier does not match the code_challenge supplied in the authorization request.',
  ),
  'refresh-token-unknown': problem(
    'invalid_grant',
    400,
    'The refresh token is invalid or expired.',
    50173,
    'The provided grant has expired due to it being revoked, a fresh auth token is needed.',
  ),
  'unknown-service-provider': problem(
    'app_not_configured',
    403,
    'Service is not configured for this user. ({0})',
    650056,
    "Misconfigured application. This could be due to one of the following: the identifier of the application ('{0}') in the SAML request does not match the identifier configured in the directory.",
  ),
  'saml-request-missing': problem(
    'invalid_request',
    400,
    'The SAML request is missing.',
    750054,
    'SAMLRequest or SAMLResponse must be present as query string parameters in HTTP request for SAML Redirect binding.',
  ),
  'saml-malformed': problem(
    'malformed_saml_request',
    400,
    'The SAML message is malformed: {0}',
    75005,
    'The request is not a valid Saml2 protocol message. {0}',
  ),
  'saml-bad-id': problem(
    'malformed_saml_request',
    400,
    'The ID {0} is no xs:ID.',
    7500529,
    "The value '{0}' is not a valid SAML ID. The ID must not begin with a number.",
  ),
  'saml-bad-signature': problem(
    'invalid_request',
    400,
    'The signature of the SAML message is missing or wrong.',
    76021,
    'The request sent by client is not signed while the application requires signed requests.',
  ),
  'saml-name-id-policy': problem(
    'invalid_name_id_policy',
    400,
    'The NameID format {0} is not the one that is configured.',
    75016,
    'The NameIDPolicy format {0} is not supported.',
  ),
  'saml-authn-context': problem(
    'no_authn_context',
    400,
    'None of the wanted authentication contexts is possible: {0}',
    75011,
    "Authentication method by which the user authenticated with the service doesn't match requested authentication method '{0}'.",
  ),
  'saml-no-logout': problem(
    'logout_not_configured',
    400,
    'There is no single logout here.',
    90015,
    'Requested query string is too long or single logout is not configured.',
  ),
  'server-error': problem(
    'server_error',
    500,
    'Something went wrong.',
    90033,
    'A transient error has occurred. Please try again.',
  ),
} as const satisfies Record<string, ProblemFacts>;

export type Problem = keyof typeof problems;

/** Thrown inside an endpoint; the endpoint's edge turns it into a page, a redirect or JSON. */
export class Refusal extends Error {
  readonly problem: Problem;
  readonly detail: string;

  constructor(problem: Problem, detail = '') {
    super(problem);
    this.problem = problem;
    this.detail = detail;
  }

  get facts(): ProblemFacts {
    const facts: ProblemFacts = problems[this.problem];
    return {
      ...facts,
      text: facts.text.replace('{0}', this.detail),
      aadstsText: facts.aadstsText.replace('{0}', this.detail),
    };
  }
}
