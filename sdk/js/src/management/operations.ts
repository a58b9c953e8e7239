/**
 * What the management client offers: its methods and what they answer.
 * Generated from server/test/openapi.json by `npm run generate -w sdk/js`: change the server, then generate again.
 */
import type { Answer, Body, Query } from './operation-types.ts';
import type { ChangeOptions, CreateOptions, Page, RequestOptions, WithEtag } from './options.ts';
import type { components } from './schema.ts';

export type Application = components['schemas']['Application'];
export type JsonValue = components['schemas']['JsonValue'];
export type NewApplication = components['schemas']['NewApplication'];
export type ApplicationSecret = components['schemas']['ApplicationSecret'];
export type NewApplicationSecret = components['schemas']['NewApplicationSecret'];
export type ApiResource = components['schemas']['ApiResource'];
export type ApiPermission = components['schemas']['ApiPermission'];
export type PermissionGrant = components['schemas']['PermissionGrant'];
export type Role = components['schemas']['Role'];
export type RoleMember = components['schemas']['RoleMember'];
export type Image = components['schemas']['Image'];
export type User = components['schemas']['User'];
export type UserProfile = components['schemas']['UserProfile'];
export type ExternalIdentity = components['schemas']['ExternalIdentity'];
export type UserRole = components['schemas']['UserRole'];
export type SecondFactor = components['schemas']['SecondFactor'];
export type Organization = components['schemas']['Organization'];
export type OrganizationMember = components['schemas']['OrganizationMember'];
export type SsoProvider = components['schemas']['SsoProvider'];
export type SsoConnector = components['schemas']['SsoConnector'];
export type SsoRoleMapping = components['schemas']['SsoRoleMapping'];
export type SsoRoleRule = components['schemas']['SsoRoleRule'];
export type SsoRollBack = components['schemas']['SsoRollBack'];
export type SsoDomain = components['schemas']['SsoDomain'];
export type SsoRoleMappingInput = components['schemas']['SsoRoleMappingInput'];
export type SsoRoleRuleInput = components['schemas']['SsoRoleRuleInput'];
export type SsoConnectorEnforcement = components['schemas']['SsoConnectorEnforcement'];
export type BreakGlassOwner = components['schemas']['BreakGlassOwner'];
export type BreakGlassCodes = components['schemas']['BreakGlassCodes'];
export type SsoConnectorVersion = components['schemas']['SsoConnectorVersion'];
export type SsoConnectorWholeVersion = components['schemas']['SsoConnectorWholeVersion'];
export type SsoConnectorCheck = components['schemas']['SsoConnectorCheck'];
export type SsoTraceStep = components['schemas']['SsoTraceStep'];
export type SsoConnectorTestStarted = components['schemas']['SsoConnectorTestStarted'];
export type SsoConnectorTest = components['schemas']['SsoConnectorTest'];
export type SsoConnectorRenewalStarted = components['schemas']['SsoConnectorRenewalStarted'];
export type SsoProviderPreview = components['schemas']['SsoProviderPreview'];
export type SsoSimulatedConnector = components['schemas']['SsoSimulatedConnector'];
export type SsoClientCredentials = components['schemas']['SsoClientCredentials'];
export type SsoSamlKeys = components['schemas']['SsoSamlKeys'];
export type SsoTokenCount = components['schemas']['SsoTokenCount'];
export type SsoStoredTokens = components['schemas']['SsoStoredTokens'];
export type SsoMappingSimulation = components['schemas']['SsoMappingSimulation'];
export type SsoMappedProfile = components['schemas']['SsoMappedProfile'];
export type SsoRoleRef = components['schemas']['SsoRoleRef'];
export type SsoMappingImpact = components['schemas']['SsoMappingImpact'];
export type SsoAttempt = components['schemas']['SsoAttempt'];
export type SsoAttemptDetail = components['schemas']['SsoAttemptDetail'];
export type SsoAttemptReplay = components['schemas']['SsoAttemptReplay'];
export type SsoCause = components['schemas']['SsoCause'];
export type SsoSettings = components['schemas']['SsoSettings'];
export type SsoRollBackSettings = components['schemas']['SsoRollBackSettings'];
export type SsoRollBackSettingsInput = components['schemas']['SsoRollBackSettingsInput'];
export type Session = components['schemas']['Session'];
export type Grant = components['schemas']['Grant'];
export type SigningKeys = components['schemas']['SigningKeys'];
export type SigningKey = components['schemas']['SigningKey'];
export type SecuritySettings = components['schemas']['SecuritySettings'];
export type Tenant = components['schemas']['Tenant'];
export type CustomDomain = components['schemas']['CustomDomain'];
export type AdministratorRole = components['schemas']['AdministratorRole'];
export type Administrator = components['schemas']['Administrator'];
export type AdministratorInvitation = components['schemas']['AdministratorInvitation'];
export type NewAdministratorInvitation = components['schemas']['NewAdministratorInvitation'];
export type SetupLink = components['schemas']['SetupLink'];
export type SetupLinkProgress = components['schemas']['SetupLinkProgress'];
export type AuditEvent = components['schemas']['AuditEvent'];
export type NewSetupLink = components['schemas']['NewSetupLink'];
export type MailSettings = components['schemas']['MailSettings'];
export type MailTest = components['schemas']['MailTest'];
export type MailMessage = components['schemas']['MailMessage'];
export type StatisticsOverview = components['schemas']['StatisticsOverview'];
export type StatisticsComparison = components['schemas']['StatisticsComparison'];
export type SignInStatistics = components['schemas']['SignInStatistics'];
export type FailureStatistics = components['schemas']['FailureStatistics'];
export type LastSignIn = components['schemas']['LastSignIn'];
export type GetStarted = components['schemas']['GetStarted'];
export type SignInActivity = components['schemas']['SignInActivity'];
export type DirectorySync = components['schemas']['DirectorySync'];
export type DirectorySyncToken = components['schemas']['DirectorySyncToken'];
export type NewDirectorySyncToken = components['schemas']['NewDirectorySyncToken'];
export type DirectorySyncEvent = components['schemas']['DirectorySyncEvent'];
export type DirectoryGroup = components['schemas']['DirectoryGroup'];
export type DirectoryManagement = components['schemas']['DirectoryManagement'];
export type ExpiryItem = components['schemas']['ExpiryItem'];
export type ExpirySummary = components['schemas']['ExpirySummary'];
export type ExpirySettings = components['schemas']['ExpirySettings'];
export type Status = components['schemas']['Status'];

