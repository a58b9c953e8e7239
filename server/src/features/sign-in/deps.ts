/** What sign-in needs of the other features: narrow faces of them. */
import type { Access } from '../access/index.ts';
import type { Applications } from '../applications/index.ts';
import type { Credentials } from '../credentials/index.ts';
import type { Experience, PageContexts, SignInExperience } from '../experience/index.ts';
import type { Oidc } from '../oidc/index.ts';
import type { Organizations } from '../organizations/index.ts';
import type { SecondFactors } from '../second-factor/index.ts';
import type { BreakGlass, ConnectorTests, Saml, SsoFeature, SsoLogout } from '../sso/index.ts';
import type { Tenant } from '../tenants/index.ts';
import type { Users } from '../users/index.ts';
import type { SignInFailure } from './failures.ts';
import type { HomeRealm } from './home-realm.ts';

export interface SignInDeps {
  oidc: Pick<Oidc, 'attempts' | 'sessions' | 'accountSignInUrl'>;
  users: Pick<
    Users,
    | 'find'
    | 'findByIdentifier'
    | 'findCredentials'
    | 'findCredentialsById'
    | 'create'
    | 'update'
    | 'setPasswordHash'
  >;
  credentials: Credentials;
  secondFactors: Pick<
    SecondFactors,
    'find' | 'begin' | 'setup' | 'enrol' | 'prove' | 'sealCodes' | 'openCodes'
  >;
  sso: Pick<
    SsoFeature,
    | 'connector'
    | 'connectorsForButton'
    | 'connectorsForEmail'
    | 'connectorsForOrganization'
    | 'enforcedConnectorFor'
    | 'start'
    | 'finish'
    | 'unsolicited'
    | 'resolveUser'
    | 'localStepUp'
  > & {
    tests: Pick<ConnectorTests, 'isTest' | 'at' | 'begin' | 'finish'>;
    saml: Pick<Saml, 'metadata' | 'responses' | 'logout'>;
    logout: Pick<SsoLogout, 'requested' | 'returnTo'>;
    breakGlass: Pick<BreakGlass, 'at' | 'open'>;
  };
  experience: {
    get(tenant: Tenant): Promise<SignInExperience>;
    previews: Pick<Experience['previews'], 'find'>;
  };
  organizations: Pick<Organizations, 'known'>;
  homeRealm: HomeRealm;
  access: Pick<Access, 'resource'>;
  applications: Pick<Applications, 'findMany'>;
  pageContext: PageContexts;
  /** Where the console is: the one page that may frame a preview. */
  endpoint: string;
  /** Told of each failed sign-in; keeps nobody waiting. */
  onFailure?(tenant: Tenant, failure: SignInFailure): void;
}