/** Every operation of the management API. Ids in the path come first, then the body or the query, then options. */
export interface ManagementApi {
  readonly applications: {
    /**
     * List applications.
     *
     * `GET /api/applications` needs the permission `applications:read`.
     */
    list(query?: Query<'getApplications'>, options?: RequestOptions): Promise<Page<Application>>;
    /** Every item of {@link list}, page after page: `for await (const item of …iterate())`. */
    iterate(
      query?: Omit<Query<'getApplications'>, 'page'>,
      options?: RequestOptions,
    ): AsyncIterableIterator<Application>;
    /**
     * Create an application. A confidential application gets a secret, which is shown in this answer and never again.
     *
     * `POST /api/applications` needs the permission `applications:write`.
     * @throws {GatehouseError} with details.code application.permission_not_held, application.exists, request.idempotency_mismatch
     */
    create(body: Body<'postApplications'>, options?: CreateOptions): Promise<WithEtag<NewApplication>>;
    /**
     * Get an application.
     *
     * `GET /api/applications/{id}` needs the permission `applications:read`.
     * @throws {GatehouseError} with details.code application.not_found
     */
    get(id: string, options?: RequestOptions): Promise<WithEtag<Application>>;
    /**
     * Change an application. Fields that are left out stay as they are. The type can not be changed.
     *
     * `PATCH /api/applications/{id}` needs the permission `applications:write`.
     * @throws {GatehouseError} with details.code application.permission_not_held, application.not_found, request.version_mismatch
     */
    update(
      id: string,
      body: Body<'patchApplicationsId'>,
      options?: ChangeOptions,
    ): Promise<WithEtag<Application>>;
    /**
     * Delete an application.
     *
     * `DELETE /api/applications/{id}` needs the permission `applications:write`.
     * @throws {GatehouseError} with details.code application.permission_not_held, application.not_found, request.version_mismatch
     */
    delete(id: string, options?: ChangeOptions): Promise<void>;
    readonly secrets: {
      /**
       * List the secrets of an application.
       *
       * `GET /api/applications/{id}/secrets` needs the permission `applications:read`.
       * @throws {GatehouseError} with details.code application.not_found
       */
      list(id: string, options?: RequestOptions): Promise<ApplicationSecret[]>;
      /**
       * Add a secret to an application. All secrets of an application are valid side by side, so that one can replace another.
       *
       * `POST /api/applications/{id}/secrets` needs the permission `applications:write`.
       * @throws {GatehouseError} with details.code application.permission_not_held, application.not_found, application.no_secrets, application.too_many_secrets, request.idempotency_mismatch
       */
      create(
        id: string,
        body: Body<'postApplicationsIdSecrets'>,
        options?: CreateOptions,
      ): Promise<NewApplicationSecret>;
      /**
       * Delete a secret of an application. It is refused from this moment on, on other nodes within a second.
       *
       * `DELETE /api/applications/{id}/secrets/{secret}` needs the permission `applications:write`.
       * @throws {GatehouseError} with details.code application.permission_not_held, application.secret_not_found
       */
      delete(id: string, secret: string, options?: RequestOptions): Promise<void>;
    };
    readonly permissions: {
      /**
       * List the API permissions of an application. What a machine-to-machine application may do at your own APIs.
       *
       * `GET /api/applications/{id}/permissions` needs the permission `applications:read`.
       * @throws {GatehouseError} with details.code access.subject_not_found
       */
      list(id: string, options?: RequestOptions): Promise<PermissionGrant[]>;
      /**
       * Set the API permissions of an application. Replaces everything that it has.
       *
       * `PUT /api/applications/{id}/permissions` needs the permission `applications:write`.
       * @throws {GatehouseError} with details.code access.subject_not_found, api_resource.not_found, api_permission.not_found
       */
      set(
        id: string,
        body: Body<'putApplicationsIdPermissions'>,
        options?: RequestOptions,
      ): Promise<PermissionGrant[]>;
    };
    readonly activity: {
      /**
       * Read when people last signed in to an application, and how many.
       *
       * `GET /api/applications/{id}/activity` needs the permission `applications:read`.
       * @throws {GatehouseError} with details.code application.not_found
       */
      get(id: string, options?: RequestOptions): Promise<SignInActivity>;
    };
  };
  readonly apiResources: {
    /**
     * List API resources.
     *
     * `GET /api/api-resources` needs the permission `api-resources:read`.
     */
    list(query?: Query<'getApiResources'>, options?: RequestOptions): Promise<Page<ApiResource>>;
    /** Every item of {@link list}, page after page: `for await (const item of …iterate())`. */
    iterate(
      query?: Omit<Query<'getApiResources'>, 'page'>,
      options?: RequestOptions,
    ): AsyncIterableIterator<ApiResource>;
    /**
     * Create an API resource.
     *
     * `POST /api/api-resources` needs the permission `api-resources:write`.
     * @throws {GatehouseError} with details.code api_resource.reserved_indicator, api_resource.exists, request.idempotency_mismatch
     */
    create(body: Body<'postApiResources'>, options?: CreateOptions): Promise<WithEtag<ApiResource>>;
    /**
     * Get an API resource.
     *
     * `GET /api/api-resources/{id}` needs the permission `api-resources:read`.
     * @throws {GatehouseError} with details.code api_resource.not_found
     */
    get(id: string, options?: RequestOptions): Promise<WithEtag<ApiResource>>;
    /**
     * Change an API resource. The indicator can not be changed, as tokens and applications name it.
     *
     * `PATCH /api/api-resources/{id}` needs the permission `api-resources:write`.
     * @throws {GatehouseError} with details.code api_resource.not_found, request.version_mismatch
     */
    update(
      id: string,
      body: Body<'patchApiResourcesId'>,
      options?: ChangeOptions,
    ): Promise<WithEtag<ApiResource>>;
    /**
     * Delete an API resource with its permissions.
     *
     * `DELETE /api/api-resources/{id}` needs the permission `api-resources:write`.
     * @throws {GatehouseError} with details.code api_resource.not_found, request.version_mismatch
     */
    delete(id: string, options?: ChangeOptions): Promise<void>;
    readonly permissions: {
      /**
       * Add a permission to an API resource.
       *
       * `POST /api/api-resources/{id}/permissions` needs the permission `api-resources:write`.
       * @throws {GatehouseError} with details.code api_resource.not_found, api_permission.exists, request.idempotency_mismatch
       */
      create(
        id: string,
        body: Body<'postApiResourcesIdPermissions'>,
        options?: CreateOptions,
      ): Promise<WithEtag<ApiResource>>;
      /**
       * Change a permission of an API resource.
       *
       * `PATCH /api/api-resources/{id}/permissions/{name}` needs the permission `api-resources:write`.
       * @throws {GatehouseError} with details.code api_resource.not_found, api_permission.not_found
       */
      update(
        id: string,
        name: string,
        body: Body<'patchApiResourcesIdPermissionsName'>,
        options?: RequestOptions,
      ): Promise<ApiPermission>;
      /**
       * Delete a permission of an API resource. Whoever was given it loses it.
       *
       * `DELETE /api/api-resources/{id}/permissions/{name}` needs the permission `api-resources:write`.
       * @throws {GatehouseError} with details.code api_resource.not_found, api_permission.not_found
       */
      delete(id: string, name: string, options?: RequestOptions): Promise<void>;
    };
  };
  readonly roles: {
    /**
     * List roles, by name.
     *
     * `GET /api/roles` needs the permission `roles:read`.
     */
    list(query?: Query<'getRoles'>, options?: RequestOptions): Promise<Page<Role>>;
    /** Every item of {@link list}, page after page: `for await (const item of …iterate())`. */
    iterate(query?: Omit<Query<'getRoles'>, 'page'>, options?: RequestOptions): AsyncIterableIterator<Role>;
    /**
     * Create a role.
     *
     * `POST /api/roles` needs the permission `roles:write`.
     * @throws {GatehouseError} with details.code api_resource.not_found, api_permission.not_found, role.exists, request.idempotency_mismatch
     */
    create(body: Body<'postRoles'>, options?: CreateOptions): Promise<WithEtag<Role>>;
    /**
     * Get a role.
     *
     * `GET /api/roles/{id}` needs the permission `roles:read`.
     * @throws {GatehouseError} with details.code role.not_found
     */
    get(id: string, options?: RequestOptions): Promise<WithEtag<Role>>;
    /**
     * Change a role.
     *
     * `PATCH /api/roles/{id}` needs the permission `roles:write`.
     * @throws {GatehouseError} with details.code role.not_found, role.exists, request.version_mismatch
     */
    update(id: string, body: Body<'patchRolesId'>, options?: ChangeOptions): Promise<WithEtag<Role>>;
    /**
     * Delete a role. Whoever has it loses it. Rules of SSO connectors that name it give nothing any more.
     *
     * `DELETE /api/roles/{id}` needs the permission `roles:write`.
     * @throws {GatehouseError} with details.code role.not_found, request.version_mismatch
     */
    delete(id: string, options?: ChangeOptions): Promise<void>;
    /**
     * Set the permissions of a role. Replaces everything that it brings. Whoever has the role has them at the next access token.
     *
     * `PUT /api/roles/{id}/permissions` needs the permission `roles:write`.
     * @throws {GatehouseError} with details.code role.not_found, api_resource.not_found, api_permission.not_found, request.version_mismatch
     */
    setPermissions(
      id: string,
      body: Body<'putRolesIdPermissions'>,
      options?: ChangeOptions,
    ): Promise<WithEtag<Role>>;
    readonly members: {
      /**
       * List the users who were given a role. What everyone has is not listed by person.
       *
       * `GET /api/roles/{id}/members` needs the permission `users:read`.
       * @throws {GatehouseError} with details.code role.not_found
       */
      list(
        id: string,
        query?: Query<'getRolesIdMembers'>,
        options?: RequestOptions,
      ): Promise<Page<RoleMember>>;
      /** Every item of {@link list}, page after page: `for await (const item of …iterate())`. */
      iterate(
        id: string,
        query?: Omit<Query<'getRolesIdMembers'>, 'page'>,
        options?: RequestOptions,
      ): AsyncIterableIterator<RoleMember>;
      /**
       * Give a role to a user by hand. Giving it twice is no error.
       *
       * `PUT /api/roles/{id}/members/{userId}` needs the permission `users:write`.
       * @throws {GatehouseError} with details.code role.not_found, role.user_not_found
       */
      set(id: string, userId: string, options?: RequestOptions): Promise<void>;
      /**
       * Take a role that was given by hand from a user.
       *
       * `DELETE /api/roles/{id}/members/{userId}` needs the permission `users:write`.
       * @throws {GatehouseError} with details.code role.user_not_found, role.not_given_by_hand
       */
      delete(id: string, userId: string, options?: RequestOptions): Promise<void>;
    };
  };
  readonly signInExperience: {
    /**
     * Get the sign-in experience.
     *
     * `GET /api/sign-in-experience` needs the permission `sign-in-experience:read`.
     */
    get(options?: RequestOptions): Promise<WithEtag<Answer<'getSignInExperience'>>>;
    /**
     * Change the sign-in experience. Fields that are left out stay as they are; null removes an optional one.
     *
     * `PATCH /api/sign-in-experience` needs the permission `sign-in-experience:write`.
     * @throws {GatehouseError} with details.code request.version_mismatch
     */
    update(
      body: Body<'patchSignInExperience'>,
      options?: ChangeOptions,
    ): Promise<WithEtag<Answer<'patchSignInExperience'>>>;
    /**
     * Show a draft of the sign-in experience. Answers the address of a hosted page as people would see it if the draft were saved. Nothing on it can be used, and it is gone after ten minutes. A page that the draft does not have shows what people see instead.
     *
     * `POST /api/sign-in-experience/preview` needs the permission `sign-in-experience:read`.
     */
    preview(
      body: Body<'postSignInExperiencePreview'>,
      options?: RequestOptions,
    ): Promise<Answer<'postSignInExperiencePreview'>>;
  };
  readonly images: {
    /**
     * List uploaded images.
     *
     * `GET /api/images` needs the permission `sign-in-experience:read`.
     */
    list(query?: Query<'getImages'>, options?: RequestOptions): Promise<Page<Image>>;
    /** Every item of {@link list}, page after page: `for await (const item of …iterate())`. */
    iterate(query?: Omit<Query<'getImages'>, 'page'>, options?: RequestOptions): AsyncIterableIterator<Image>;
    /**
     * Upload an image. PNG, JPEG, WebP or ICO, told by its bytes. At most 100 images are kept.
     *
     * `POST /api/images` needs the permission `sign-in-experience:write`.
     * @throws {GatehouseError} with details.code image.not_an_image, image.type_mismatch, image.too_many, request.idempotency_mismatch
     */
    create(body: Body<'postImages'>, options?: CreateOptions): Promise<Image>;
    /**
     * Delete an image.
     *
     * `DELETE /api/images/{id}` needs the permission `sign-in-experience:write`.
     * @throws {GatehouseError} with details.code image.not_found, image.in_use
     */
    delete(id: string, options?: RequestOptions): Promise<void>;
  };
  readonly users: {
    /**
     * List and search users. Newest first. A search finds at most 1000 users; a part of a name is looked for among the newest 10000, the beginning of a name or identifier among all.
     *
     * `GET /api/users` needs the permission `users:read`.
     */
    list(query?: Query<'getUsers'>, options?: RequestOptions): Promise<Page<User>>;
    /** Every item of {@link list}, page after page: `for await (const item of …iterate())`. */
    iterate(query?: Omit<Query<'getUsers'>, 'page'>, options?: RequestOptions): AsyncIterableIterator<User>;
    /**
     * Create a user.
     *
     * `POST /api/users` needs the permission `users:write`.
     * @throws {GatehouseError} with details.code credential.password_too_short, credential.password_common, user.exists, user.identifier_taken, request.idempotency_mismatch
     */
    create(body: Body<'postUsers'>, options?: CreateOptions): Promise<WithEtag<User>>;
    /**
     * Get a user.
     *
     * `GET /api/users/{id}` needs the permission `users:read`.
     * @throws {GatehouseError} with details.code user.not_found
     */
    get(id: string, options?: RequestOptions): Promise<WithEtag<User>>;
    /**
     * Change a user. Fields that are left out stay as they are; null removes one. profile and customData are replaced as a whole. A new email counts as unverified unless emailVerified is given.
     *
     * `PATCH /api/users/{id}` needs the permission `users:write`.
     * @throws {GatehouseError} with details.code user.is_administrator, user.not_found, user.identifier_taken, request.version_mismatch
     */
    update(id: string, body: Body<'patchUsersId'>, options?: ChangeOptions): Promise<WithEtag<User>>;
    /**
     * Delete a user. Ends their sessions and grants as well.
     *
     * `DELETE /api/users/{id}` needs the permission `users:write`.
     * @throws {GatehouseError} with details.code user.is_administrator, user.not_found, administrator.last_owner, request.version_mismatch
     */
    delete(id: string, options?: ChangeOptions): Promise<void>;
    /**
     * Suspend a user. They can not sign in, and their sessions and grants end at once.
     *
     * `POST /api/users/{id}/suspend` needs the permission `users:write`.
     * @throws {GatehouseError} with details.code user.is_administrator, user.not_found, administrator.last_owner
     */
    suspend(id: string, options?: RequestOptions): Promise<User>;
    /**
     * Let a suspended user sign in again.
     *
     * `POST /api/users/{id}/resume` needs the permission `users:write`.
     * @throws {GatehouseError} with details.code user.is_administrator, user.not_found
     */
    resume(id: string, options?: RequestOptions): Promise<User>;
    /**
     * Set the password of a user. Ends their sessions and grants unless endSessions is false. null takes the password away.
     *
     * `PUT /api/users/{id}/password` needs the permission `users:write`.
     * @throws {GatehouseError} with details.code credential.password_too_short, credential.password_common, user.is_administrator, user.not_found
     */
    setPassword(id: string, body: Body<'putUsersIdPassword'>, options?: RequestOptions): Promise<void>;
    readonly identities: {
      /**
       * List the external identities of a user.
       *
       * `GET /api/users/{id}/identities` needs the permission `users:read`.
       * @throws {GatehouseError} with details.code user.not_found
       */
      list(id: string, options?: RequestOptions): Promise<ExternalIdentity[]>;
      /**
       * Remove an external identity of a user.
       *
       * `DELETE /api/users/{id}/identities/{identity}` needs the permission `users:write`.
       * @throws {GatehouseError} with details.code user.is_administrator, user.not_found, user.identity_not_found
       */
      delete(id: string, identity: string, options?: RequestOptions): Promise<void>;
    };
    readonly permissions: {
      /**
       * List the API permissions of a user. Those given to the user; what everyone has is not listed.
       *
       * `GET /api/users/{id}/permissions` needs the permission `users:read`.
       * @throws {GatehouseError} with details.code user.not_found
       */
      list(id: string, options?: RequestOptions): Promise<PermissionGrant[]>;
      /**
       * Set the API permissions of a user. Replaces everything that was given to the user.
       *
       * `PUT /api/users/{id}/permissions` needs the permission `users:write`.
       * @throws {GatehouseError} with details.code user.not_found, api_resource.not_found, api_permission.not_found
       */
      set(
        id: string,
        body: Body<'putUsersIdPermissions'>,
        options?: RequestOptions,
      ): Promise<PermissionGrant[]>;
    };
    readonly roles: {
      /**
       * List the roles of a user. Each with who gave it; what everyone has is not listed.
       *
       * `GET /api/users/{id}/roles` needs the permission `users:read`.
       * @throws {GatehouseError} with details.code user.not_found
       */
      list(id: string, options?: RequestOptions): Promise<UserRole[]>;
      /**
       * Set the roles that are given to a user by hand. Roles from SSO connectors and directories stay as they are.
       *
       * `PUT /api/users/{id}/roles` needs the permission `users:write`.
       * @throws {GatehouseError} with details.code role.unknown, user.not_found
       */
      set(id: string, body: Body<'putUsersIdRoles'>, options?: RequestOptions): Promise<UserRole[]>;
    };
    readonly secondFactor: {
      /**
       * Get the second factor of a user.
       *
       * `GET /api/users/{id}/second-factor` needs the permission `users:read`.
       * @throws {GatehouseError} with details.code user.not_found
       */
      get(id: string, options?: RequestOptions): Promise<SecondFactor>;
      /**
       * Reset the second factor of a user. For somebody who lost it: the recovery codes go too, the person is told by mail, and enrols a new one when an application asks for it next. Sessions go on.
       *
       * `DELETE /api/users/{id}/second-factor` needs the permission `users:write`.
       * @throws {GatehouseError} with details.code user.is_administrator, user.not_found, second_factor.none
       */
      delete(id: string, options?: RequestOptions): Promise<void>;
    };
    readonly organizations: {
      /**
       * List the organizations of a user. At most 100: as many as a token names.
       *
       * `GET /api/users/{id}/organizations` needs the permission `organizations:read`.
       */
      list(id: string, options?: RequestOptions): Promise<Answer<'getUsersIdOrganizations'>[number][]>;
    };
    readonly ssoTokens: {
      /**
       * List which tokens of providers are stored of a user. What they are for and until when; the tokens themselves are shown to nobody.
       *
       * `GET /api/users/{id}/sso-tokens` needs the permission `users:read`.
       */
      list(id: string, options?: RequestOptions): Promise<SsoStoredTokens[]>;
      /**
       * Delete the stored tokens of an external identity of a user. They are revoked at the provider as well, where it can do that.
       *
       * `DELETE /api/users/{id}/sso-tokens/{identity}` needs the permission `users:write`.
       * @throws {GatehouseError} with details.code sso.token_not_found
       */
      delete(id: string, identity: string, options?: RequestOptions): Promise<void>;
    };
    readonly sessions: {
      /**
       * List a user's live sessions.
       *
       * `GET /api/users/{id}/sessions` needs the permission `sessions:read`.
       */
      list(id: string, options?: RequestOptions): Promise<Session[]>;
      /**
       * Sign a user out everywhere. Ends all sessions and revokes everything that applications got, refresh tokens included.
       *
       * `DELETE /api/users/{id}/sessions` needs the permission `sessions:write`.
       */
      deleteAll(id: string, options?: RequestOptions): Promise<void>;
      /**
       * End a session. Applications that registered a back-channel logout address are told.
       *
       * `DELETE /api/users/{id}/sessions/{session}` needs the permission `sessions:write`.
       * @throws {GatehouseError} with details.code session.not_found
       */
      delete(id: string, session: string, options?: RequestOptions): Promise<void>;
    };
    readonly grants: {
      /**
       * List what applications got from a user.
       *
       * `GET /api/users/{id}/grants` needs the permission `sessions:read`.
       */
      list(id: string, options?: RequestOptions): Promise<Grant[]>;
      /**
       * Revoke what an application got from a user.
       *
       * `DELETE /api/users/{id}/grants/{grant}` needs the permission `sessions:write`.
       * @throws {GatehouseError} with details.code grant.not_found
       */
      delete(id: string, grant: string, options?: RequestOptions): Promise<void>;
    };
    readonly directorySync: {
      /**
       * Tell which directories manage a user.
       *
       * `GET /api/users/{id}/directory-sync` needs the permission `users:read`.
       */
      list(id: string, options?: RequestOptions): Promise<DirectoryManagement[]>;
    };
  };
  readonly organizations: {
    /**
     * List organizations.
     *
     * `GET /api/organizations` needs the permission `organizations:read`.
     */
    list(query?: Query<'getOrganizations'>, options?: RequestOptions): Promise<Page<Organization>>;
    /** Every item of {@link list}, page after page: `for await (const item of …iterate())`. */
    iterate(
      query?: Omit<Query<'getOrganizations'>, 'page'>,
      options?: RequestOptions,
    ): AsyncIterableIterator<Organization>;
    /**
     * Create an organization.
     *
     * `POST /api/organizations` needs the permission `organizations:write`.
     * @throws {GatehouseError} with details.code organization.exists, request.idempotency_mismatch
     */
    create(body: Body<'postOrganizations'>, options?: CreateOptions): Promise<WithEtag<Organization>>;
    /**
     * Get an organization.
     *
     * `GET /api/organizations/{id}` needs the permission `organizations:read`.
     * @throws {GatehouseError} with details.code organization.not_found
     */
    get(id: string, options?: RequestOptions): Promise<WithEtag<Organization>>;
    /**
     * Change an organization.
     *
     * `PATCH /api/organizations/{id}` needs the permission `organizations:write`.
     * @throws {GatehouseError} with details.code organization.not_found, request.version_mismatch
     */
    update(
      id: string,
      body: Body<'patchOrganizationsId'>,
      options?: ChangeOptions,
    ): Promise<WithEtag<Organization>>;
    /**
     * Delete an organization. Its members stay as users. One that has SSO connectors is not deleted.
     *
     * `DELETE /api/organizations/{id}` needs the permission `organizations:write`.
     * @throws {GatehouseError} with details.code organization.not_found, organization.has_connectors, request.version_mismatch
     */
    delete(id: string, options?: ChangeOptions): Promise<void>;
    readonly members: {
      /**
       * List the members of an organization, newest first. Also asks for `users:read`: names and addresses of people are in it.
       *
       * `GET /api/organizations/{id}/members` needs the permission `organizations:read`.
       * @throws {GatehouseError} with details.code organization.not_found
       */
      list(
        id: string,
        query?: Query<'getOrganizationsIdMembers'>,
        options?: RequestOptions,
      ): Promise<Page<OrganizationMember>>;
      /** Every item of {@link list}, page after page: `for await (const item of …iterate())`. */
      iterate(
        id: string,
        query?: Omit<Query<'getOrganizationsIdMembers'>, 'page'>,
        options?: RequestOptions,
      ): AsyncIterableIterator<OrganizationMember>;
      /**
       * Make a user a member of an organization. Of who is a member already nothing changes.
       *
       * `PUT /api/organizations/{id}/members/{user}` needs the permission `organizations:write`.
       * @throws {GatehouseError} with details.code organization.not_found, organization.user_not_found
       */
      set(id: string, user: string, options?: RequestOptions): Promise<void>;
      /**
       * Remove a user from an organization. Who signs in through a connector of the organization is a member again: suspend people who should not.
       *
       * `DELETE /api/organizations/{id}/members/{user}` needs the permission `organizations:write`.
       * @throws {GatehouseError} with details.code organization.not_found, organization.member_not_found
       */
      delete(id: string, user: string, options?: RequestOptions): Promise<void>;
    };
    readonly connectors: {
      /**
       * List the SSO connectors of an organization. A connector joins an organization by its own field `organizationId`.
       *
       * `GET /api/organizations/{id}/connectors` needs the permission `sso-connectors:read`.
       */
      list(
        id: string,
        query?: Query<'getOrganizationsIdConnectors'>,
        options?: RequestOptions,
      ): Promise<Page<SsoConnector>>;
      /** Every item of {@link list}, page after page: `for await (const item of …iterate())`. */
      iterate(
        id: string,
        query?: Omit<Query<'getOrganizationsIdConnectors'>, 'page'>,
        options?: RequestOptions,
      ): AsyncIterableIterator<SsoConnector>;
    };
  };
  readonly ssoProviders: {
    /**
     * List the kinds of identity provider, each with its form.
     *
     * `GET /api/sso-providers` needs the permission `sso-connectors:read`.
     */
    list(query?: Query<'getSsoProviders'>, options?: RequestOptions): Promise<Page<SsoProvider>>;
    /** Every item of {@link list}, page after page: `for await (const item of …iterate())`. */
    iterate(
      query?: Omit<Query<'getSsoProviders'>, 'page'>,
      options?: RequestOptions,
    ): AsyncIterableIterator<SsoProvider>;
  };
  readonly ssoConnectors: {
    /**
     * List SSO connectors.
     *
     * `GET /api/sso-connectors` needs the permission `sso-connectors:read`.
     */
    list(query?: Query<'getSsoConnectors'>, options?: RequestOptions): Promise<Page<SsoConnector>>;
    /** Every item of {@link list}, page after page: `for await (const item of …iterate())`. */
    iterate(
      query?: Omit<Query<'getSsoConnectors'>, 'page'>,
      options?: RequestOptions,
    ): AsyncIterableIterator<SsoConnector>;
    /**
     * Create an SSO connector.
     *
     * `POST /api/sso-connectors` needs the permission `sso-connectors:write`.
     * @throws {GatehouseError} with details.code sso.provider_unknown, sso.token_storage_unsupported, sso.token_application_unfit, sso.domain_malformed, sso.domain_public_suffix, sso.domain_public_mail, sso.connector_exists, sso.connector_untested, sso.domain_taken, request.idempotency_mismatch
     */
    create(body: Body<'postSsoConnectors'>, options?: CreateOptions): Promise<WithEtag<SsoConnector>>;
    /**
     * Get an SSO connector.
     *
     * `GET /api/sso-connectors/{id}` needs the permission `sso-connectors:read`.
     * @throws {GatehouseError} with details.code sso.connector_not_found
     */
    get(id: string, options?: RequestOptions): Promise<WithEtag<SsoConnector>>;
    /**
     * Change an SSO connector. The config is changed field by field: null takes a field out, a secret that is left out stays.
     *
     * `PATCH /api/sso-connectors/{id}` needs the permission `sso-connectors:write`.
     * @throws {GatehouseError} with details.code sso.token_storage_unsupported, sso.token_application_unfit, sso.connector_not_found, sso.connector_untested, request.version_mismatch
     */
    update(
      id: string,
      body: Body<'patchSsoConnectorsId'>,
      options?: ChangeOptions,
    ): Promise<WithEtag<SsoConnector>>;
    /**
     * Delete an SSO connector. Its people can no longer sign in by it; their accounts stay.
     *
     * `DELETE /api/sso-connectors/{id}` needs the permission `sso-connectors:write`.
     * @throws {GatehouseError} with details.code sso.connector_not_found, request.version_mismatch
     */
    delete(id: string, options?: ChangeOptions): Promise<void>;
    /**
     * Enable an SSO connector. It is offered, and addresses of its proved domains lead to it; its people may still choose another way. Needs a test or sign-in that passed with the connection as it is now.
     *
     * `POST /api/sso-connectors/{id}/enable` needs the permission `sso-connectors:write`.
     * @throws {GatehouseError} with details.code sso.connector_not_found, sso.connector_untested
     */
    enable(id: string, options?: RequestOptions): Promise<SsoConnector>;
    /**
     * Disable an SSO connector. Always possible. Its people may use other ways again.
     *
     * `POST /api/sso-connectors/{id}/disable` needs the permission `sso-connectors:write`.
     * @throws {GatehouseError} with details.code sso.connector_not_found
     */
    disable(id: string, options?: RequestOptions): Promise<SsoConnector>;
    /**
     * Enforce an SSO connector. From now on the people of its proved domains sign in by SSO only; their other sessions end. Needs an administrator who came through the connection as it is now, and in the tenant `admin` a break-glass code.
     *
     * `POST /api/sso-connectors/{id}/enforce` needs the permission `sso-connectors:write`.
     * @throws {GatehouseError} with details.code sso.connector_not_found, sso.connector_not_enabled, sso.no_proved_domain, sso.administrator_untested, sso.no_break_glass
     */
    enforce(id: string, options?: RequestOptions): Promise<SsoConnector>;
    /**
     * Stop enforcing an SSO connector. Always possible. It stays enabled.
     *
     * `POST /api/sso-connectors/{id}/unenforce` needs the permission `sso-connectors:write`.
     * @throws {GatehouseError} with details.code sso.connector_not_found
     */
    unenforce(id: string, options?: RequestOptions): Promise<SsoConnector>;
    readonly enforcement: {
      /**
       * Say what is missing before an SSO connector can be enforced.
       *
       * `GET /api/sso-connectors/{id}/enforcement` needs the permission `sso-connectors:read`.
       * @throws {GatehouseError} with details.code sso.connector_not_found
       */
      get(id: string, options?: RequestOptions): Promise<SsoConnectorEnforcement>;
    };
    readonly versions: {
      /**
       * List the versions of a connector’s connection, newest first. Config, secrets, attribute and role mapping; the first is the present one. The last 20 are kept for 90 days, the last that had succeeded for longer.
       *
       * `GET /api/sso-connectors/{id}/versions` needs the permission `sso-connectors:read`.
       * @throws {GatehouseError} with details.code sso.connector_not_found
       */
      list(
        id: string,
        query?: Query<'getSsoConnectorsIdVersions'>,
        options?: RequestOptions,
      ): Promise<Page<SsoConnectorVersion>>;
      /** Every item of {@link list}, page after page: `for await (const item of …iterate())`. */
      iterate(
        id: string,
        query?: Omit<Query<'getSsoConnectorsIdVersions'>, 'page'>,
        options?: RequestOptions,
      ): AsyncIterableIterator<SsoConnectorVersion>;
      /**
       * Get a version, and how it differs from the present one.
       *
       * `GET /api/sso-connectors/{id}/versions/{version}` needs the permission `sso-connectors:read`.
       * @throws {GatehouseError} with details.code sso.connector_not_found, sso.version_not_found
       */
      get(id: string, version: string, options?: RequestOptions): Promise<SsoConnectorWholeVersion>;
      /**
       * Put an earlier version back. It becomes a version of its own. A connection that had succeeded counts as tested again, by those who came through it then; one that never had does not. Domains, name and looks stay as they are.
       *
       * `POST /api/sso-connectors/{id}/versions/{version}/restore` needs the permission `sso-connectors:write`.
       * @throws {GatehouseError} with details.code sso.connector_not_found, sso.version_not_found, sso.version_present, sso.version_unusable, request.version_mismatch
       */
      restore(id: string, version: string, options?: ChangeOptions): Promise<WithEtag<SsoConnector>>;
    };
    readonly rollBack: {
      /**
       * Say that the news of an automatic roll-back was read.
       *
       * `POST /api/sso-connectors/{id}/roll-back/acknowledge` needs the permission `sso-connectors:write`.
       * @throws {GatehouseError} with details.code sso.connector_not_found
       */
      acknowledge(id: string, options?: RequestOptions): Promise<SsoConnector>;
    };
    /**
     * Look at the identity provider now. Fetches its metadata and keys and says what works and what is wrong. Nobody is signed in.
     *
     * `POST /api/sso-connectors/{id}/check` needs the permission `sso-connectors:write`.
     * @throws {GatehouseError} with details.code sso.connector_not_found
     */
    check(id: string, options?: RequestOptions): Promise<SsoConnectorCheck>;
    readonly tests: {
      /**
       * Start a test of an SSO connector. Open the address in a browser within ten minutes, once: it leads through a real sign-in at the identity provider that signs nobody in and changes no user, whatever state the connector is in.
       *
       * `POST /api/sso-connectors/{id}/tests` needs the permission `sso-connectors:write`.
       * @throws {GatehouseError} with details.code sso.connector_not_found
       */
      create(id: string, options?: RequestOptions): Promise<SsoConnectorTestStarted>;
      /**
       * List the tests of an SSO connector, newest first.
       *
       * `GET /api/sso-connectors/{id}/tests` needs the permission `sso-connectors:read`.
       * @throws {GatehouseError} with details.code sso.connector_not_found
       */
      list(
        id: string,
        query?: Query<'getSsoConnectorsIdTests'>,
        options?: RequestOptions,
      ): Promise<Page<SsoConnectorTest>>;
      /** Every item of {@link list}, page after page: `for await (const item of …iterate())`. */
      iterate(
        id: string,
        query?: Omit<Query<'getSsoConnectorsIdTests'>, 'page'>,
        options?: RequestOptions,
      ): AsyncIterableIterator<SsoConnectorTest>;
      /**
       * Get a test of an SSO connector.
       *
       * `GET /api/sso-connectors/{id}/tests/{test}` needs the permission `sso-connectors:read`.
       * @throws {GatehouseError} with details.code sso.connector_not_found, sso.test_not_found
       */
      get(id: string, test: string, options?: RequestOptions): Promise<SsoConnectorTest>;
    };
    /**
     * Start a test with new values, which take the place of the old ones if it passes. People go on signing in with the old values. Open the address in a browser within ten minutes, once: it leads through a real sign-in with the new ones, as any test. If it fails they are forgotten.
     *
     * `POST /api/sso-connectors/{id}/renewals` needs the permission `sso-connectors:write`.
     * @throws {GatehouseError} with details.code sso.connector_not_found
     */
    renewals(
      id: string,
      body: Body<'postSsoConnectorsIdRenewals'>,
      options?: RequestOptions,
    ): Promise<SsoConnectorRenewalStarted>;
    /**
     * Look at an identity provider before its connector is saved. Takes what was typed or pasted (the issuer, its OpenID configuration or metadata address, an Entra tenant id or domain alone) and says which issuer is meant, what the provider publishes and what is wrong.
     *
     * `POST /api/sso-connectors/preview` needs the permission `sso-connectors:write`.
     * @throws {GatehouseError} with details.code sso.provider_unknown
     */
    preview(body: Body<'postSsoConnectorsPreview'>, options?: RequestOptions): Promise<SsoProviderPreview>;
    /**
     * Create a connector for the IdP simulator. For development tenants on your own machine: a draft for the simulated Entra ID at its usual address, with its redirect address registered there. Called again, it repairs the connector.
     *
     * `POST /api/sso-connectors/simulated` needs the permission `sso-connectors:write`.
     * @throws {GatehouseError} with details.code sso.simulator_not_here, sso.simulator_not_running
     */
    simulated(options?: RequestOptions): Promise<SsoSimulatedConnector>;
    readonly clientCredentials: {
      /**
       * Get what an SSO connector proves itself with at its provider. Keys are made when they are first asked for; private keys never leave the server.
       *
       * `GET /api/sso-connectors/{id}/client-credentials` needs the permission `sso-connectors:read`.
       * @throws {GatehouseError} with details.code sso.connector_not_found, sso.keys_unused
       */
      get(id: string, options?: RequestOptions): Promise<SsoClientCredentials>;
      /**
       * Rotate the keys of an SSO connector. The next key signs from now on; the present one stays published for 7 days. With a certificate, upload the next one at the provider before. Federated credentials share the keys of the tenant.
       *
       * `POST /api/sso-connectors/{id}/client-credentials/rotate` needs the permission `sso-connectors:write`.
       * @throws {GatehouseError} with details.code sso.connector_not_found, sso.keys_unused, sso.keys_too_soon, sso.keys_rotated_meanwhile
       */
      rotate(
        id: string,
        body: Body<'postSsoConnectorsIdClientCredentialsRotate'>,
        options?: RequestOptions,
      ): Promise<SsoClientCredentials>;
    };
    readonly tokens: {
      /**
       * Count the people whose tokens of the provider are stored.
       *
       * `GET /api/sso-connectors/{id}/tokens` needs the permission `sso-connectors:read`.
       * @throws {GatehouseError} with details.code sso.connector_not_found
       */
      get(id: string, options?: RequestOptions): Promise<SsoTokenCount>;
      /**
       * Delete all tokens of the provider. They are revoked at the provider as well, where it can do that. New ones are stored at the next sign-ins.
       *
       * `DELETE /api/sso-connectors/{id}/tokens` needs the permission `sso-connectors:write`.
       * @throws {GatehouseError} with details.code sso.connector_not_found
       */
      delete(id: string, options?: RequestOptions): Promise<void>;
    };
    readonly mapping: {
      /**
       * Try a mapping with claims, a SAML response or a recent sign-in. Says what each rule makes of them, the profile and the roles. Nothing is written.
       *
       * `POST /api/sso-connectors/{id}/mapping/simulate` needs the permission `sso-connectors:read`.
       * @throws {GatehouseError} with details.code sso.pasted_saml, sso.claims_of_people, sso.connector_not_found, sso.attempt_not_found, sso.attempt_without_claims
       */
      simulate(
        id: string,
        body: Body<'postSsoConnectorsIdMappingSimulate'>,
        options?: RequestOptions,
      ): Promise<SsoMappingSimulation>;
      /**
       * See who would gain or lose which roles by a mapping, before it is saved. Computed from the claims of each person's latest sign-in, one page of people at a time. Roles change at the next sign-in, or at once when the mapping is taken away.
       *
       * `POST /api/sso-connectors/{id}/mapping/impact` needs the permission `sso-connectors:read`.
       * @throws {GatehouseError} with details.code sso.connector_not_found
       */
      impact(
        id: string,
        body: Body<'postSsoConnectorsIdMappingImpact'>,
        options?: RequestOptions,
      ): Promise<SsoMappingImpact>;
    };
    readonly domains: {
      /**
       * List the domains of an SSO connector.
       *
       * `GET /api/sso-connectors/{id}/domains` needs the permission `sso-connectors:read`.
       * @throws {GatehouseError} with details.code sso.connector_not_found
       */
      list(
        id: string,
        query?: Query<'getSsoConnectorsIdDomains'>,
        options?: RequestOptions,
      ): Promise<Page<SsoDomain>>;
      /** Every item of {@link list}, page after page: `for await (const item of …iterate())`. */
      iterate(
        id: string,
        query?: Omit<Query<'getSsoConnectorsIdDomains'>, 'page'>,
        options?: RequestOptions,
      ): AsyncIterableIterator<SsoDomain>;
      /**
       * Add a domain to an SSO connector. Adding one that is there changes nothing, except that an operator may vouch for it.
       *
       * `POST /api/sso-connectors/{id}/domains` needs the permission `sso-connectors:write`.
       * @throws {GatehouseError} with details.code sso.domain_malformed, sso.domain_public_suffix, sso.domain_public_mail, sso.connector_not_found, sso.domain_taken
       */
      create(
        id: string,
        body: Body<'postSsoConnectorsIdDomains'>,
        options?: RequestOptions,
      ): Promise<SsoConnector>;
      /**
       * Look for the proof of a domain in the DNS.
       *
       * `POST /api/sso-connectors/{id}/domains/{domain}/verify` needs the permission `sso-connectors:write`.
       * @throws {GatehouseError} with details.code sso.connector_not_found, sso.domain_not_found, sso.domain_unproved, sso.dns_unreachable
       */
      verify(id: string, domain: string, options?: RequestOptions): Promise<SsoConnector>;
      /**
       * Remove a domain from an SSO connector.
       *
       * `DELETE /api/sso-connectors/{id}/domains/{domain}` needs the permission `sso-connectors:write`.
       * @throws {GatehouseError} with details.code sso.connector_not_found, sso.domain_not_found
       */
      delete(id: string, domain: string, options?: RequestOptions): Promise<void>;
    };
    readonly activity: {
      /**
       * Read when people last signed in through an SSO connector, and how many.
       *
       * `GET /api/sso-connectors/{id}/activity` needs the permission `sso-connectors:read`.
       * @throws {GatehouseError} with details.code sso.connector_not_found
       */
      get(id: string, options?: RequestOptions): Promise<SignInActivity>;
    };
    readonly scim: {
      /**
       * Get the directory sync of a connector.
       *
       * `GET /api/sso-connectors/{id}/scim` needs the permission `sso-connectors:read`.
       * @throws {GatehouseError} with details.code sso.connector_not_found
       */
      get(id: string, options?: RequestOptions): Promise<WithEtag<DirectorySync>>;
      /**
       * Switch directory sync on or off, and say what a deletion does. Switched off, every request of the directory is refused; people and groups stay.
       *
       * `PATCH /api/sso-connectors/{id}/scim` needs the permission `sso-connectors:write`.
       * @throws {GatehouseError} with details.code sso.connector_not_found, request.version_mismatch
       */
      update(
        id: string,
        body: Body<'patchSsoConnectorsIdScim'>,
        options?: ChangeOptions,
      ): Promise<WithEtag<DirectorySync>>;
      readonly tokens: {
        /**
         * List the tokens of a directory sync.
         *
         * `GET /api/sso-connectors/{id}/scim/tokens` needs the permission `sso-connectors:read`.
         * @throws {GatehouseError} with details.code sso.connector_not_found
         */
        list(
          id: string,
          query?: Query<'getSsoConnectorsIdScimTokens'>,
          options?: RequestOptions,
        ): Promise<Page<DirectorySyncToken>>;
        /** Every item of {@link list}, page after page: `for await (const item of …iterate())`. */
        iterate(
          id: string,
          query?: Omit<Query<'getSsoConnectorsIdScimTokens'>, 'page'>,
          options?: RequestOptions,
        ): AsyncIterableIterator<DirectorySyncToken>;
        /**
         * Make a token for the directory. Two are valid at once, so that one can be replaced without a pause.
         *
         * `POST /api/sso-connectors/{id}/scim/tokens` needs the permission `sso-connectors:write`.
         * @throws {GatehouseError} with details.code sso.connector_not_found, scim.too_many_tokens, request.idempotency_mismatch
         */
        create(
          id: string,
          body: Body<'postSsoConnectorsIdScimTokens'>,
          options?: CreateOptions,
        ): Promise<NewDirectorySyncToken>;
        /**
         * Revoke a token of a directory. The next request with it is refused.
         *
         * `DELETE /api/sso-connectors/{id}/scim/tokens/{token}` needs the permission `sso-connectors:write`.
         * @throws {GatehouseError} with details.code scim.token_not_found
         */
        delete(id: string, token: string, options?: RequestOptions): Promise<void>;
      };
      readonly events: {
        /**
         * List what the directory asked for, newest first. Reads are kept for 3 days, what changed nothing for 14, changes and refusals for 90.
         *
         * `GET /api/sso-connectors/{id}/scim/events` needs the permission `sso-connectors:read`.
         * @throws {GatehouseError} with details.code sso.connector_not_found
         */
        list(
          id: string,
          query?: Query<'getSsoConnectorsIdScimEvents'>,
          options?: RequestOptions,
        ): Promise<Page<DirectorySyncEvent>>;
        /** Every item of {@link list}, page after page: `for await (const item of …iterate())`. */
        iterate(
          id: string,
          query?: Omit<Query<'getSsoConnectorsIdScimEvents'>, 'page'>,
          options?: RequestOptions,
        ): AsyncIterableIterator<DirectorySyncEvent>;
      };
      readonly groups: {
        /**
         * List the groups that the directory has sent.
         *
         * `GET /api/sso-connectors/{id}/scim/groups` needs the permission `sso-connectors:read`.
         * @throws {GatehouseError} with details.code sso.connector_not_found
         */
        list(
          id: string,
          query?: Query<'getSsoConnectorsIdScimGroups'>,
          options?: RequestOptions,
        ): Promise<Page<DirectoryGroup>>;
        /** Every item of {@link list}, page after page: `for await (const item of …iterate())`. */
        iterate(
          id: string,
          query?: Omit<Query<'getSsoConnectorsIdScimGroups'>, 'page'>,
          options?: RequestOptions,
        ): AsyncIterableIterator<DirectoryGroup>;
        /**
         * Set the roles that a group of the directory brings. Its members have them at once, from the source `scim:{connector}`. Also asks for `users:write`, which is what giving roles to people takes.
         *
         * `PUT /api/sso-connectors/{id}/scim/groups/{group}/roles` needs the permission `sso-connectors:write`.
         * @throws {GatehouseError} with details.code role.unknown, scim.group_not_found
         */
        setRoles(
          id: string,
          group: string,
          body: Body<'putSsoConnectorsIdScimGroupsGroupRoles'>,
          options?: RequestOptions,
        ): Promise<void>;
      };
    };
  };
  readonly breakGlass: {
    /**
     * List the owners, and how many break-glass codes each has left. Empty in every tenant but `admin`.
     *
     * `GET /api/break-glass` needs the permission `administrators:read`.
     */
    list(query?: Query<'getBreakGlass'>, options?: RequestOptions): Promise<Page<BreakGlassOwner>>;
    /** Every item of {@link list}, page after page: `for await (const item of …iterate())`. */
    iterate(
      query?: Omit<Query<'getBreakGlass'>, 'page'>,
      options?: RequestOptions,
    ): AsyncIterableIterator<BreakGlassOwner>;
    /**
     * Make new break-glass codes for oneself. For owners, in the tenant `admin`. Shown this once; those made before are worth nothing from now on. Each opens `/break-glass` once.
     *
     * `POST /api/break-glass/codes` needs the permission `administrators:write`.
     * @throws {GatehouseError} with details.code sso.break_glass_owners_only
     */
    codes(options?: RequestOptions): Promise<BreakGlassCodes>;
  };
  readonly samlKeys: {
    /**
     * Get our keys towards SAML identity providers. They sign our requests and open encrypted assertions. All SAML connectors of the tenant share them. The first is made when it is first asked for; private keys never leave the server.
     *
     * `GET /api/saml-keys` needs the permission `sso-connectors:read`.
     */
    get(options?: RequestOptions): Promise<SsoSamlKeys>;
    /**
     * Publish the next SAML key. It stands in our metadata as a second signing key and does nothing yet. Providers that do not read our metadata by themselves have to be given its certificate now.
     *
     * `POST /api/saml-keys/next` needs the permission `sso-connectors:write`.
     * @throws {GatehouseError} with details.code sso.saml_key_is_prepared
     */
    next(options?: RequestOptions): Promise<SsoSamlKeys>;
    /**
     * Rotate the SAML keys. The next key signs from now on; the present one only opens what is still encrypted for it, until the rotation after this one. All SAML connectors of the tenant share them.
     *
     * `POST /api/saml-keys/rotate` needs the permission `sso-connectors:write`.
     * @throws {GatehouseError} with details.code sso.saml_key_not_prepared, sso.keys_too_soon
     */
    rotate(body: Body<'postSamlKeysRotate'>, options?: RequestOptions): Promise<SsoSamlKeys>;
  };
  readonly ssoAttempts: {
    /**
     * List and search SSO attempts, newest first. Total-Number counts no further than 10000: narrow the time to see more.
     *
     * `GET /api/sso-attempts` needs the permission `sso-connectors:read`.
     */
    list(query?: Query<'getSsoAttempts'>, options?: RequestOptions): Promise<Page<SsoAttempt>>;
    /** Every item of {@link list}, page after page: `for await (const item of …iterate())`. */
    iterate(
      query?: Omit<Query<'getSsoAttempts'>, 'page'>,
      options?: RequestOptions,
    ): AsyncIterableIterator<SsoAttempt>;
    /**
     * Get an SSO attempt by the reference on the error page.
     *
     * `GET /api/sso-attempts/{reference}` needs the permission `sso-connectors:read`.
     * @throws {GatehouseError} with details.code sso.attempt_not_found
     */
    get(reference: string, options?: RequestOptions): Promise<SsoAttemptDetail>;
    /**
     * Judge an SSO attempt again by the present settings: would it pass now?. Nobody is signed in, nothing is used up or changed. What was kept of the attempt is judged with the clock of then; the provider is looked at as it is now.
     *
     * `POST /api/sso-attempts/{reference}/replay` needs the permission `sso-connectors:write`.
     * @throws {GatehouseError} with details.code sso.attempt_not_found, sso.connector_not_found, sso.attempt_not_replayable, sso.attempt_undecided
     */
    replay(reference: string, options?: RequestOptions): Promise<SsoAttemptReplay>;
  };
  readonly ssoCauses: {
    /**
     * List everything that a sign-in through SSO can fail by. In plain words: whose side it is on, how to fix it, and which setting to look at.
     *
     * `GET /api/sso-causes` needs the permission `sso-connectors:read`.
     */
    list(query?: Query<'getSsoCauses'>, options?: RequestOptions): Promise<Page<SsoCause>>;
    /** Every item of {@link list}, page after page: `for await (const item of …iterate())`. */
    iterate(
      query?: Omit<Query<'getSsoCauses'>, 'page'>,
      options?: RequestOptions,
    ): AsyncIterableIterator<SsoCause>;
  };
  readonly ssoSettings: {
    /**
     * Read the settings of single sign-on.
     *
     * `GET /api/sso-settings` needs the permission `sso-connectors:read`.
     */
    get(options?: RequestOptions): Promise<WithEtag<SsoSettings>>;
    /**
     * Change the settings of single sign-on.
     *
     * `PATCH /api/sso-settings` needs the permission `sso-connectors:write`.
     * @throws {GatehouseError} with details.code request.version_mismatch
     */
    update(body: Body<'patchSsoSettings'>, options?: ChangeOptions): Promise<WithEtag<SsoSettings>>;
  };
  readonly signingKeys: {
    /**
     * List the signing keys.
     *
     * `GET /api/signing-keys` needs the permission `signing-keys:read`.
     */
    get(options?: RequestOptions): Promise<SigningKeys>;
    /**
     * Rotate the signing keys. The next key starts to sign, the current one stays published for 30 days, and a new next key is published. Refused until clients have had time to see the next key; `force` skips that, after a leak.
     *
     * `POST /api/signing-keys/rotate` needs the permission `signing-keys:write`.
     * @throws {GatehouseError} with details.code keys.too_soon, keys.rotated_meanwhile
     */
    rotate(body: Body<'postSigningKeysRotate'>, options?: RequestOptions): Promise<SigningKeys>;
    /**
     * Choose the algorithm of the next key. Publishes a next key of this algorithm; it signs after the next rotation.
     *
     * `PUT /api/signing-keys/algorithm` needs the permission `signing-keys:write`.
     */
    setAlgorithm(body: Body<'putSigningKeysAlgorithm'>, options?: RequestOptions): Promise<SigningKeys>;
    /**
     * Rotate the key that signs cookies.
     *
     * `POST /api/signing-keys/rotate-cookie-key` needs the permission `signing-keys:write`.
     */
    rotateCookieKey(options?: RequestOptions): Promise<void>;
  };
  readonly securitySettings: {
    /**
     * Read the rules for passwords, lockout, rate limits and sessions.
     *
     * `GET /api/security-settings` needs the permission `security-settings:read`.
     */
    get(options?: RequestOptions): Promise<WithEtag<SecuritySettings>>;
    /**
     * Change the rules for passwords, lockout, rate limits and sessions. Fields that are left out stay as they are. Counts hold from the next attempt on.
     *
     * `PATCH /api/security-settings` needs the permission `security-settings:write`.
     * @throws {GatehouseError} with details.code request.version_mismatch
     */
    update(body: Body<'patchSecuritySettings'>, options?: ChangeOptions): Promise<WithEtag<SecuritySettings>>;
  };
  readonly tenants: {
    /**
     * List tenants. All tenants at the API of the tenant `admin`; elsewhere the tenant itself.
     *
     * `GET /api/tenants` needs the permission `tenants:read`.
     */
    list(query?: Query<'getTenants'>, options?: RequestOptions): Promise<Page<Tenant>>;
    /** Every item of {@link list}, page after page: `for await (const item of …iterate())`. */
    iterate(
      query?: Omit<Query<'getTenants'>, 'page'>,
      options?: RequestOptions,
    ): AsyncIterableIterator<Tenant>;
    /**
     * Create a tenant.
     *
     * `POST /api/tenants` needs the permission `tenants:write`.
     * @throws {GatehouseError} with details.code tenant.reserved_id, tenant.not_here, tenant.exists
     */
    create(body: Body<'postTenants'>, options?: RequestOptions): Promise<Tenant>;
    /**
     * Read a tenant.
     *
     * `GET /api/tenants/{id}` needs the permission `tenants:read`.
     * @throws {GatehouseError} with details.code tenant.not_found
     */
    get(id: string, options?: RequestOptions): Promise<WithEtag<Tenant>>;
    /**
     * Change a tenant.
     *
     * `PATCH /api/tenants/{id}` needs the permission `tenants:write`.
     * @throws {GatehouseError} with details.code tenant.not_found, request.version_mismatch
     */
    update(id: string, body: Body<'patchTenantsId'>, options?: ChangeOptions): Promise<WithEtag<Tenant>>;
    /**
     * Delete a tenant with everything in it.
     *
     * `DELETE /api/tenants/{id}` needs the permission `tenants:write`.
     * @throws {GatehouseError} with details.code tenant.built_in, tenant.not_here, tenant.not_found
     */
    delete(id: string, options?: RequestOptions): Promise<void>;
  };
  readonly customDomains: {
    /**
     * List the custom domains of the tenant.
     *
     * `GET /api/custom-domains` needs the permission `custom-domains:read`.
     */
    list(query?: Query<'getCustomDomains'>, options?: RequestOptions): Promise<Page<CustomDomain>>;
    /** Every item of {@link list}, page after page: `for await (const item of …iterate())`. */
    iterate(
      query?: Omit<Query<'getCustomDomains'>, 'page'>,
      options?: RequestOptions,
    ): AsyncIterableIterator<CustomDomain>;
    /**
     * Claim a custom domain. Nothing changes for anybody until it is proved and activated.
     *
     * `POST /api/custom-domains` needs the permission `custom-domains:write`.
     * @throws {GatehouseError} with details.code custom_domain.malformed, custom_domain.public_suffix, custom_domain.public_mail, custom_domain.reserved, custom_domain.not_here, custom_domain.exists, custom_domain.too_many
     */
    create(body: Body<'postCustomDomains'>, options?: RequestOptions): Promise<CustomDomain>;
    /**
     * Read a custom domain.
     *
     * `GET /api/custom-domains/{domain}` needs the permission `custom-domains:read`.
     * @throws {GatehouseError} with details.code custom_domain.not_found
     */
    get(domain: string, options?: RequestOptions): Promise<CustomDomain>;
    /**
     * Give up a custom domain.
     *
     * `DELETE /api/custom-domains/{domain}` needs the permission `custom-domains:write`.
     * @throws {GatehouseError} with details.code custom_domain.not_found, custom_domain.active
     */
    delete(domain: string, options?: RequestOptions): Promise<void>;
    /**
     * Look for the proof of a custom domain in the DNS. Also of one that was proved before: without its record it loses the proof, unless it is active.
     *
     * `POST /api/custom-domains/{domain}/verify` needs the permission `custom-domains:write`.
     * @throws {GatehouseError} with details.code custom_domain.not_found, custom_domain.unproved, custom_domain.taken, custom_domain.dns_unreachable
     */
    verify(domain: string, options?: RequestOptions): Promise<CustomDomain>;
    /**
     * Answer at a custom domain. The tenant answers there with an issuer of that name, and it becomes the first address; all other addresses keep answering as they did. Once more makes one of several the first.
     *
     * `POST /api/custom-domains/{domain}/activate` needs the permission `custom-domains:write`.
     * @throws {GatehouseError} with details.code custom_domain.unconfirmed, custom_domain.not_found, custom_domain.not_proved, custom_domain.unproved, custom_domain.taken, custom_domain.dns_unreachable
     */
    activate(
      domain: string,
      body: Body<'postCustomDomainsDomainActivate'>,
      options?: RequestOptions,
    ): Promise<CustomDomain>;
    /**
     * Stop answering at a custom domain. Applications that are configured with its issuer stop working at once.
     *
     * `POST /api/custom-domains/{domain}/deactivate` needs the permission `custom-domains:write`.
     * @throws {GatehouseError} with details.code custom_domain.unconfirmed, custom_domain.not_found
     */
    deactivate(
      domain: string,
      body: Body<'postCustomDomainsDomainDeactivate'>,
      options?: RequestOptions,
    ): Promise<CustomDomain>;
  };
  readonly administrators: {
    /**
     * List administrators. Oldest first. At the management API of the tenant admin only, like all of these.
     *
     * `GET /api/administrators` needs the permission `administrators:read`.
     * @throws {GatehouseError} with details.code administrator.not_here
     */
    list(query?: Query<'getAdministrators'>, options?: RequestOptions): Promise<Page<Administrator>>;
    /** Every item of {@link list}, page after page: `for await (const item of …iterate())`. */
    iterate(
      query?: Omit<Query<'getAdministrators'>, 'page'>,
      options?: RequestOptions,
    ): AsyncIterableIterator<Administrator>;
    /**
     * Get an administrator.
     *
     * `GET /api/administrators/{id}` needs the permission `administrators:read`.
     * @throws {GatehouseError} with details.code administrator.not_here, administrator.not_found
     */
    get(id: string, options?: RequestOptions): Promise<WithEtag<Administrator>>;
    /**
     * Change the role of an administrator. It counts from the next request on. Nobody gives or takes a role above their own.
     *
     * `PATCH /api/administrators/{id}` needs the permission `administrators:write`.
     * @throws {GatehouseError} with details.code administrator.role_above_own, administrator.not_here, administrator.not_found, administrator.last_owner, request.version_mismatch
     */
    update(
      id: string,
      body: Body<'patchAdministratorsId'>,
      options?: ChangeOptions,
    ): Promise<WithEtag<Administrator>>;
    /**
     * Take the role of an administrator away. The user of the tenant admin stays, and can do nothing at any management API.
     *
     * `DELETE /api/administrators/{id}` needs the permission `administrators:write`.
     * @throws {GatehouseError} with details.code administrator.role_above_own, administrator.not_here, administrator.not_found, administrator.last_owner, request.version_mismatch
     */
    delete(id: string, options?: ChangeOptions): Promise<void>;
  };
  readonly administratorInvitations: {
    /**
     * List invitations of administrators. Newest first. What was accepted or has run out stays for 30 days.
     *
     * `GET /api/administrator-invitations` needs the permission `administrators:read`.
     * @throws {GatehouseError} with details.code administrator.not_here
     */
    list(
      query?: Query<'getAdministratorInvitations'>,
      options?: RequestOptions,
    ): Promise<Page<AdministratorInvitation>>;
    /** Every item of {@link list}, page after page: `for await (const item of …iterate())`. */
    iterate(
      query?: Omit<Query<'getAdministratorInvitations'>, 'page'>,
      options?: RequestOptions,
    ): AsyncIterableIterator<AdministratorInvitation>;
    /**
     * Invite an administrator. The link is mailed and shown once. It works once, within seven days.
     *
     * `POST /api/administrator-invitations` needs the permission `administrators:write`.
     * @throws {GatehouseError} with details.code mail.address_invalid, administrator.role_above_own, administrator.not_here, administrator.exists, administrator_invitation.exists, request.idempotency_mismatch
     */
    create(
      body: Body<'postAdministratorInvitations'>,
      options?: CreateOptions,
    ): Promise<NewAdministratorInvitation>;
    /**
     * Revoke an invitation.
     *
     * `DELETE /api/administrator-invitations/{id}` needs the permission `administrators:write`.
     * @throws {GatehouseError} with details.code administrator.not_here, administrator_invitation.not_found
     */
    delete(id: string, options?: RequestOptions): Promise<void>;
    /**
     * Send an invitation again. With a new link for another seven days; the old one ends.
     *
     * `POST /api/administrator-invitations/{id}/resend` needs the permission `administrators:write`.
     * @throws {GatehouseError} with details.code administrator.role_above_own, administrator.not_here, administrator_invitation.not_found
     */
    resend(id: string, options?: RequestOptions): Promise<NewAdministratorInvitation>;
  };
  readonly setupLinks: {
    /**
     * List set-up links with their progress, newest first.
     *
     * `GET /api/setup-links` needs the permission `sso-connectors:read`.
     */
    list(query?: Query<'getSetupLinks'>, options?: RequestOptions): Promise<Page<SetupLink>>;
    /** Every item of {@link list}, page after page: `for await (const item of …iterate())`. */
    iterate(
      query?: Omit<Query<'getSetupLinks'>, 'page'>,
      options?: RequestOptions,
    ): AsyncIterableIterator<SetupLink>;
    /**
     * Make a set-up link for a customer. Whoever has its address connects the customer’s identity provider, without access to the console: nothing else can be reached by it. The address is shown once.
     *
     * `POST /api/setup-links` needs the permission `sso-connectors:write`.
     * @throws {GatehouseError} with details.code setup_link.provider_not_allowed, sso.connector_not_found, organization.not_found, request.idempotency_mismatch
     */
    create(body: Body<'postSetupLinks'>, options?: CreateOptions): Promise<NewSetupLink>;
    /**
     * Get a set-up link.
     *
     * `GET /api/setup-links/{id}` needs the permission `sso-connectors:read`.
     * @throws {GatehouseError} with details.code setup_link.not_found
     */
    get(id: string, options?: RequestOptions): Promise<SetupLink>;
    readonly events: {
      /**
       * List what happened with a set-up link, newest first.
       *
       * `GET /api/setup-links/{id}/events` needs the permission `sso-connectors:read`.
       * @throws {GatehouseError} with details.code setup_link.not_found
       */
      list(
        id: string,
        query?: Query<'getSetupLinksIdEvents'>,
        options?: RequestOptions,
      ): Promise<Page<AuditEvent>>;
      /** Every item of {@link list}, page after page: `for await (const item of …iterate())`. */
      iterate(
        id: string,
        query?: Omit<Query<'getSetupLinksIdEvents'>, 'page'>,
        options?: RequestOptions,
      ): AsyncIterableIterator<AuditEvent>;
    };
    /**
     * Give a set-up link a new address. The old address ends, and with it every browser that has opened it. The progress stays.
     *
     * `POST /api/setup-links/{id}/renew` needs the permission `sso-connectors:write`.
     * @throws {GatehouseError} with details.code setup_link.not_found, setup_link.revoked
     */
    renew(id: string, body: Body<'postSetupLinksIdRenew'>, options?: RequestOptions): Promise<NewSetupLink>;
    /**
     * Revoke a set-up link. At once, also for browsers that have opened it. The connector stays as it is.
     *
     * `POST /api/setup-links/{id}/revoke` needs the permission `sso-connectors:write`.
     * @throws {GatehouseError} with details.code setup_link.not_found
     */
    revoke(id: string, options?: RequestOptions): Promise<SetupLink>;
  };
  readonly mailSettings: {
    /**
     * Read which mail server is used.
     *
     * `GET /api/mail-settings` needs the permission `mail-settings:read`.
     */
    get(options?: RequestOptions): Promise<WithEtag<MailSettings>>;
    /**
     * Set the mail server of the tenant. Mail that waits to be sent goes through it too. Test it afterwards.
     *
     * `PUT /api/mail-settings` needs the permission `mail-settings:write`.
     * @throws {GatehouseError} with details.code request.version_mismatch
     */
    set(body: Body<'putMailSettings'>, options?: ChangeOptions): Promise<WithEtag<MailSettings>>;
    /**
     * Go back to the mail server of the installation.
     *
     * `DELETE /api/mail-settings` needs the permission `mail-settings:write`.
     * @throws {GatehouseError} with details.code request.version_mismatch
     */
    delete(options?: ChangeOptions): Promise<void>;
    /**
     * Send a test mail now. With the settings as they are stored. Says what the mail server answered, and what to do.
     *
     * `POST /api/mail-settings/test` needs the permission `mail-settings:write`.
     * @throws {GatehouseError} with details.code mail.address_invalid
     */
    test(body: Body<'postMailSettingsTest'>, options?: RequestOptions): Promise<MailTest>;
  };
  readonly mailMessages: {
    /**
     * List the newest mails. At most 100. Without a mail server they stay here with their codes for seven days.
     *
     * `GET /api/mail-messages` needs the permission `mail-messages:read`.
     */
    list(options?: RequestOptions): Promise<MailMessage[]>;
  };
  readonly auditEvents: {
    /**
     * List and search audit events. Newest first. Total-Number counts no further than 10000: narrow the time to see more.
     *
     * `GET /api/audit-events` needs the permission `audit-events:read`.
     */
    list(query?: Query<'getAuditEvents'>, options?: RequestOptions): Promise<Page<AuditEvent>>;
    /** Every item of {@link list}, page after page: `for await (const item of …iterate())`. */
    iterate(
      query?: Omit<Query<'getAuditEvents'>, 'page'>,
      options?: RequestOptions,
    ): AsyncIterableIterator<AuditEvent>;
    /**
     * Get an audit event.
     *
     * `GET /api/audit-events/{id}` needs the permission `audit-events:read`.
     * @throws {GatehouseError} with details.code audit_event.not_found
     */
    get(id: string, options?: RequestOptions): Promise<AuditEvent>;
  };
  readonly statistics: {
    readonly overview: {
      /**
       * Read how many users there are, how many are new and how many are active.
       *
       * `GET /api/statistics/overview` needs the permission `statistics:read`.
       */
      get(options?: RequestOptions): Promise<StatisticsOverview>;
    };
    readonly signIns: {
      /**
       * Count sign-ins by day, method, connector or application. Days are UTC; a range has at most 366 of them. Days without sign-ins are there; of other groups the 100 largest, while the total counts all.
       *
       * `GET /api/statistics/sign-ins` needs the permission `statistics:read`.
       * @throws {GatehouseError} with details.code statistics.range_reversed, statistics.range_too_long
       */
      get(query?: Query<'getStatisticsSignIns'>, options?: RequestOptions): Promise<SignInStatistics>;
    };
    readonly failures: {
      /**
       * Count failed sign-ins by cause. Days are UTC; a range has at most 366 of them. The 100 most frequent causes.
       *
       * `GET /api/statistics/failures` needs the permission `statistics:read`.
       * @throws {GatehouseError} with details.code statistics.range_reversed, statistics.range_too_long
       */
      get(query?: Query<'getStatisticsFailures'>, options?: RequestOptions): Promise<FailureStatistics>;
    };
    readonly lastSignIns: {
      /**
       * Read when people last signed in to each of several applications, or through connectors. For the column of a list, in the order of the ids. An unknown id has no sign-ins.
       *
       * `GET /api/statistics/last-sign-ins` needs the permission `statistics:read`.
       */
      list(query?: Query<'getStatisticsLastSignIns'>, options?: RequestOptions): Promise<LastSignIn[]>;
    };
  };
  readonly getStarted: {
    /**
     * Read what of the first steps is done.
     *
     * `GET /api/get-started` needs the permission `statistics:read`.
     */
    get(options?: RequestOptions): Promise<GetStarted>;
  };
  readonly expiry: {
    /**
     * List what ends some day, what ends first before. Client secrets, keys and certificates, SAML metadata, SCIM tokens, and proofs of domains whose DNS record has vanished.
     *
     * `GET /api/expiry` needs the permission `expiry:read`.
     */
    list(query?: Query<'getExpiry'>, options?: RequestOptions): Promise<Page<ExpiryItem>>;
    /** Every item of {@link list}, page after page: `for await (const item of …iterate())`. */
    iterate(
      query?: Omit<Query<'getExpiry'>, 'page'>,
      options?: RequestOptions,
    ): AsyncIterableIterator<ExpiryItem>;
    readonly summary: {
      /**
       * Count what ends, by state.
       *
       * `GET /api/expiry/summary` needs the permission `expiry:read`.
       */
      get(options?: RequestOptions): Promise<ExpirySummary>;
    };
    readonly settings: {
      /**
       * Read who is mailed before something ends.
       *
       * `GET /api/expiry/settings` needs the permission `expiry:read`.
       */
      get(options?: RequestOptions): Promise<WithEtag<ExpirySettings>>;
      /**
       * Set who is mailed before something ends. Mails go out 60, 30, 7 and 1 days before and on the day. Events are written in any case.
       *
       * `PUT /api/expiry/settings` needs the permission `expiry:write`.
       * @throws {GatehouseError} with details.code request.version_mismatch
       */
      set(body: Body<'putExpirySettings'>, options?: ChangeOptions): Promise<WithEtag<ExpirySettings>>;
    };
  };
  readonly status: {
    /**
     * Read the state of the installation.
     *
     * `GET /api/status` needs the permission `status:read`.
     */
    get(options?: RequestOptions): Promise<Status>;
  };
}
