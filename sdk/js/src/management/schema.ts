/**
 * Types of what the management API takes and answers, as openapi-typescript writes them.
 * Generated from server/test/openapi.json by `npm run generate -w sdk/js`: change the server, then generate again.
 */
export type JsonValue =
  | string
  | number
  | boolean
  | null
  | JsonValue[]
  | {
      [key: string]: JsonValue;
    };
export interface paths {
  '/applications': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** List applications */
    get: operations['getApplications'];
    put?: never;
    /**
     * Create an application
     * @description A confidential application gets a secret, which is shown in this answer and never again.
     */
    post: operations['postApplications'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/applications/{id}': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** Get an application */
    get: operations['getApplicationsId'];
    put?: never;
    post?: never;
    /** Delete an application */
    delete: operations['deleteApplicationsId'];
    options?: never;
    head?: never;
    /**
     * Change an application
     * @description Fields that are left out stay as they are. The type can not be changed.
     */
    patch: operations['patchApplicationsId'];
    trace?: never;
  };
  '/applications/{id}/secrets': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** List the secrets of an application */
    get: operations['getApplicationsIdSecrets'];
    put?: never;
    /**
     * Add a secret to an application
     * @description All secrets of an application are valid side by side, so that one can replace another.
     */
    post: operations['postApplicationsIdSecrets'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/applications/{id}/secrets/{secret}': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    post?: never;
    /**
     * Delete a secret of an application
     * @description It is refused from this moment on, on other nodes within a second.
     */
    delete: operations['deleteApplicationsIdSecretsSecret'];
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api-resources': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** List API resources */
    get: operations['getApiResources'];
    put?: never;
    /** Create an API resource */
    post: operations['postApiResources'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api-resources/{id}': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** Get an API resource */
    get: operations['getApiResourcesId'];
    put?: never;
    post?: never;
    /** Delete an API resource with its permissions */
    delete: operations['deleteApiResourcesId'];
    options?: never;
    head?: never;
    /**
     * Change an API resource
     * @description The indicator can not be changed, as tokens and applications name it.
     */
    patch: operations['patchApiResourcesId'];
    trace?: never;
  };
  '/api-resources/{id}/permissions': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /** Add a permission to an API resource */
    post: operations['postApiResourcesIdPermissions'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api-resources/{id}/permissions/{name}': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    post?: never;
    /**
     * Delete a permission of an API resource
     * @description Whoever was given it loses it.
     */
    delete: operations['deleteApiResourcesIdPermissionsName'];
    options?: never;
    head?: never;
    /** Change a permission of an API resource */
    patch: operations['patchApiResourcesIdPermissionsName'];
    trace?: never;
  };
  '/applications/{id}/permissions': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * List the API permissions of an application
     * @description What a machine-to-machine application may do at your own APIs.
     */
    get: operations['getApplicationsIdPermissions'];
    /**
     * Set the API permissions of an application
     * @description Replaces everything that it has.
     */
    put: operations['putApplicationsIdPermissions'];
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/roles': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** List roles, by name */
    get: operations['getRoles'];
    put?: never;
    /** Create a role */
    post: operations['postRoles'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/roles/{id}': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** Get a role */
    get: operations['getRolesId'];
    put?: never;
    post?: never;
    /**
     * Delete a role
     * @description Whoever has it loses it. Rules of SSO connectors that name it give nothing any more.
     */
    delete: operations['deleteRolesId'];
    options?: never;
    head?: never;
    /** Change a role */
    patch: operations['patchRolesId'];
    trace?: never;
  };
  '/roles/{id}/permissions': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    /**
     * Set the permissions of a role
     * @description Replaces everything that it brings. Whoever has the role has them at the next access token.
     */
    put: operations['putRolesIdPermissions'];
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/roles/{id}/members': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * List the users who were given a role
     * @description What everyone has is not listed by person.
     */
    get: operations['getRolesIdMembers'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/roles/{id}/members/{userId}': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    /**
     * Give a role to a user by hand
     * @description Giving it twice is no error.
     */
    put: operations['putRolesIdMembersUserId'];
    post?: never;
    /** Take a role that was given by hand from a user */
    delete: operations['deleteRolesIdMembersUserId'];
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/sign-in-experience': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** Get the sign-in experience */
    get: operations['getSignInExperience'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    /**
     * Change the sign-in experience
     * @description Fields that are left out stay as they are; null removes an optional one.
     */
    patch: operations['patchSignInExperience'];
    trace?: never;
  };
  '/sign-in-experience/preview': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Show a draft of the sign-in experience
     * @description Answers the address of a hosted page as people would see it if the draft were saved. Nothing on it can be used, and it is gone after ten minutes. A page that the draft does not have shows what people see instead.
     */
    post: operations['postSignInExperiencePreview'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/images': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** List uploaded images */
    get: operations['getImages'];
    put?: never;
    /**
     * Upload an image
     * @description PNG, JPEG, WebP or ICO, told by its bytes. At most 100 images are kept.
     */
    post: operations['postImages'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/images/{id}': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    post?: never;
    /** Delete an image */
    delete: operations['deleteImagesId'];
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/users': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * List and search users
     * @description Newest first. A search finds at most 1000 users; a part of a name is looked for among the newest 10000, the beginning of a name or identifier among all.
     */
    get: operations['getUsers'];
    put?: never;
    /** Create a user */
    post: operations['postUsers'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/users/{id}': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** Get a user */
    get: operations['getUsersId'];
    put?: never;
    post?: never;
    /**
     * Delete a user
     * @description Ends their sessions and grants as well.
     */
    delete: operations['deleteUsersId'];
    options?: never;
    head?: never;
    /**
     * Change a user
     * @description Fields that are left out stay as they are; null removes one. profile and customData are replaced as a whole. A new email counts as unverified unless emailVerified is given.
     */
    patch: operations['patchUsersId'];
    trace?: never;
  };
  '/users/{id}/suspend': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Suspend a user
     * @description They can not sign in, and their sessions and grants end at once.
     */
    post: operations['postUsersIdSuspend'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/users/{id}/resume': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /** Let a suspended user sign in again */
    post: operations['postUsersIdResume'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/users/{id}/password': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    /**
     * Set the password of a user
     * @description Ends their sessions and grants unless endSessions is false. null takes the password away.
     */
    put: operations['putUsersIdPassword'];
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/users/{id}/identities': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** List the external identities of a user */
    get: operations['getUsersIdIdentities'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/users/{id}/identities/{identity}': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    post?: never;
    /** Remove an external identity of a user */
    delete: operations['deleteUsersIdIdentitiesIdentity'];
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/users/{id}/permissions': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * List the API permissions of a user
     * @description Those given to the user; what everyone has is not listed.
     */
    get: operations['getUsersIdPermissions'];
    /**
     * Set the API permissions of a user
     * @description Replaces everything that was given to the user.
     */
    put: operations['putUsersIdPermissions'];
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/users/{id}/roles': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * List the roles of a user
     * @description Each with who gave it; what everyone has is not listed.
     */
    get: operations['getUsersIdRoles'];
    /**
     * Set the roles that are given to a user by hand
     * @description Roles from SSO connectors and directories stay as they are.
     */
    put: operations['putUsersIdRoles'];
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/users/{id}/second-factor': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** Get the second factor of a user */
    get: operations['getUsersIdSecondFactor'];
    put?: never;
    post?: never;
    /**
     * Reset the second factor of a user
     * @description For somebody who lost it: the recovery codes go too, the person is told by mail, and enrols a new one when an application asks for it next. Sessions go on.
     */
    delete: operations['deleteUsersIdSecondFactor'];
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/organizations': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** List organizations */
    get: operations['getOrganizations'];
    put?: never;
    /** Create an organization */
    post: operations['postOrganizations'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/organizations/{id}': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** Get an organization */
    get: operations['getOrganizationsId'];
    put?: never;
    post?: never;
    /**
     * Delete an organization
     * @description Its members stay as users. One that has SSO connectors is not deleted.
     */
    delete: operations['deleteOrganizationsId'];
    options?: never;
    head?: never;
    /** Change an organization */
    patch: operations['patchOrganizationsId'];
    trace?: never;
  };
  '/users/{id}/organizations': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * List the organizations of a user
     * @description At most 100: as many as a token names.
     */
    get: operations['getUsersIdOrganizations'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/organizations/{id}/members': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * List the members of an organization, newest first
     * @description Also asks for `users:read`: names and addresses of people are in it.
     */
    get: operations['getOrganizationsIdMembers'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/organizations/{id}/members/{user}': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    /**
     * Make a user a member of an organization
     * @description Of who is a member already nothing changes.
     */
    put: operations['putOrganizationsIdMembersUser'];
    post?: never;
    /**
     * Remove a user from an organization
     * @description Who signs in through a connector of the organization is a member again: suspend people who should not.
     */
    delete: operations['deleteOrganizationsIdMembersUser'];
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/sso-providers': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** List the kinds of identity provider, each with its form */
    get: operations['getSsoProviders'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/sso-connectors': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** List SSO connectors */
    get: operations['getSsoConnectors'];
    put?: never;
    /** Create an SSO connector */
    post: operations['postSsoConnectors'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/sso-connectors/{id}': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** Get an SSO connector */
    get: operations['getSsoConnectorsId'];
    put?: never;
    post?: never;
    /**
     * Delete an SSO connector
     * @description Its people can no longer sign in by it; their accounts stay.
     */
    delete: operations['deleteSsoConnectorsId'];
    options?: never;
    head?: never;
    /**
     * Change an SSO connector
     * @description The config is changed field by field: null takes a field out, a secret that is left out stays.
     */
    patch: operations['patchSsoConnectorsId'];
    trace?: never;
  };
  '/sso-connectors/{id}/enable': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Enable an SSO connector
     * @description It is offered, and addresses of its proved domains lead to it; its people may still choose another way. Needs a test or sign-in that passed with the connection as it is now.
     */
    post: operations['postSsoConnectorsIdEnable'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/sso-connectors/{id}/disable': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Disable an SSO connector
     * @description Always possible. Its people may use other ways again.
     */
    post: operations['postSsoConnectorsIdDisable'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/sso-connectors/{id}/enforce': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Enforce an SSO connector
     * @description From now on the people of its proved domains sign in by SSO only; their other sessions end. Needs an administrator who came through the connection as it is now, and in the tenant `admin` a break-glass code.
     */
    post: operations['postSsoConnectorsIdEnforce'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/sso-connectors/{id}/unenforce': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Stop enforcing an SSO connector
     * @description Always possible. It stays enabled.
     */
    post: operations['postSsoConnectorsIdUnenforce'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/sso-connectors/{id}/enforcement': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** Say what is missing before an SSO connector can be enforced */
    get: operations['getSsoConnectorsIdEnforcement'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/break-glass': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * List the owners, and how many break-glass codes each has left
     * @description Empty in every tenant but `admin`.
     */
    get: operations['getBreakGlass'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/break-glass/codes': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Make new break-glass codes for oneself
     * @description For owners, in the tenant `admin`. Shown this once; those made before are worth nothing from now on. Each opens `/break-glass` once.
     */
    post: operations['postBreakGlassCodes'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/sso-connectors/{id}/versions': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * List the versions of a connector’s connection, newest first
     * @description Config, secrets, attribute and role mapping; the first is the present one. The last 20 are kept for 90 days, the last that had succeeded for longer.
     */
    get: operations['getSsoConnectorsIdVersions'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/sso-connectors/{id}/versions/{version}': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** Get a version, and how it differs from the present one */
    get: operations['getSsoConnectorsIdVersionsVersion'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/sso-connectors/{id}/versions/{version}/restore': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Put an earlier version back
     * @description It becomes a version of its own. A connection that had succeeded counts as tested again, by those who came through it then; one that never had does not. Domains, name and looks stay as they are.
     */
    post: operations['postSsoConnectorsIdVersionsVersionRestore'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/sso-connectors/{id}/roll-back/acknowledge': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /** Say that the news of an automatic roll-back was read */
    post: operations['postSsoConnectorsIdRollBackAcknowledge'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/sso-connectors/{id}/check': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Look at the identity provider now
     * @description Fetches its metadata and keys and says what works and what is wrong. Nobody is signed in.
     */
    post: operations['postSsoConnectorsIdCheck'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/sso-connectors/{id}/tests': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** List the tests of an SSO connector, newest first */
    get: operations['getSsoConnectorsIdTests'];
    put?: never;
    /**
     * Start a test of an SSO connector
     * @description Open the address in a browser within ten minutes, once: it leads through a real sign-in at the identity provider that signs nobody in and changes no user, whatever state the connector is in.
     */
    post: operations['postSsoConnectorsIdTests'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/sso-connectors/{id}/tests/{test}': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** Get a test of an SSO connector */
    get: operations['getSsoConnectorsIdTestsTest'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/sso-connectors/{id}/renewals': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Start a test with new values, which take the place of the old ones if it passes
     * @description People go on signing in with the old values. Open the address in a browser within ten minutes, once: it leads through a real sign-in with the new ones, as any test. If it fails they are forgotten.
     */
    post: operations['postSsoConnectorsIdRenewals'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/sso-connectors/preview': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Look at an identity provider before its connector is saved
     * @description Takes what was typed or pasted (the issuer, its OpenID configuration or metadata address, an Entra tenant id or domain alone) and says which issuer is meant, what the provider publishes and what is wrong.
     */
    post: operations['postSsoConnectorsPreview'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/sso-connectors/simulated': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Create a connector for the IdP simulator
     * @description For development tenants on your own machine: a draft for the simulated Entra ID at its usual address, with its redirect address registered there. Called again, it repairs the connector.
     */
    post: operations['postSsoConnectorsSimulated'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/sso-connectors/{id}/client-credentials': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * Get what an SSO connector proves itself with at its provider
     * @description Keys are made when they are first asked for; private keys never leave the server.
     */
    get: operations['getSsoConnectorsIdClientCredentials'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/sso-connectors/{id}/client-credentials/rotate': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Rotate the keys of an SSO connector
     * @description The next key signs from now on; the present one stays published for 7 days. With a certificate, upload the next one at the provider before. Federated credentials share the keys of the tenant.
     */
    post: operations['postSsoConnectorsIdClientCredentialsRotate'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/saml-keys': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * Get our keys towards SAML identity providers
     * @description They sign our requests and open encrypted assertions. All SAML connectors of the tenant share them. The first is made when it is first asked for; private keys never leave the server.
     */
    get: operations['getSamlKeys'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/saml-keys/next': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Publish the next SAML key
     * @description It stands in our metadata as a second signing key and does nothing yet. Providers that do not read our metadata by themselves have to be given its certificate now.
     */
    post: operations['postSamlKeysNext'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/saml-keys/rotate': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Rotate the SAML keys
     * @description The next key signs from now on; the present one only opens what is still encrypted for it, until the rotation after this one. All SAML connectors of the tenant share them.
     */
    post: operations['postSamlKeysRotate'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/sso-connectors/{id}/tokens': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** Count the people whose tokens of the provider are stored */
    get: operations['getSsoConnectorsIdTokens'];
    put?: never;
    post?: never;
    /**
     * Delete all tokens of the provider
     * @description They are revoked at the provider as well, where it can do that. New ones are stored at the next sign-ins.
     */
    delete: operations['deleteSsoConnectorsIdTokens'];
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/users/{id}/sso-tokens': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * List which tokens of providers are stored of a user
     * @description What they are for and until when; the tokens themselves are shown to nobody.
     */
    get: operations['getUsersIdSsoTokens'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/users/{id}/sso-tokens/{identity}': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    post?: never;
    /**
     * Delete the stored tokens of an external identity of a user
     * @description They are revoked at the provider as well, where it can do that.
     */
    delete: operations['deleteUsersIdSsoTokensIdentity'];
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/sso-connectors/{id}/mapping/simulate': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Try a mapping with claims, a SAML response or a recent sign-in
     * @description Says what each rule makes of them, the profile and the roles. Nothing is written.
     */
    post: operations['postSsoConnectorsIdMappingSimulate'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/sso-connectors/{id}/mapping/impact': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * See who would gain or lose which roles by a mapping, before it is saved
     * @description Computed from the claims of each person's latest sign-in, one page of people at a time. Roles change at the next sign-in, or at once when the mapping is taken away.
     */
    post: operations['postSsoConnectorsIdMappingImpact'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/sso-connectors/{id}/domains': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** List the domains of an SSO connector */
    get: operations['getSsoConnectorsIdDomains'];
    put?: never;
    /**
     * Add a domain to an SSO connector
     * @description Adding one that is there changes nothing, except that an operator may vouch for it.
     */
    post: operations['postSsoConnectorsIdDomains'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/sso-connectors/{id}/domains/{domain}/verify': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /** Look for the proof of a domain in the DNS */
    post: operations['postSsoConnectorsIdDomainsDomainVerify'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/sso-connectors/{id}/domains/{domain}': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    post?: never;
    /** Remove a domain from an SSO connector */
    delete: operations['deleteSsoConnectorsIdDomainsDomain'];
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/organizations/{id}/connectors': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * List the SSO connectors of an organization
     * @description A connector joins an organization by its own field `organizationId`.
     */
    get: operations['getOrganizationsIdConnectors'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/sso-attempts': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * List and search SSO attempts, newest first
     * @description Total-Number counts no further than 10000: narrow the time to see more.
     */
    get: operations['getSsoAttempts'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/sso-attempts/{reference}': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** Get an SSO attempt by the reference on the error page */
    get: operations['getSsoAttemptsReference'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/sso-attempts/{reference}/replay': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Judge an SSO attempt again by the present settings: would it pass now?
     * @description Nobody is signed in, nothing is used up or changed. What was kept of the attempt is judged with the clock of then; the provider is looked at as it is now.
     */
    post: operations['postSsoAttemptsReferenceReplay'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/sso-causes': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * List everything that a sign-in through SSO can fail by
     * @description In plain words: whose side it is on, how to fix it, and which setting to look at.
     */
    get: operations['getSsoCauses'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/sso-settings': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** Read the settings of single sign-on */
    get: operations['getSsoSettings'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    /** Change the settings of single sign-on */
    patch: operations['patchSsoSettings'];
    trace?: never;
  };
  '/users/{id}/sessions': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** List a user's live sessions */
    get: operations['getUsersIdSessions'];
    put?: never;
    post?: never;
    /**
     * Sign a user out everywhere
     * @description Ends all sessions and revokes everything that applications got, refresh tokens included.
     */
    delete: operations['deleteUsersIdSessions'];
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/users/{id}/sessions/{session}': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    post?: never;
    /**
     * End a session
     * @description Applications that registered a back-channel logout address are told.
     */
    delete: operations['deleteUsersIdSessionsSession'];
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/users/{id}/grants': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** List what applications got from a user */
    get: operations['getUsersIdGrants'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/users/{id}/grants/{grant}': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    post?: never;
    /** Revoke what an application got from a user */
    delete: operations['deleteUsersIdGrantsGrant'];
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/signing-keys': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** List the signing keys */
    get: operations['getSigningKeys'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/signing-keys/rotate': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Rotate the signing keys
     * @description The next key starts to sign, the current one stays published for 30 days, and a new next key is published. Refused until clients have had time to see the next key; `force` skips that, after a leak.
     */
    post: operations['postSigningKeysRotate'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/signing-keys/algorithm': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    /**
     * Choose the algorithm of the next key
     * @description Publishes a next key of this algorithm; it signs after the next rotation.
     */
    put: operations['putSigningKeysAlgorithm'];
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/signing-keys/rotate-cookie-key': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /** Rotate the key that signs cookies */
    post: operations['postSigningKeysRotateCookieKey'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/security-settings': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** Read the rules for passwords, lockout, rate limits and sessions */
    get: operations['getSecuritySettings'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    /**
     * Change the rules for passwords, lockout, rate limits and sessions
     * @description Fields that are left out stay as they are. Counts hold from the next attempt on.
     */
    patch: operations['patchSecuritySettings'];
    trace?: never;
  };
  '/tenants': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * List tenants
     * @description All tenants at the API of the tenant `admin`; elsewhere the tenant itself.
     */
    get: operations['getTenants'];
    put?: never;
    /** Create a tenant */
    post: operations['postTenants'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/tenants/{id}': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** Read a tenant */
    get: operations['getTenantsId'];
    put?: never;
    post?: never;
    /** Delete a tenant with everything in it */
    delete: operations['deleteTenantsId'];
    options?: never;
    head?: never;
    /** Change a tenant */
    patch: operations['patchTenantsId'];
    trace?: never;
  };
  '/custom-domains': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** List the custom domains of the tenant */
    get: operations['getCustomDomains'];
    put?: never;
    /**
     * Claim a custom domain
     * @description Nothing changes for anybody until it is proved and activated.
     */
    post: operations['postCustomDomains'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/custom-domains/{domain}': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** Read a custom domain */
    get: operations['getCustomDomainsDomain'];
    put?: never;
    post?: never;
    /** Give up a custom domain */
    delete: operations['deleteCustomDomainsDomain'];
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/custom-domains/{domain}/verify': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Look for the proof of a custom domain in the DNS
     * @description Also of one that was proved before: without its record it loses the proof, unless it is active.
     */
    post: operations['postCustomDomainsDomainVerify'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/custom-domains/{domain}/activate': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Answer at a custom domain
     * @description The tenant answers there with an issuer of that name, and it becomes the first address; all other addresses keep answering as they did. Once more makes one of several the first.
     */
    post: operations['postCustomDomainsDomainActivate'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/custom-domains/{domain}/deactivate': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Stop answering at a custom domain
     * @description Applications that are configured with its issuer stop working at once.
     */
    post: operations['postCustomDomainsDomainDeactivate'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/administrators': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * List administrators
     * @description Oldest first. At the management API of the tenant admin only, like all of these.
     */
    get: operations['getAdministrators'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/administrators/{id}': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** Get an administrator */
    get: operations['getAdministratorsId'];
    put?: never;
    post?: never;
    /**
     * Take the role of an administrator away
     * @description The user of the tenant admin stays, and can do nothing at any management API.
     */
    delete: operations['deleteAdministratorsId'];
    options?: never;
    head?: never;
    /**
     * Change the role of an administrator
     * @description It counts from the next request on. Nobody gives or takes a role above their own.
     */
    patch: operations['patchAdministratorsId'];
    trace?: never;
  };
  '/administrator-invitations': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * List invitations of administrators
     * @description Newest first. What was accepted or has run out stays for 30 days.
     */
    get: operations['getAdministratorInvitations'];
    put?: never;
    /**
     * Invite an administrator
     * @description The link is mailed and shown once. It works once, within seven days.
     */
    post: operations['postAdministratorInvitations'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/administrator-invitations/{id}': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    post?: never;
    /** Revoke an invitation */
    delete: operations['deleteAdministratorInvitationsId'];
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/administrator-invitations/{id}/resend': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Send an invitation again
     * @description With a new link for another seven days; the old one ends.
     */
    post: operations['postAdministratorInvitationsIdResend'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/setup-links': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** List set-up links with their progress, newest first */
    get: operations['getSetupLinks'];
    put?: never;
    /**
     * Make a set-up link for a customer
     * @description Whoever has its address connects the customer’s identity provider, without access to the console: nothing else can be reached by it. The address is shown once.
     */
    post: operations['postSetupLinks'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/setup-links/{id}': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** Get a set-up link */
    get: operations['getSetupLinksId'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/setup-links/{id}/events': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** List what happened with a set-up link, newest first */
    get: operations['getSetupLinksIdEvents'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/setup-links/{id}/renew': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Give a set-up link a new address
     * @description The old address ends, and with it every browser that has opened it. The progress stays.
     */
    post: operations['postSetupLinksIdRenew'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/setup-links/{id}/revoke': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Revoke a set-up link
     * @description At once, also for browsers that have opened it. The connector stays as it is.
     */
    post: operations['postSetupLinksIdRevoke'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/mail-settings': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** Read which mail server is used */
    get: operations['getMailSettings'];
    /**
     * Set the mail server of the tenant
     * @description Mail that waits to be sent goes through it too. Test it afterwards.
     */
    put: operations['putMailSettings'];
    post?: never;
    /** Go back to the mail server of the installation */
    delete: operations['deleteMailSettings'];
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/mail-settings/test': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Send a test mail now
     * @description With the settings as they are stored. Says what the mail server answered, and what to do.
     */
    post: operations['postMailSettingsTest'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/mail-messages': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * List the newest mails
     * @description At most 100. Without a mail server they stay here with their codes for seven days.
     */
    get: operations['getMailMessages'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/audit-events': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * List and search audit events
     * @description Newest first. Total-Number counts no further than 10000: narrow the time to see more.
     */
    get: operations['getAuditEvents'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/audit-events/export': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * Download audit events as NDJSON
     * @description One event on each line, newest first, as the list shows them; at most 100,000. Who downloads what is an audit event itself.
     */
    get: operations['getAuditEventsExport'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/audit-events/{id}': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** Get an audit event */
    get: operations['getAuditEventsId'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/statistics/overview': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** Read how many users there are, how many are new and how many are active */
    get: operations['getStatisticsOverview'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/statistics/sign-ins': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * Count sign-ins by day, method, connector or application
     * @description Days are UTC; a range has at most 366 of them. Days without sign-ins are there; of other groups the 100 largest, while the total counts all.
     */
    get: operations['getStatisticsSignIns'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/statistics/failures': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * Count failed sign-ins by cause
     * @description Days are UTC; a range has at most 366 of them. The 100 most frequent causes.
     */
    get: operations['getStatisticsFailures'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/statistics/last-sign-ins': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * Read when people last signed in to each of several applications, or through connectors
     * @description For the column of a list, in the order of the ids. An unknown id has no sign-ins.
     */
    get: operations['getStatisticsLastSignIns'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/get-started': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** Read what of the first steps is done */
    get: operations['getGetStarted'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/applications/{id}/activity': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** Read when people last signed in to an application, and how many */
    get: operations['getApplicationsIdActivity'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/sso-connectors/{id}/activity': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** Read when people last signed in through an SSO connector, and how many */
    get: operations['getSsoConnectorsIdActivity'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/sso-connectors/{id}/scim': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** Get the directory sync of a connector */
    get: operations['getSsoConnectorsIdScim'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    /**
     * Switch directory sync on or off, and say what a deletion does
     * @description Switched off, every request of the directory is refused; people and groups stay.
     */
    patch: operations['patchSsoConnectorsIdScim'];
    trace?: never;
  };
  '/sso-connectors/{id}/scim/tokens': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** List the tokens of a directory sync */
    get: operations['getSsoConnectorsIdScimTokens'];
    put?: never;
    /**
     * Make a token for the directory
     * @description Two are valid at once, so that one can be replaced without a pause.
     */
    post: operations['postSsoConnectorsIdScimTokens'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/sso-connectors/{id}/scim/tokens/{token}': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    post?: never;
    /**
     * Revoke a token of a directory
     * @description The next request with it is refused.
     */
    delete: operations['deleteSsoConnectorsIdScimTokensToken'];
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/sso-connectors/{id}/scim/events': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * List what the directory asked for, newest first
     * @description Reads are kept for 3 days, what changed nothing for 14, changes and refusals for 90.
     */
    get: operations['getSsoConnectorsIdScimEvents'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/sso-connectors/{id}/scim/groups': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** List the groups that the directory has sent */
    get: operations['getSsoConnectorsIdScimGroups'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/sso-connectors/{id}/scim/groups/{group}/roles': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    /**
     * Set the roles that a group of the directory brings
     * @description Its members have them at once, from the source `scim:{connector}`. Also asks for `users:write`, which is what giving roles to people takes.
     */
    put: operations['putSsoConnectorsIdScimGroupsGroupRoles'];
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/users/{id}/directory-sync': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** Tell which directories manage a user */
    get: operations['getUsersIdDirectorySync'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/expiry': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * List what ends some day, what ends first before
     * @description Client secrets, keys and certificates, SAML metadata, SCIM tokens, and proofs of domains whose DNS record has vanished.
     */
    get: operations['getExpiry'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/expiry/summary': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** Count what ends, by state */
    get: operations['getExpirySummary'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/expiry/settings': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** Read who is mailed before something ends */
    get: operations['getExpirySettings'];
    /**
     * Set who is mailed before something ends
     * @description Mails go out 60, 30, 7 and 1 days before and on the day. Events are written in any case.
     */
    put: operations['putExpirySettings'];
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/status': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** Read the state of the installation */
    get: operations['getStatus'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
}
export type webhooks = Record<string, never>;
export interface components {
  schemas: {
    Error: {
      code: string;
      message: string;
      data?: unknown;
      requestId?: string;
    };
    Application: {
      id: string;
      /** @enum {string} */
      type: 'traditional' | 'spa' | 'native' | 'machine-to-machine';
      name: string;
      description: string | null;
      /** @description Where codes may be sent. Compared exactly, character by character. */
      redirectUris: string[];
      /** @description Where people may be sent after sign-out. Compared exactly. */
      postLogoutRedirectUris: string[];
      /** @description Origins that may call from a browser, besides those of the redirect URIs. */
      corsAllowedOrigins: string[];
      /**
       * @description Optional only for confidential applications that can not do PKCE.
       * @enum {string}
       */
      pkce: 'required' | 'optional';
      backchannelLogoutUri: string | null;
      /** @description Whether people are asked for consent, as for somebody else’s application. */
      thirdParty: boolean;
      /**
       * @description How it proves itself: not at all (public), by client secret, or by private_key_jwt.
       * @enum {string}
       */
      authentication: 'none' | 'secret' | 'key';
      /** @description Its public keys, when authentication is key. */
      jwks: {
        keys: ({
          kty: string;
        } & {
          [key: string]: unknown;
        })[];
      } | null;
      /** @description Where its public keys are, instead of jwks. */
      jwksUri: string | null;
      /** @description Whether it has to use pushed authorization requests (RFC 9126). */
      requirePushedRequests: boolean;
      /** @description Whether its tokens have to be bound to a key (RFC 9449). */
      requireDpop: boolean;
      /** @description Seconds; null: as the tenant says. */
      refreshTokenTtl: number | null;
      /** @description What a machine-to-machine application may do through the management API. */
      managementPermissions: (
        | 'all'
        | 'applications:read'
        | 'applications:write'
        | 'users:read'
        | 'users:write'
        | 'organizations:read'
        | 'organizations:write'
        | 'sso-connectors:read'
        | 'sso-connectors:write'
        | 'expiry:read'
        | 'expiry:write'
        | 'sign-in-experience:read'
        | 'sign-in-experience:write'
        | 'api-resources:read'
        | 'api-resources:write'
        | 'roles:read'
        | 'roles:write'
        | 'signing-keys:read'
        | 'signing-keys:write'
        | 'security-settings:read'
        | 'security-settings:write'
        | 'sessions:read'
        | 'sessions:write'
        | 'mail-settings:read'
        | 'mail-settings:write'
        | 'mail-messages:read'
        | 'audit-events:read'
        | 'statistics:read'
        | 'administrators:read'
        | 'administrators:write'
        | 'tenants:read'
        | 'tenants:write'
        | 'custom-domains:read'
        | 'custom-domains:write'
        | 'status:read'
      )[];
      /** @description Any JSON object, at most 16 kB. */
      customData: {
        [key: string]: components['schemas']['JsonValue'];
      };
      version: number;
      /** Format: date-time */
      createdAt: string;
      /** Format: date-time */
      updatedAt: string;
    };
    JsonValue: JsonValue;
    NewApplication: {
      id: string;
      /** @enum {string} */
      type: 'traditional' | 'spa' | 'native' | 'machine-to-machine';
      name: string;
      description: string | null;
      /** @description Where codes may be sent. Compared exactly, character by character. */
      redirectUris: string[];
      /** @description Where people may be sent after sign-out. Compared exactly. */
      postLogoutRedirectUris: string[];
      /** @description Origins that may call from a browser, besides those of the redirect URIs. */
      corsAllowedOrigins: string[];
      /**
       * @description Optional only for confidential applications that can not do PKCE.
       * @enum {string}
       */
      pkce: 'required' | 'optional';
      backchannelLogoutUri: string | null;
      /** @description Whether people are asked for consent, as for somebody else’s application. */
      thirdParty: boolean;
      /**
       * @description How it proves itself: not at all (public), by client secret, or by private_key_jwt.
       * @enum {string}
       */
      authentication: 'none' | 'secret' | 'key';
      /** @description Its public keys, when authentication is key. */
      jwks: {
        keys: ({
          kty: string;
        } & {
          [key: string]: unknown;
        })[];
      } | null;
      /** @description Where its public keys are, instead of jwks. */
      jwksUri: string | null;
      /** @description Whether it has to use pushed authorization requests (RFC 9126). */
      requirePushedRequests: boolean;
      /** @description Whether its tokens have to be bound to a key (RFC 9449). */
      requireDpop: boolean;
      /** @description Seconds; null: as the tenant says. */
      refreshTokenTtl: number | null;
      /** @description What a machine-to-machine application may do through the management API. */
      managementPermissions: (
        | 'all'
        | 'applications:read'
        | 'applications:write'
        | 'users:read'
        | 'users:write'
        | 'organizations:read'
        | 'organizations:write'
        | 'sso-connectors:read'
        | 'sso-connectors:write'
        | 'expiry:read'
        | 'expiry:write'
        | 'sign-in-experience:read'
        | 'sign-in-experience:write'
        | 'api-resources:read'
        | 'api-resources:write'
        | 'roles:read'
        | 'roles:write'
        | 'signing-keys:read'
        | 'signing-keys:write'
        | 'security-settings:read'
        | 'security-settings:write'
        | 'sessions:read'
        | 'sessions:write'
        | 'mail-settings:read'
        | 'mail-settings:write'
        | 'mail-messages:read'
        | 'audit-events:read'
        | 'statistics:read'
        | 'administrators:read'
        | 'administrators:write'
        | 'tenants:read'
        | 'tenants:write'
        | 'custom-domains:read'
        | 'custom-domains:write'
        | 'status:read'
      )[];
      /** @description Any JSON object, at most 16 kB. */
      customData: {
        [key: string]: components['schemas']['JsonValue'];
      };
      version: number;
      /** Format: date-time */
      createdAt: string;
      /** Format: date-time */
      updatedAt: string;
      /** @description Shown this once; null when a request is repeated by its Idempotency-Key. */
      secret: string | null;
    };
    ApplicationSecret: {
      id: string;
      name: string;
      /** @description The first characters of the value. */
      hint: string;
      expiresAt: string | null;
      /** Format: date-time */
      createdAt: string;
    };
    NewApplicationSecret: {
      id: string;
      name: string;
      /** @description The first characters of the value. */
      hint: string;
      expiresAt: string | null;
      /** Format: date-time */
      createdAt: string;
      /** @description Shown this once; null when a request is repeated by its Idempotency-Key. */
      value: string | null;
    };
    ApiResource: {
      id: string;
      indicator: string;
      name: string;
      /** @description Seconds that an access token for it lives. */
      accessTokenTtl: number;
      permissions: components['schemas']['ApiPermission'][];
      version: number;
      /** Format: date-time */
      createdAt: string;
      /** Format: date-time */
      updatedAt: string;
    };
    ApiPermission: {
      name: string;
      description: string | null;
      /** @description Whether every user has it without being given it. */
      grantedToEveryone: boolean;
    };
    PermissionGrant: {
      resourceId: string;
      indicator: string;
      permissions: string[];
    };
    Role: {
      id: string;
      name: string;
      description: string | null;
      /** @description Whether every user has it without being given it. */
      grantedToEveryone: boolean;
      /** @description Permissions of API resources that it brings. */
      permissions: components['schemas']['PermissionGrant'][];
      /** @description How many users were given it, counted up to 1,000. */
      members: number;
      version: number;
      /** Format: date-time */
      createdAt: string;
      /** Format: date-time */
      updatedAt: string;
    };
    RoleMember: {
      userId: string;
      name: string | null;
      username: string | null;
      email: string | null;
      /** @description `manual`, `sso:{connectorId}`, `scim:{connectorId}`. It stays while one of them gives it. */
      sources: string[];
    };
    Image: {
      id: string;
      /** @description Public, and the same for ever: fit for `branding` and for connectors. */
      url: string;
      /** @enum {string} */
      contentType: 'image/png' | 'image/jpeg' | 'image/webp' | 'image/x-icon';
      /** @description In bytes. */
      size: number;
      /** Format: date-time */
      createdAt: string;
    };
    User: {
      id: string;
      username: string | null;
      email: string | null;
      /** @description Whether the address is proved. False again when the email changes. */
      emailVerified: boolean;
      phone: string | null;
      phoneVerified: boolean;
      name: string | null;
      picture: string | null;
      profile: {
        [key: string]: unknown;
      };
      customData: {
        [key: string]: unknown;
      };
      hasPassword: boolean;
      suspendedAt: string | null;
      passwordChangedAt: string | null;
      sessionsValidAfter: string | null;
      lastSignInAt: string | null;
      version: number;
      /** Format: date-time */
      createdAt: string;
      /** Format: date-time */
      updatedAt: string;
    };
    UserProfile: {
      given_name?: string;
      family_name?: string;
      middle_name?: string;
      nickname?: string;
      preferred_username?: string;
      /** Format: uri */
      profile?: string;
      /** Format: uri */
      website?: string;
      gender?: string;
      birthdate?: string;
      zoneinfo?: string;
      locale?: string;
      address?: {
        formatted?: string;
        street_address?: string;
        locality?: string;
        region?: string;
        postal_code?: string;
        country?: string;
      };
    };
    ExternalIdentity: {
      id: string;
      connectorId: string;
      issuer: string;
      subject: string;
      email: string | null;
      claims: {
        [key: string]: unknown;
      };
      /** Format: date-time */
      createdAt: string;
      lastUsedAt: string | null;
    };
    UserRole: {
      id: string;
      name: string;
      /** @description `manual`, `sso:{connectorId}`, `scim:{connectorId}`. It stays while one of them gives it. */
      sources: string[];
    };
    SecondFactor: {
      enrolled: boolean;
      /** @description `totp`: codes of an authenticator app (RFC 6238). */
      kind: 'totp' | null;
      enrolledAt: string | null;
      lastUsedAt: string | null;
      /** @description Of ten, each good once. */
      recoveryCodesLeft: number;
    };
    Organization: {
      id: string;
      name: string;
      description: string | null;
      branding: {
        displayName?: string;
        logoUrl?: string;
        logoDarkUrl?: string;
      };
      customData: {
        [key: string]: unknown;
      };
      memberCount: number;
      version: number;
      /** Format: date-time */
      createdAt: string;
      /** Format: date-time */
      updatedAt: string;
    };
    OrganizationMember: {
      userId: string;
      name: string | null;
      username: string | null;
      email: string | null;
      picture: string | null;
      /** @description `manual`: added by an administrator; `sso:{connectorId}`: came by signing in through it. */
      source: string;
      /** Format: date-time */
      joinedAt: string;
    };
    SsoProvider: {
      id: string;
      /** @enum {string} */
      protocol: 'oidc' | 'saml';
      name: string;
      description: string;
      /** @description JSON Schema of the form: titles, help, placeholders; `secret` fields are never read back. */
      configSchema: {
        [key: string]: unknown;
      };
      secretFields: string[];
      /** @description What the preset maps by itself: field → claims. */
      attributeMapping: {
        /** @description The first of these claims that has a value. */
        email?: string[];
        /** @description The first of these claims that has a value. */
        name?: string[];
        /** @description The first of these claims that has a value. */
        givenName?: string[];
        /** @description The first of these claims that has a value. */
        familyName?: string[];
        /** @description The first of these claims that has a value. */
        picture?: string[];
        /** @description The first of these claims that has a value. */
        username?: string[];
        /** @description The first of these claims that has a value. */
        locale?: string[];
        /** @description Key of the custom data → claims. */
        customData?: {
          [key: string]: string[];
        };
      };
      setup: {
        title: string;
        text: string;
      }[];
    };
    SsoConnector: {
      id: string;
      name: string;
      provider: string;
      /** @description Without its secrets. */
      config: {
        [key: string]: unknown;
      };
      hasClientSecret: boolean;
      display: {
        /** @description Shown to people instead of the name. */
        name?: string;
        /** Format: uri */
        logoUrl?: string;
        /** Format: uri */
        logoDarkUrl?: string;
      };
      /** @enum {string} */
      syncProfile: 'first-sign-in' | 'every-sign-in';
      /** @description Which claims fill which field of the user. A field left out follows the provider preset. */
      attributeMapping: {
        /** @description The first of these claims that has a value. */
        email?: string[];
        /** @description The first of these claims that has a value. */
        name?: string[];
        /** @description The first of these claims that has a value. */
        givenName?: string[];
        /** @description The first of these claims that has a value. */
        familyName?: string[];
        /** @description The first of these claims that has a value. */
        picture?: string[];
        /** @description The first of these claims that has a value. */
        username?: string[];
        /** @description The first of these claims that has a value. */
        locale?: string[];
        /** @description Key of the custom data → claims. */
        customData?: {
          [key: string]: string[];
        };
      };
      roleMapping: components['schemas']['SsoRoleMapping'] | null;
      /** @description Offered, and found by addresses of its proved domains. */
      enabled: boolean;
      /** @description When it is enabled, the people of its proved domains may use nothing else. */
      enforced: boolean;
      organizationId: string | null;
      /** @description Keeps the tokens of the provider, sealed, so that an application may call its API in the person’s name. OpenID Connect only. */
      tokenStorage: {
        enabled: boolean;
        /**
         * @description Asked for at the provider besides those of the sign-in: what its API wants to see.
         * @default []
         */
        scopes: string[];
        /**
         * @description The applications that are given the tokens of their people. Each has to hold a secret or key.
         * @default []
         */
        applications: string[];
      };
      /**
       * @description `draft` → `tested` → `enabled` → `enforced`; `disabled` after that.
       * @enum {string}
       */
      state: 'draft' | 'tested' | 'enabled' | 'enforced' | 'disabled';
      /** @description When a test or sign-in last passed; null when none has since config or secret were changed. */
      testedAt: string | null;
      /** @description When an administrator came through the connection as it is now: needed for enforcement. */
      administratorAt: string | null;
      administratorId: string | null;
      /** @description Which version of the connection it is, counted by its changes: see its `versions`. */
      revision: number;
      /** @description When the connection or a mapping was last changed. */
      revisedAt: string | null;
      /** @description What failing sign-ins brought about, until it was read. */
      rolledBack: components['schemas']['SsoRollBack'] | null;
      automaticRollBack: boolean;
      domains: components['schemas']['SsoDomain'][];
      /** @description To be registered at the identity provider. */
      redirectUri: string;
      /** @description To be registered at an OpenID provider that can sign people out; null for other protocols. */
      signOut: {
        /** @description Where browsers come back to from signing out there. */
        postLogoutRedirectUri: string;
        /** @description Where the provider tells that somebody signed out there. */
        backchannelLogoutUri: string;
        /** @description The same in a frame; `sid` and `iss` are needed. */
        frontchannelLogoutUri: string;
      } | null;
      version: number;
      /** Format: date-time */
      createdAt: string;
      /** Format: date-time */
      updatedAt: string;
    };
    SsoRoleMapping: {
      /**
       * @description `follow`: at every sign-in the person has exactly the roles that the rules give. `add-only`: rules give roles and never take one away. Roles from elsewhere stay either way.
       * @default follow
       * @enum {string}
       */
      mode: 'follow' | 'add-only';
      /**
       * @description When a rule needs `groups` and the provider sent none. `refuse`: a sign-in that would lose roles by it fails and says why. `keep`: the roles from before stay. `none`: it means that the person is in no group.
       * @default refuse
       * @enum {string}
       */
      missingGroups: 'refuse' | 'keep' | 'none';
      /**
       * @description Ids of the roles that everybody gets who signs in here.
       * @default []
       */
      defaultRoles: string[];
      /** @default [] */
      rules: components['schemas']['SsoRoleRule'][];
    };
    SsoRoleRule: {
      /** @description The whole name of the claim, such as `groups`. */
      claim: string;
      /**
       * @description `equals`: the claim is this one value. `one-of`: it is one of these. `contains`: the list has one of these. `present`: it has any value. `starts-with`: a value begins with one of these. Letters count in their case.
       * @enum {string}
       */
      operator: 'equals' | 'one-of' | 'contains' | 'present' | 'starts-with';
      /** @default [] */
      values: string[];
      /** @description Ids of the roles that the rule gives. */
      roles: string[];
      /**
       * @description Whether the rules behind this one are passed over when it fits.
       * @default false
       */
      stop: boolean;
    };
    SsoRollBack: {
      /** @description false: the change is still in force, for the reason in `why`. */
      done: boolean;
      /** @description `secret-expired`: the earlier secret has ended. `lets-others-in`: the change decides who may come in. `trusts-again`: only a certificate that the change took out speaks for it. `unusable`: the earlier connection is not valid any more. */
      why: ('secret-expired' | 'lets-others-in' | 'trusts-again' | 'unusable') | null;
      /** Format: date-time */
      at: string;
      /** @description The version with the change. */
      from: number;
      /** @description The last version that had succeeded before. */
      to: number;
      fields: string[];
      attempts: number;
      failed: number;
      causes: string[];
    };
    SsoDomain: {
      name: string;
      proved: boolean;
      provedBy: ('dns' | 'operator') | null;
      provedAt: string | null;
      lastCheckedAt: string | null;
      /** @description Since when the daily look at the DNS has found the proof no more. The proof stays. */
      missingSince: string | null;
      /** @description Proves the domain. */
      record: {
        /** @constant */
        type: 'TXT';
        name: string;
        value: string;
      };
    };
    SsoRoleMappingInput: {
      /**
       * @description `follow`: at every sign-in the person has exactly the roles that the rules give. `add-only`: rules give roles and never take one away. Roles from elsewhere stay either way.
       * @default follow
       * @enum {string}
       */
      mode: 'follow' | 'add-only';
      /**
       * @description When a rule needs `groups` and the provider sent none. `refuse`: a sign-in that would lose roles by it fails and says why. `keep`: the roles from before stay. `none`: it means that the person is in no group.
       * @default refuse
       * @enum {string}
       */
      missingGroups: 'refuse' | 'keep' | 'none';
      /**
       * @description Ids of the roles that everybody gets who signs in here.
       * @default []
       */
      defaultRoles: string[];
      /** @default [] */
      rules: components['schemas']['SsoRoleRuleInput'][];
    };
    SsoRoleRuleInput: {
      /** @description The whole name of the claim, such as `groups`. */
      claim: string;
      /**
       * @description `equals`: the claim is this one value. `one-of`: it is one of these. `contains`: the list has one of these. `present`: it has any value. `starts-with`: a value begins with one of these. Letters count in their case.
       * @enum {string}
       */
      operator: 'equals' | 'one-of' | 'contains' | 'present' | 'starts-with';
      /** @default [] */
      values: string[];
      /** @description Ids of the roles that the rule gives. */
      roles: string[];
      /**
       * @description Whether the rules behind this one are passed over when it fits.
       * @default false
       */
      stop: boolean;
    };
    SsoConnectorEnforcement: {
      missing: ('enabled' | 'proved-domain' | 'administrator' | 'break-glass')[];
    };
    BreakGlassOwner: {
      userId: string;
      email: string | null;
      codesLeft: number;
      madeAt: string | null;
      /** @description Without one the codes open nothing. */
      hasPassword: boolean;
    };
    BreakGlassCodes: {
      codes: string[];
    };
    SsoConnectorVersion: {
      version: number;
      /** @description It is in force. */
      present: boolean;
      /** Format: date-time */
      madeAt: string;
      /** @description null: nobody knows any more, or the connector was made with it. */
      madeBy: {
        type: string;
        id: string | null;
      } | null;
      /** @enum {string} */
      how: 'created' | 'change' | 'restore' | 'roll-back';
      /** @description The earlier version that was put back by it. */
      restored: number | null;
      /** @description What it changed, by name, such as `config.clientSecret`; no values. */
      fields: string[];
      replacedAt: string | null;
      /** @description Whether a test or a sign-in passed with its connection. */
      succeeded: boolean;
      testedAt: string | null;
      /** @description Of the sign-ins that are still recorded. */
      firstSuccessAt: string | null;
      lastSuccessAt: string | null;
      /** @description It was taken back because sign-ins failed by it. */
      rolledBack: boolean;
    };
    SsoConnectorWholeVersion: {
      version: number;
      /** @description It is in force. */
      present: boolean;
      /** Format: date-time */
      madeAt: string;
      /** @description null: nobody knows any more, or the connector was made with it. */
      madeBy: {
        type: string;
        id: string | null;
      } | null;
      /** @enum {string} */
      how: 'created' | 'change' | 'restore' | 'roll-back';
      /** @description The earlier version that was put back by it. */
      restored: number | null;
      /** @description What it changed, by name, such as `config.clientSecret`; no values. */
      fields: string[];
      replacedAt: string | null;
      /** @description Whether a test or a sign-in passed with its connection. */
      succeeded: boolean;
      testedAt: string | null;
      /** @description Of the sign-ins that are still recorded. */
      firstSuccessAt: string | null;
      lastSuccessAt: string | null;
      /** @description It was taken back because sign-ins failed by it. */
      rolledBack: boolean;
      /** @description Without its secrets. */
      config: {
        [key: string]: unknown;
      };
      hasClientSecret: boolean;
      /** @description Which claims fill which field of the user. A field left out follows the provider preset. */
      attributeMapping: {
        /** @description The first of these claims that has a value. */
        email?: string[];
        /** @description The first of these claims that has a value. */
        name?: string[];
        /** @description The first of these claims that has a value. */
        givenName?: string[];
        /** @description The first of these claims that has a value. */
        familyName?: string[];
        /** @description The first of these claims that has a value. */
        picture?: string[];
        /** @description The first of these claims that has a value. */
        username?: string[];
        /** @description The first of these claims that has a value. */
        locale?: string[];
        /** @description Key of the custom data → claims. */
        customData?: {
          [key: string]: string[];
        };
      };
      roleMapping: components['schemas']['SsoRoleMapping'] | null;
      /** @description What putting it back would change. */
      differences: {
        field: string;
        /** @description It differs; what it is or was is never shown. */
        secret: boolean;
        /** @description In this version; null when it is absent or secret. */
        earlier: unknown;
        /** @description In the present version; null when it is absent or secret. */
        present: unknown;
      }[];
      /** @description `never-succeeded`: nobody ever came through this connection. `secret-expired`: its client secret has ended, as far as was said. `in-use`: people sign in by the connector now. */
      warnings: ('never-succeeded' | 'secret-expired' | 'in-use')[];
    };
    SsoConnectorCheck: {
      ok: boolean;
      redirectUri: string;
      issuer: string | null;
      steps: components['schemas']['SsoTraceStep'][];
    };
    SsoTraceStep: {
      rule: string;
      /** @enum {string} */
      verdict: 'pass' | 'fail' | 'skip';
      /** @description Redacted: never a token, a code, a secret or a whole email address. */
      seen?: string;
      /** @enum {string} */
      cause?:
        | 'client.assertion_rejected'
        | 'client.assertion_time'
        | 'client.assertion_algorithm'
        | 'client.federation_mismatch'
        | 'client.federation_key'
        | 'client.federation_unreachable'
        | 'step_up.not_reached'
        | 'groups.not_permitted'
        | 'groups.throttled'
        | 'groups.unreachable'
        | 'groups.bad_answer'
        | 'groups.too_many'
        | 'connector.unknown'
        | 'connector.disabled'
        | 'connector.switched_off'
        | 'idp.unreachable'
        | 'idp.address_refused'
        | 'idp.bad_answer'
        | 'discovery.not_found'
        | 'discovery.invalid'
        | 'discovery.issuer_mismatch'
        | 'discovery.insecure'
        | 'callback.malformed'
        | 'callback.unknown'
        | 'callback.expired'
        | 'callback.replayed'
        | 'callback.other_browser'
        | 'callback.wrong_connector'
        | 'callback.wrong_issuer'
        | 'idp.access_denied'
        | 'idp.user_not_assigned'
        | 'idp.interaction_required'
        | 'idp.consent_required'
        | 'idp.policy'
        | 'idp.refused'
        | 'client.secret_wrong'
        | 'client.secret_expired'
        | 'client.unknown'
        | 'client.not_multi_tenant'
        | 'client.redirect_uri'
        | 'token.code_rejected'
        | 'token.refused'
        | 'id_token.missing'
        | 'id_token.malformed'
        | 'id_token.algorithm'
        | 'id_token.expired'
        | 'id_token.not_yet_valid'
        | 'id_token.claim_missing'
        | 'id_token.wrong_issuer'
        | 'id_token.wrong_audience'
        | 'id_token.wrong_party'
        | 'id_token.wrong_nonce'
        | 'id_token.wrong_access_token'
        | 'id_token.stale_sign_in'
        | 'id_token.unknown_key'
        | 'id_token.bad_signature'
        | 'userinfo.failed'
        | 'userinfo.wrong_subject'
        | 'identity.incomplete'
        | 'entra.tenant_not_allowed'
        | 'google.hosted_domain'
        | 'email.missing'
        | 'email.unverified'
        | 'email.outside_domains'
        | 'identity.other_person'
        | 'test.unknown'
        | 'test.unopened'
        | 'test.no_return'
        | 'test.connector_changed'
        | 'roles.groups_missing'
        | 'roles.groups_too_many'
        | 'user.suspended'
        | 'user.proof_needed'
        | 'user.conflict'
        | 'saml.metadata_invalid'
        | 'saml.metadata_entity'
        | 'saml.metadata_no_certificate'
        | 'saml.metadata_expired'
        | 'saml.malformed'
        | 'saml.too_large'
        | 'saml.forbidden_xml'
        | 'saml.not_a_response'
        | 'saml.duplicate_ids'
        | 'saml.wrapped'
        | 'saml.assertion_count'
        | 'saml.status'
        | 'saml.nameid_policy'
        | 'saml.authn_context'
        | 'saml.unsigned'
        | 'saml.signature_algorithm'
        | 'saml.signature_form'
        | 'saml.unknown_certificate'
        | 'saml.bad_signature'
        | 'saml.not_encrypted'
        | 'saml.decryption'
        | 'saml.wrong_issuer'
        | 'saml.wrong_destination'
        | 'saml.wrong_recipient'
        | 'saml.wrong_audience'
        | 'saml.conditions'
        | 'saml.no_confirmation'
        | 'saml.wrong_request'
        | 'saml.unsolicited'
        | 'saml.expired'
        | 'saml.not_yet_valid'
        | 'saml.replayed'
        | 'saml.no_sign_in'
        | 'saml.stale_sign_in'
        | 'saml.nameid'
        | 'saml.nameid_transient'
        | 'saml.email_ambiguous'
        | 'saml.key_attribute'
        | 'saml.refused';
      explanation?: string;
      /** @enum {string} */
      side?: 'idp' | 'gatehouse-config' | 'user' | 'network';
      fix?: string;
      /**
       * @description Where to look first to set it right.
       * @enum {string}
       */
      setting?:
        | 'connection'
        | 'connection.issuer'
        | 'connection.clientId'
        | 'connection.clientSecret'
        | 'connection.clientAuthentication'
        | 'connection.extraScopes'
        | 'connection.authenticationContexts'
        | 'connection.allowedTenants'
        | 'connection.hostedDomains'
        | 'connection.metadataUrl'
        | 'connection.entityId'
        | 'connection.certificates'
        | 'connection.nameIdFormat'
        | 'connection.keyAttribute'
        | 'connection.spEntityId'
        | 'connection.wantAssertionsEncrypted'
        | 'connection.idpInitiated'
        | 'connection.credentials'
        | 'connection.values'
        | 'domains'
        | 'mapping'
        | 'life'
        | 'directory'
        | 'organizations'
        | 'sign-in-experience'
        | 'user';
      /** @description When it began, counted from the start of the attempt. */
      atMs?: number;
      /** @description What it took itself, calls to the provider included. */
      durationMs?: number;
    };
    SsoConnectorTestStarted: {
      id: string;
      url: string;
      /** Format: date-time */
      expiresAt: string;
    };
    SsoConnectorTest: {
      id: string;
      connectorId: string;
      /** @enum {string} */
      state: 'waiting' | 'passed' | 'failed';
      cause: {
        code: string;
        side: string;
        title: string;
        fix: string;
        /** @description Where to look first to set it right; null when no setting here can. */
        setting:
          | (
              | 'connection'
              | 'connection.issuer'
              | 'connection.clientId'
              | 'connection.clientSecret'
              | 'connection.clientAuthentication'
              | 'connection.extraScopes'
              | 'connection.authenticationContexts'
              | 'connection.allowedTenants'
              | 'connection.hostedDomains'
              | 'connection.metadataUrl'
              | 'connection.entityId'
              | 'connection.certificates'
              | 'connection.nameIdFormat'
              | 'connection.keyAttribute'
              | 'connection.spEntityId'
              | 'connection.wantAssertionsEncrypted'
              | 'connection.idpInitiated'
              | 'connection.credentials'
              | 'connection.values'
              | 'domains'
              | 'mapping'
              | 'life'
              | 'directory'
              | 'organizations'
              | 'sign-in-experience'
              | 'user'
            )
          | null;
      } | null;
      /** @description Each rule of a sign-in, in order. */
      steps: components['schemas']['SsoTraceStep'][];
      claims: {
        /** @description False: the token was refused, and this is what it says of itself. */
        verified: boolean;
        names: string[];
        /** @description Of the claims that decide who somebody is here. */
        values: {
          [key: string]: string | number | boolean | string[];
        };
      } | null;
      /** @description What a real sign-in would have done; the test did nothing. */
      wouldHappen: {
        /** @enum {string} */
        action: 'sign-in' | 'link' | 'create' | 'prove-local-account' | 'refuse';
        explanation: string;
        userId: string | null;
        email: string | null;
      } | null;
      /** Format: date-time */
      createdAt: string;
      /** Format: date-time */
      openUntil: string;
      openedAt: string | null;
      finishedAt: string | null;
    };
    SsoConnectorRenewalStarted: {
      id: string;
      url: string;
      /** Format: date-time */
      expiresAt: string;
    };
    SsoProviderPreview: {
      /** @description Whether sign-in can be expected to work; warnings may remain. */
      ok: boolean;
      /** @description What was meant: to be put into the config. */
      issuer: string | null;
      discoveryUrl: string | null;
      said: {
        issuer?: string;
        authorization_endpoint?: string;
        token_endpoint?: string;
        userinfo_endpoint?: string;
        jwks_uri?: string;
        end_session_endpoint?: string;
        scopes_supported?: string[];
        response_types_supported?: string[];
        code_challenge_methods_supported?: string[];
        token_endpoint_auth_methods_supported?: string[];
        id_token_signing_alg_values_supported?: string[];
      } | null;
      /** @description How many signing keys the provider publishes. */
      keys: number | null;
      /** @description What SAML metadata say. */
      saml: {
        entityId: string;
        ssoUrl: string;
        bindings: string[];
        sloUrl: string | null;
        wantsSignedRequests: boolean;
        validUntil: string | null;
        certificates: {
          subject: string;
          fingerprint: string;
          /** Format: date-time */
          expiresAt: string;
        }[];
      } | null;
      problems: {
        code: string;
        /** @description The field of the config that it belongs to. */
        field: string;
        /** @enum {string} */
        severity: 'error' | 'warning';
        title: string;
        fix: string;
        seen?: string;
        /** @description What the field should hold instead. */
        suggestion?: string;
      }[];
    };
    SsoSimulatedConnector: {
      connector: components['schemas']['SsoConnector'];
      simulator: {
        url: string;
        people: {
          username: string;
          password?: string;
        }[];
      };
    };
    SsoClientCredentials: {
      /** @description The client authentication of the connector. */
      method: string;
      /** @description To be entered at Entra ID as a federated credential, letter by letter. */
      federation: {
        issuer: string;
        subject: string;
        audience: string;
      } | null;
      /** @description Where the provider reads the public keys. */
      jwksUri: string | null;
      keys: {
        /** @description The `kid`. */
        id: string;
        /** @enum {string} */
        status: 'next' | 'current' | 'previous';
        publicJwk: {
          [key: string]: unknown;
        };
        /** @description Self-signed, PEM. */
        certificate: string;
        /** @description SHA-1 of the certificate, as Entra ID shows it. */
        thumbprint: string;
        /** Format: date-time */
        createdAt: string;
        activatedAt: string | null;
        /** @description When a previous key leaves the key set. */
        retiredAt: string | null;
        /**
         * Format: date-time
         * @description When the certificate ends.
         */
        expiresAt: string;
      }[];
    };
    SsoSamlKeys: {
      keys: {
        id: string;
        /**
         * @description The current one signs; all of them open what was encrypted for them.
         * @enum {string}
         */
        status: 'next' | 'current' | 'previous';
        /** @description Self-signed, PEM. */
        certificate: string;
        /** @description SHA-256 of the certificate. */
        fingerprint: string;
        /** Format: date-time */
        createdAt: string;
        /**
         * Format: date-time
         * @description When the certificate ends.
         */
        expiresAt: string;
      }[];
    };
    SsoTokenCount: {
      people: number;
      /** @description Of them, those with a refresh token. */
      refreshable: number;
    };
    SsoStoredTokens: {
      /** @description That of the external identity. */
      id: string;
      connectorId: string;
      issuer: string;
      subject: string;
      /** @description What the access token is for, in the words of the provider. */
      scope: string;
      /** @description Without one the person signs in again when the access token has run out. */
      hasRefreshToken: boolean;
      /** @description Of the access token; null when the provider does not say. */
      expiresAt: string | null;
      /**
       * Format: date-time
       * @description The sign-in that they came with.
       */
      storedAt: string;
      refreshedAt: string | null;
    };
    SsoMappingSimulation: {
      source: {
        /** @enum {string} */
        kind: 'claims' | 'saml' | 'attempt';
        /** @description Only claims of a sign-in are. What was pasted could be anything. */
        verified: boolean;
        /** @description When the provider said them: at the person's latest sign-in. */
        from: string | null;
        userId: string | null;
      };
      claims: {
        [key: string]: unknown;
      };
      profile: components['schemas']['SsoMappedProfile'];
      rules: {
        position: number;
        /** @enum {string} */
        verdict: 'match' | 'no-match' | 'passed-over';
        claim: string;
        /** @enum {string} */
        reason: 'fits' | 'no-value' | 'is-list' | 'differs' | 'differs-in-case' | 'earlier-rule';
        /** @description How many values the claim has. */
        count: number;
        explanation: string;
        roles: components['schemas']['SsoRoleRef'][];
      }[];
      /** @enum {string} */
      groups: 'not-needed' | 'known' | 'missing' | 'too-many';
      /**
       * @description What a sign-in would do. `nothing`: the connector decides no roles.
       * @enum {string}
       */
      outcome: 'set' | 'add' | 'refuse' | 'nothing';
      cause: string | null;
      roles: components['schemas']['SsoRoleRef'][];
      gains: components['schemas']['SsoRoleRef'][] | null;
      losses: components['schemas']['SsoRoleRef'][] | null;
    };
    SsoMappedProfile: {
      email?: string;
      name?: string;
      givenName?: string;
      familyName?: string;
      picture?: string;
      username?: string;
      locale?: string;
      customData?: {
        [key: string]: unknown;
      };
      /** @description Field → the claim that it came from. */
      from: {
        [key: string]: string;
      };
    };
    SsoRoleRef: {
      id: string;
      /** @description null: the role was deleted. */
      name: string | null;
    };
    SsoMappingImpact: {
      /** @description How many people have signed in through the connector. */
      total: number;
      examined: number;
      /** @description Give it as `after` for the next page; null at the end. */
      next: string | null;
      counts: {
        gaining: number;
        losing: number;
        /** @description Their next sign-in would fail: the provider did not say their groups. */
        refused: number;
        /** @description No claims were kept of them. */
        unknown: number;
        /** @description Their claims are older than 90 days. */
        old: number;
        unchanged: number;
      };
      roles: {
        id: string;
        /** @description null: the role was deleted. */
        name: string | null;
        gains: number;
        losses: number;
      }[];
      /** @description Only those whom something happens to; nobody is named without `users:read`. */
      users: {
        userId: string;
        name: string | null;
        email: string | null;
        /** @enum {string} */
        verdict: 'changes' | 'refused' | 'unknown';
        gains: components['schemas']['SsoRoleRef'][];
        losses: components['schemas']['SsoRoleRef'][];
        claimsFrom: string | null;
        old: boolean;
      }[];
    };
    SsoAttempt: {
      /** @description The code on the error page. */
      reference: string;
      connectorId: string;
      applicationId: string | null;
      userId: string | null;
      /** @description Shortened. */
      email: string | null;
      /** @enum {string} */
      outcome: 'started' | 'succeeded' | 'failed';
      cause: {
        code: string;
        side: string;
        title: string;
        fix: string;
        /** @description Where to look first to set it right; null when no setting here can. */
        setting:
          | (
              | 'connection'
              | 'connection.issuer'
              | 'connection.clientId'
              | 'connection.clientSecret'
              | 'connection.clientAuthentication'
              | 'connection.extraScopes'
              | 'connection.authenticationContexts'
              | 'connection.allowedTenants'
              | 'connection.hostedDomains'
              | 'connection.metadataUrl'
              | 'connection.entityId'
              | 'connection.certificates'
              | 'connection.nameIdFormat'
              | 'connection.keyAttribute'
              | 'connection.spEntityId'
              | 'connection.wantAssertionsEncrypted'
              | 'connection.idpInitiated'
              | 'connection.credentials'
              | 'connection.values'
              | 'domains'
              | 'mapping'
              | 'life'
              | 'directory'
              | 'organizations'
              | 'sign-in-experience'
              | 'user'
            )
          | null;
      } | null;
      steps: components['schemas']['SsoTraceStep'][];
      /** @description The names of the claims that came, and the few values that settle a dispute. */
      claims: unknown;
      /** Format: date-time */
      startedAt: string;
      finishedAt: string | null;
      /** @description From start to end, what the person took at the provider included; null while it is under way. */
      durationMs: number | null;
    };
    SsoAttemptDetail: {
      /** @description The code on the error page. */
      reference: string;
      connectorId: string;
      applicationId: string | null;
      userId: string | null;
      /** @description Shortened. */
      email: string | null;
      /** @enum {string} */
      outcome: 'started' | 'succeeded' | 'failed';
      cause: {
        code: string;
        side: string;
        title: string;
        fix: string;
        /** @description Where to look first to set it right; null when no setting here can. */
        setting:
          | (
              | 'connection'
              | 'connection.issuer'
              | 'connection.clientId'
              | 'connection.clientSecret'
              | 'connection.clientAuthentication'
              | 'connection.extraScopes'
              | 'connection.authenticationContexts'
              | 'connection.allowedTenants'
              | 'connection.hostedDomains'
              | 'connection.metadataUrl'
              | 'connection.entityId'
              | 'connection.certificates'
              | 'connection.nameIdFormat'
              | 'connection.keyAttribute'
              | 'connection.spEntityId'
              | 'connection.wantAssertionsEncrypted'
              | 'connection.idpInitiated'
              | 'connection.credentials'
              | 'connection.values'
              | 'domains'
              | 'mapping'
              | 'life'
              | 'directory'
              | 'organizations'
              | 'sign-in-experience'
              | 'user'
            )
          | null;
      } | null;
      steps: components['schemas']['SsoTraceStep'][];
      /** @description The names of the claims that came, and the few values that settle a dispute. */
      claims: unknown;
      /** Format: date-time */
      startedAt: string;
      finishedAt: string | null;
      /** @description From start to end, what the person took at the provider included; null while it is under way. */
      durationMs: number | null;
      /** @description Whether it can be judged again by the present settings. */
      replayable: boolean;
      /** @description When what was kept of it goes. */
      replayUntil: string | null;
    };
    SsoAttemptReplay: {
      /** @enum {string} */
      outcome: 'pass' | 'fail';
      cause: {
        code: string;
        side: string;
        title: string;
        fix: string;
        /** @description Where to look first to set it right; null when no setting here can. */
        setting:
          | (
              | 'connection'
              | 'connection.issuer'
              | 'connection.clientId'
              | 'connection.clientSecret'
              | 'connection.clientAuthentication'
              | 'connection.extraScopes'
              | 'connection.authenticationContexts'
              | 'connection.allowedTenants'
              | 'connection.hostedDomains'
              | 'connection.metadataUrl'
              | 'connection.entityId'
              | 'connection.certificates'
              | 'connection.nameIdFormat'
              | 'connection.keyAttribute'
              | 'connection.spEntityId'
              | 'connection.wantAssertionsEncrypted'
              | 'connection.idpInitiated'
              | 'connection.credentials'
              | 'connection.values'
              | 'domains'
              | 'mapping'
              | 'life'
              | 'directory'
              | 'organizations'
              | 'sign-in-experience'
              | 'user'
            )
          | null;
      } | null;
      /**
       * @description What was judged: verified claims, the answer as it came, or, of an attempt that never got an answer, nothing but the connection.
       * @enum {string}
       */
      evidence: 'claims' | 'response' | 'none';
      steps: components['schemas']['SsoTraceStep'][];
      /** @description What a replay can not do again, and why. */
      notRepeated: {
        rule: string;
        why: string;
      }[];
      connectionChangedSince: boolean;
    };
    SsoCause: {
      code: string;
      /** @enum {string} */
      side: 'idp' | 'gatehouse-config' | 'user' | 'network';
      title: string;
      fix: string;
      /** @description Where to look first to set it right; null when no setting here can. */
      setting:
        | (
            | 'connection'
            | 'connection.issuer'
            | 'connection.clientId'
            | 'connection.clientSecret'
            | 'connection.clientAuthentication'
            | 'connection.extraScopes'
            | 'connection.authenticationContexts'
            | 'connection.allowedTenants'
            | 'connection.hostedDomains'
            | 'connection.metadataUrl'
            | 'connection.entityId'
            | 'connection.certificates'
            | 'connection.nameIdFormat'
            | 'connection.keyAttribute'
            | 'connection.spEntityId'
            | 'connection.wantAssertionsEncrypted'
            | 'connection.idpInitiated'
            | 'connection.credentials'
            | 'connection.values'
            | 'domains'
            | 'mapping'
            | 'life'
            | 'directory'
            | 'organizations'
            | 'sign-in-experience'
            | 'user'
          )
        | null;
    };
    SsoSettings: {
      /**
       * @description How long the trace of an attempt is kept, in days. A shorter time applies to those kept already.
       * @default 30
       */
      attemptDays: number;
      /**
       * @description How long what the provider said in an attempt is kept, in days: sealed, shown to nobody, to judge it again by the settings of then. 0: never. A shorter time applies to what is kept already.
       * @default 7
       */
      evidenceDays: number;
      /**
       * @default {
       *       "enabled": true,
       *       "attempts": 5,
       *       "failurePercent": 50,
       *       "minutes": 60
       *     }
       */
      rollBack: components['schemas']['SsoRollBackSettings'];
      version: number;
    };
    SsoRollBackSettings: {
      /**
       * @description Off: nothing is taken back by itself.
       * @default true
       */
      enabled: boolean;
      /**
       * @description How many sign-ins have to be finished since the change, of at least three people.
       * @default 5
       */
      attempts: number;
      /**
       * @description How many of them have to have failed.
       * @default 50
       */
      failurePercent: number;
      /**
       * @description For how long after a change sign-ins are looked at.
       * @default 60
       */
      minutes: number;
    };
    SsoRollBackSettingsInput: {
      /**
       * @description Off: nothing is taken back by itself.
       * @default true
       */
      enabled: boolean;
      /**
       * @description How many sign-ins have to be finished since the change, of at least three people.
       * @default 5
       */
      attempts: number;
      /**
       * @description How many of them have to have failed.
       * @default 50
       */
      failurePercent: number;
      /**
       * @description For how long after a change sign-ins are looked at.
       * @default 60
       */
      minutes: number;
    };
    Session: {
      id: string;
      /** @description The connector that the person signed in through, if any. */
      ssoConnectorId: string | null;
      details: {
        [key: string]: unknown;
      };
      signedInAt: string | null;
      /** Format: date-time */
      lastActiveAt: string;
      /** Format: date-time */
      expiresAt: string;
      applicationIds: string[];
    };
    Grant: {
      id: string;
      applicationId: string;
      /** Format: date-time */
      createdAt: string;
      /** Format: date-time */
      expiresAt: string;
    };
    SigningKeys: {
      algorithm: string;
      keys: components['schemas']['SigningKey'][];
    };
    SigningKey: {
      /** @description The `kid` in tokens and in the key set. */
      id: string;
      /** @enum {string} */
      status: 'next' | 'current' | 'previous' | 'retired';
      algorithm: string;
      publicJwk: {
        [key: string]: unknown;
      };
      /** Format: date-time */
      createdAt: string;
      activatedAt: string | null;
      /** @description When a previous key leaves the key set. */
      retiredAt: string | null;
    };
    SecuritySettings: {
      passwords: {
        /** @default 8 */
        minLength: number;
      };
      /** @description Wrong passwords of one account. Devices that signed in before have a count of their own. */
      lockout: {
        /**
         * @description Attempts without any delay.
         * @default 5
         */
        freeAttempts: number;
        /**
         * @description The delay after the last of them; it doubles with each further one.
         * @default 2
         */
        firstDelaySeconds: number;
        /** @default 300 */
        maxDelaySeconds: number;
        /**
         * @description The count is forgotten after this long without another attempt.
         * @default 3600
         */
        forgetAfterSeconds: number;
      };
      rateLimits: {
        /** @description Wrong passwords from one network address, whatever the account. */
        passwordsPerAddress: {
          /**
           * @description Attempts without any delay.
           * @default 50
           */
          freeAttempts: number;
          /**
           * @description The delay after the last of them; it doubles with each further one.
           * @default 2
           */
          firstDelaySeconds: number;
          /** @default 300 */
          maxDelaySeconds: number;
          /**
           * @description The count is forgotten after this long without another attempt.
           * @default 3600
           */
          forgetAfterSeconds: number;
        };
        /** @description Codes sent to one mail address. */
        codesPerAccount: {
          /**
           * @description Attempts without any delay.
           * @default 2
           */
          freeAttempts: number;
          /**
           * @description The delay after the last of them; it doubles with each further one.
           * @default 30
           */
          firstDelaySeconds: number;
          /** @default 600 */
          maxDelaySeconds: number;
          /**
           * @description The count is forgotten after this long without another attempt.
           * @default 3600
           */
          forgetAfterSeconds: number;
        };
        /** @description Codes asked for from one network address. */
        codesPerAddress: {
          /**
           * @description Attempts without any delay.
           * @default 30
           */
          freeAttempts: number;
          /**
           * @description The delay after the last of them; it doubles with each further one.
           * @default 10
           */
          firstDelaySeconds: number;
          /** @default 600 */
          maxDelaySeconds: number;
          /**
           * @description The count is forgotten after this long without another attempt.
           * @default 3600
           */
          forgetAfterSeconds: number;
        };
        /** @description Tries to register one username. */
        registrationsPerUsername: {
          /**
           * @description Attempts without any delay.
           * @default 10
           */
          freeAttempts: number;
          /**
           * @description The delay after the last of them; it doubles with each further one.
           * @default 5
           */
          firstDelaySeconds: number;
          /** @default 300 */
          maxDelaySeconds: number;
          /**
           * @description The count is forgotten after this long without another attempt.
           * @default 3600
           */
          forgetAfterSeconds: number;
        };
        /** @description Tries to register a username from one network address. */
        registrationsPerAddress: {
          /**
           * @description Attempts without any delay.
           * @default 30
           */
          freeAttempts: number;
          /**
           * @description The delay after the last of them; it doubles with each further one.
           * @default 5
           */
          firstDelaySeconds: number;
          /** @default 600 */
          maxDelaySeconds: number;
          /**
           * @description The count is forgotten after this long without another attempt.
           * @default 3600
           */
          forgetAfterSeconds: number;
        };
      };
      sessions: {
        /**
         * @description A session ends after this long without use.
         * @default 28800
         */
        idleSeconds: number;
        /**
         * @description A session ends this long after sign-in.
         * @default 86400
         */
        absoluteSeconds: number;
        /**
         * @description Both limits when the person chose "keep me signed in".
         * @default 2592000
         */
        rememberSeconds: number;
      };
      /** @default 1209600 */
      refreshTokenTtlSeconds: number;
      /** @description Of the tenant, whose settings they are. */
      version: number;
    };
    Tenant: {
      id: string;
      name: string;
      /** @enum {string} */
      tag: 'development' | 'production';
      issuer: string;
      /** @description Its first address: the custom domain activated last, or the one at the endpoint. */
      baseUrl: string;
      /** @description Resource indicator and address of its management API, always at the endpoint. */
      apiResource: string;
      settings: {
        /**
         * @default ES256
         * @enum {string}
         */
        signingAlgorithm: 'ES256' | 'ES384' | 'RS256';
        sessions: {
          /**
           * @description A session ends after this long without use.
           * @default 28800
           */
          idleSeconds: number;
          /**
           * @description A session ends this long after sign-in.
           * @default 86400
           */
          absoluteSeconds: number;
          /**
           * @description Both limits when the person chose "keep me signed in".
           * @default 2592000
           */
          rememberSeconds: number;
        };
        passwords: {
          /** @default 8 */
          minLength: number;
        };
        /** @description Wrong passwords of one account. Devices that signed in before have a count of their own. */
        lockout: {
          /**
           * @description Attempts without any delay.
           * @default 5
           */
          freeAttempts: number;
          /**
           * @description The delay after the last of them; it doubles with each further one.
           * @default 2
           */
          firstDelaySeconds: number;
          /** @default 300 */
          maxDelaySeconds: number;
          /**
           * @description The count is forgotten after this long without another attempt.
           * @default 3600
           */
          forgetAfterSeconds: number;
        };
        rateLimits: {
          /** @description Wrong passwords from one network address, whatever the account. */
          passwordsPerAddress: {
            /**
             * @description Attempts without any delay.
             * @default 50
             */
            freeAttempts: number;
            /**
             * @description The delay after the last of them; it doubles with each further one.
             * @default 2
             */
            firstDelaySeconds: number;
            /** @default 300 */
            maxDelaySeconds: number;
            /**
             * @description The count is forgotten after this long without another attempt.
             * @default 3600
             */
            forgetAfterSeconds: number;
          };
          /** @description Codes sent to one mail address. */
          codesPerAccount: {
            /**
             * @description Attempts without any delay.
             * @default 2
             */
            freeAttempts: number;
            /**
             * @description The delay after the last of them; it doubles with each further one.
             * @default 30
             */
            firstDelaySeconds: number;
            /** @default 600 */
            maxDelaySeconds: number;
            /**
             * @description The count is forgotten after this long without another attempt.
             * @default 3600
             */
            forgetAfterSeconds: number;
          };
          /** @description Codes asked for from one network address. */
          codesPerAddress: {
            /**
             * @description Attempts without any delay.
             * @default 30
             */
            freeAttempts: number;
            /**
             * @description The delay after the last of them; it doubles with each further one.
             * @default 10
             */
            firstDelaySeconds: number;
            /** @default 600 */
            maxDelaySeconds: number;
            /**
             * @description The count is forgotten after this long without another attempt.
             * @default 3600
             */
            forgetAfterSeconds: number;
          };
          /** @description Tries to register one username. */
          registrationsPerUsername: {
            /**
             * @description Attempts without any delay.
             * @default 10
             */
            freeAttempts: number;
            /**
             * @description The delay after the last of them; it doubles with each further one.
             * @default 5
             */
            firstDelaySeconds: number;
            /** @default 300 */
            maxDelaySeconds: number;
            /**
             * @description The count is forgotten after this long without another attempt.
             * @default 3600
             */
            forgetAfterSeconds: number;
          };
          /** @description Tries to register a username from one network address. */
          registrationsPerAddress: {
            /**
             * @description Attempts without any delay.
             * @default 30
             */
            freeAttempts: number;
            /**
             * @description The delay after the last of them; it doubles with each further one.
             * @default 5
             */
            firstDelaySeconds: number;
            /** @default 600 */
            maxDelaySeconds: number;
            /**
             * @description The count is forgotten after this long without another attempt.
             * @default 3600
             */
            forgetAfterSeconds: number;
          };
        };
        /** @default 1209600 */
        refreshTokenTtlSeconds: number;
      };
      version: number;
      /** Format: date-time */
      createdAt: string;
    };
    CustomDomain: {
      domain: string;
      /** @description Where the tenant answers once the domain is active. */
      baseUrl: string;
      issuer: string;
      /** @enum {string} */
      status: 'unproved' | 'proved' | 'active';
      /** @description Whether it is the tenant’s first address: the one activated last. */
      primary: boolean;
      /** @description The DNS record that proves the domain. Leave it in place. */
      record: {
        /** @constant */
        type: 'TXT';
        name: string;
        value: string;
      };
      provedAt: string | null;
      /** @description When the DNS was last asked. */
      checkedAt: string | null;
      activatedAt: string | null;
      /** Format: date-time */
      createdAt: string;
    };
    /**
     * @description owner: everything; admin: all but administrators and tenants; support: people; viewer: reads.
     * @enum {string}
     */
    AdministratorRole: 'owner' | 'admin' | 'support' | 'viewer';
    Administrator: {
      /** @description Of the user, in the tenant admin. */
      id: string;
      name: string | null;
      email: string | null;
      role: components['schemas']['AdministratorRole'];
      suspendedAt: string | null;
      lastSignInAt: string | null;
      version: number;
      /**
       * Format: date-time
       * @description Since when the user is an administrator.
       */
      createdAt: string;
      /** Format: date-time */
      updatedAt: string;
    };
    AdministratorInvitation: {
      id: string;
      email: string;
      role: components['schemas']['AdministratorRole'];
      /** @enum {string} */
      status: 'pending' | 'expired' | 'accepted';
      /** @description It works as long as they may give this role. */
      invitedBy: {
        /** @enum {string} */
        type: 'user' | 'application';
        id: string | null;
      };
      /** Format: date-time */
      createdAt: string;
      /** Format: date-time */
      expiresAt: string;
      acceptedAt: string | null;
      /** @description The id of the user. */
      acceptedBy: string | null;
    };
    NewAdministratorInvitation: {
      id: string;
      email: string;
      role: components['schemas']['AdministratorRole'];
      /** @enum {string} */
      status: 'pending' | 'expired' | 'accepted';
      /** @description It works as long as they may give this role. */
      invitedBy: {
        /** @enum {string} */
        type: 'user' | 'application';
        id: string | null;
      };
      /** Format: date-time */
      createdAt: string;
      /** Format: date-time */
      expiresAt: string;
      acceptedAt: string | null;
      /** @description The id of the user. */
      acceptedBy: string | null;
      /** @description Shown this once; null when a request is repeated by its Idempotency-Key. */
      link: string | null;
    };
    SetupLink: {
      id: string;
      customer: string;
      /** @enum {string} */
      state: 'waiting' | 'in-progress' | 'finished' | 'expired' | 'revoked';
      organizationId: string | null;
      /** @description Of the connector that the link made or was made for. */
      connectorId: string | null;
      emails: string[];
      providers: string[];
      domains: string[];
      parts: ('set-up' | 'renew' | 'health')[];
      mayEnable: boolean;
      locale: string | null;
      notify: string | null;
      progress: components['schemas']['SetupLinkProgress'];
      createdBy: {
        type: string;
        id: string | null;
      };
      /** Format: date-time */
      createdAt: string;
      /** Format: date-time */
      expiresAt: string;
      openedAt: string | null;
      lastUsedAt: string | null;
      finishedAt: string | null;
      revokedAt: string | null;
    };
    SetupLinkProgress: {
      /** @description The identity provider that was chosen. */
      provider: string | null;
      /** @description The values of the identity provider are stored. */
      connected: boolean;
      domains: {
        name: string;
        proved: boolean;
      }[];
      /** @description When a test last passed with the connection as it is now. */
      testedAt: string | null;
      enabled: boolean;
    };
    AuditEvent: {
      id: string;
      /** @description For example user.created. */
      type: string;
      actor: {
        /** @enum {string} */
        type: 'user' | 'application' | 'setup-link' | 'system' | 'anonymous';
        id: string | null;
      };
      subject: {
        type: string;
        id: string;
      } | null;
      applicationId: string | null;
      connectorId: string | null;
      address: string | null;
      userAgent: string | null;
      requestId: string | null;
      /** @description Of a change: the fields before and after, without secrets. */
      data: unknown;
      /** Format: date-time */
      createdAt: string;
    };
    NewSetupLink: {
      id: string;
      customer: string;
      /** @enum {string} */
      state: 'waiting' | 'in-progress' | 'finished' | 'expired' | 'revoked';
      organizationId: string | null;
      /** @description Of the connector that the link made or was made for. */
      connectorId: string | null;
      emails: string[];
      providers: string[];
      domains: string[];
      parts: ('set-up' | 'renew' | 'health')[];
      mayEnable: boolean;
      locale: string | null;
      notify: string | null;
      progress: components['schemas']['SetupLinkProgress'];
      createdBy: {
        type: string;
        id: string | null;
      };
      /** Format: date-time */
      createdAt: string;
      /** Format: date-time */
      expiresAt: string;
      openedAt: string | null;
      lastUsedAt: string | null;
      finishedAt: string | null;
      revokedAt: string | null;
      /** @description For the IT admin. Shown this once; null when a request is repeated by its Idempotency-Key. */
      url: string | null;
    };
    MailSettings: {
      /**
       * @description Whose mail server is used: this tenant’s, the installation’s, or none: the dev mailbox.
       * @enum {string}
       */
      source: 'tenant' | 'environment' | 'none';
      /** @description Of the installation’s mail server nothing but the sender is told. */
      host: string | null;
      port: number | null;
      security: ('none' | 'starttls' | 'tls') | null;
      username: string | null;
      hasPassword: boolean;
      fromName: string | null;
      fromAddress: string | null;
      /** @description 0 without settings of the tenant’s own. */
      version: number;
    };
    MailTest: {
      /** @description Whether the mail server has taken the mail. */
      sent: boolean;
      /** @description What went wrong, with what the mail server answered. */
      problem?: string;
      /** @description What to do about it. */
      hint?: string;
      durationMs: number;
    };
    MailMessage: {
      id: string;
      to: string;
      /** @description `sign-in-code`, `register-code`, `reset-password-code` … */
      kind: string;
      subject: string;
      /** @description Erased once a mail server has taken it. */
      text?: string;
      /** @description The same as a mail program shows it; erased together with the text. */
      html?: string;
      code?: string;
      /** @enum {string} */
      status: 'queued' | 'sent' | 'mailbox' | 'failed';
      /** Format: date-time */
      createdAt: string;
    };
    StatisticsOverview: {
      /**
       * Format: date
       * @description Today, in UTC, which has not ended yet.
       */
      day: string;
      users: number;
      newUsers: {
        today: components['schemas']['StatisticsComparison'];
        last7Days: components['schemas']['StatisticsComparison'];
        last30Days: components['schemas']['StatisticsComparison'];
      };
      /** @description Who signed in, or went on to another application while signed in, today or in the last 7 or 30 days. */
      activeUsers: {
        daily: components['schemas']['StatisticsComparison'];
        weekly: components['schemas']['StatisticsComparison'];
        monthly: components['schemas']['StatisticsComparison'];
      };
      /** @description The last 30 days, today last. */
      days: {
        /** Format: date */
        day: string;
        newUsers: number;
        dailyActiveUsers: number;
        weeklyActiveUsers: number;
        monthlyActiveUsers: number;
      }[];
    };
    StatisticsComparison: {
      current: number;
      /** @description Of the period of the same length before it. */
      previous: number;
    };
    SignInStatistics: {
      /** Format: date */
      from: string;
      /** Format: date */
      to: string;
      /** @enum {string} */
      groupBy: 'day' | 'method' | 'connector' | 'application';
      total: {
        /** @description Those that succeeded. */
        signIns: number;
        failures: number;
      };
      groups: {
        /** @description A day, a method, or the id of a connector or application. */
        key: string;
        /** @description Those that succeeded. */
        signIns: number;
        failures: number;
      }[];
      /** @description With `splitBy`: each of the 8 largest by day, days without any too. */
      series?: {
        key: string;
        days: {
          /** Format: date */
          day: string;
          /** @description Those that succeeded. */
          signIns: number;
          failures: number;
        }[];
      }[];
    };
    FailureStatistics: {
      /** Format: date */
      from: string;
      /** Format: date */
      to: string;
      total: number;
      causes: {
        /** @description As in the traces of SSO attempts, or of the form, as password_wrong. */
        cause: string;
        explanation: string | null;
        method: string;
        connectorId: string | null;
        count: number;
      }[];
      days: {
        /** Format: date */
        day: string;
        count: number;
      }[];
    };
    LastSignIn: {
      id: string;
      lastSignInAt: string | null;
      signIns30Days: number;
    };
    GetStarted: {
      applicationCreated: {
        done: boolean;
        applicationId: string | null;
        at: string | null;
      };
      firstSignIn: {
        done: boolean;
        applicationId: string | null;
        at: string | null;
      };
      connectorCreated: {
        done: boolean;
        connectorId: string | null;
        at: string | null;
      };
      /** @description Tested, or enabled without a test: then without a time. */
      connectorTested: {
        done: boolean;
        connectorId: string | null;
        at: string | null;
      };
      domainProved: {
        done: boolean;
        domain: string | null;
        connectorId: string | null;
        at: string | null;
      };
      /** @description Switched on in the sign-in experience, and a connector is enabled: people can use it. */
      singleSignOnEnabled: {
        done: boolean;
      };
    };
    SignInActivity: {
      firstSignInAt: string | null;
      lastSignInAt: string | null;
      signInsLast30Days: number;
      failuresLast30Days: number;
    };
    DirectorySync: {
      enabled: boolean;
      /**
       * @description `waiting`: on, and no request yet. `failing`: the last thing that happened was a refusal.
       * @enum {string}
       */
      state: 'off' | 'waiting' | 'working' | 'failing';
      /** @description What an identity provider calls the tenant or base URL. */
      baseUrl: string;
      /**
       * @description What a DELETE does to a person that the sync has made. Others are suspended only.
       * @enum {string}
       */
      onDelete: 'suspend' | 'delete';
      people: number;
      activePeople: number;
      groups: number;
      lastRequestAt: string | null;
      lastChangeAt: string | null;
      lastProblemAt: string | null;
      version: number;
    };
    DirectorySyncToken: {
      id: string;
      /** @description How the token begins. */
      hint: string;
      /** @enum {string} */
      state: 'valid' | 'expired';
      /** Format: date-time */
      expiresAt: string;
      lastUsedAt: string | null;
      /** Format: date-time */
      createdAt: string;
    };
    NewDirectorySyncToken: {
      id: string;
      /** @description How the token begins. */
      hint: string;
      /** @enum {string} */
      state: 'valid' | 'expired';
      /** Format: date-time */
      expiresAt: string;
      lastUsedAt: string | null;
      /** Format: date-time */
      createdAt: string;
      /** @description Shown this once. */
      value: string | null;
    };
    DirectorySyncEvent: {
      id: string;
      method: string;
      /** @description Below the base URL. */
      path: string;
      resource: ('User' | 'Group') | null;
      resourceId: string | null;
      /** @description The userName or the name of the group. */
      subject: string | null;
      status: number;
      /** @enum {string} */
      outcome: 'read' | 'changed' | 'unchanged' | 'refused';
      /** @description What the identity provider was told. */
      problem: string | null;
      /** @description Names of attributes; values are not kept. */
      changed: string[];
      /** @description What the identity provider sent and nobody knows here. */
      ignored: string[];
      remarks: string[];
      tokenId: string | null;
      address: string | null;
      userAgent: string | null;
      requestId: string | null;
      milliseconds: number;
      /** Format: date-time */
      createdAt: string;
    };
    DirectoryGroup: {
      id: string;
      displayName: string;
      externalId: string | null;
      members: number;
      /** @description What being in the group brings. */
      roleIds: string[];
      /** Format: date-time */
      createdAt: string;
      /** Format: date-time */
      updatedAt: string;
    };
    DirectoryManagement: {
      connectorId: string;
      userName: string;
      externalId: string | null;
      /** @description What the directory says. */
      active: boolean;
      /** @description The directory's attributes, in SCIM's names. */
      attributes: {
        [key: string]: unknown;
      };
      /** Format: date-time */
      createdAt: string;
      /** Format: date-time */
      updatedAt: string;
    };
    ExpiryItem: {
      /** @enum {string} */
      kind:
        | 'client-secret'
        | 'client-key'
        | 'saml-certificate'
        | 'saml-metadata'
        | 'domain-proof'
        | 'custom-domain-proof'
        | 'scim-token';
      /** @description Which of its kind. */
      name: string;
      /**
       * @description `expired` (proofs of domains: at risk), `urgent` within 7 days, `soon` within 60, `fine`, `unknown` when nobody has said when it ends.
       * @enum {string}
       */
      state: 'expired' | 'urgent' | 'soon' | 'fine' | 'unknown';
      expiresAt: string | null;
      /** @description By the calendar (UTC): 0 on the day of the end, negative after it. */
      daysLeft: number | null;
      connectorId: string | null;
      connectorName: string | null;
      /** @description The form that renews it, below the tenant's address in the console. */
      renewalPath: string;
    };
    ExpirySummary: {
      expired: number;
      urgent: number;
      soon: number;
      fine: number;
      unknown: number;
      /** @description What ends next, or ended first. */
      next: components['schemas']['ExpiryItem'] | null;
    };
    ExpirySettings: {
      /**
       * @description `administrators`: those whose role may change SSO connectors; `addresses`: those listed.
       * @enum {string}
       */
      recipients: 'administrators' | 'addresses' | 'nobody';
      addresses: string[];
      version: number;
    };
    Status: {
      version: string;
      database: {
        /** @enum {string} */
        engine: 'embedded' | 'postgres';
        version: string;
      };
      jobs: {
        waiting: number;
        dead: number;
      };
    };
  };
  responses: never;
  parameters: never;
  requestBodies: never;
  headers: never;
  pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
  getApplications: {
    parameters: {
      query?: {
        /** @description A part of the name, or the beginning of the id. */
        search?: string;
        type?: 'traditional' | 'spa' | 'native' | 'machine-to-machine';
        /** @description From 1, which is the default. */
        page?: number;
        /** @description At most 100; 20 is the default. */
        pageSize?: number;
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description OK. */
      200: {
        headers: {
          'Total-Number'?: number;
          Link?: string;
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Application'][];
        };
      };
      /** @description `request.invalid` */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description `auth.token_missing`, `auth.token_invalid` */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description `auth.forbidden` */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description `server.busy` */
      503: {
        headers: {
          /** @description Seconds to wait. */
          'Retry-After'?: number;
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
    };
  };
  postApplications: {
    parameters: {
      query?: never;
      header?: {
        /** @description Makes a repetition answer what the first request did, for 24 hours. */
        'Idempotency-Key'?: string;
      };
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': {
          name: string;
          description?: string | null;
          /** @description Where codes may be sent. Compared exactly, character by character. */
          redirectUris?: string[];
          /** @description Where people may be sent after sign-out. Compared exactly. */
          postLogoutRedirectUris?: string[];
          /** @description Origins that may call from a browser, besides those of the redirect URIs. */
          corsAllowedOrigins?: string[];
          /**
           * @description Optional only for confidential applications that can not do PKCE.
           * @enum {string}
           */
          pkce?: 'required' | 'optional';
          backchannelLogoutUri?: string | null;
          /** @description Whether people are asked for consent, as for somebody else’s application. */
          thirdParty?: boolean;
          /**
           * @description How it proves itself: not at all (public), by client secret, or by private_key_jwt.
           * @enum {string}
           */
          authentication?: 'none' | 'secret' | 'key';
          /** @description Its public keys, when authentication is key. */
          jwks?: {
            keys: ({
              kty: string;
            } & {
              [key: string]: unknown;
            })[];
          } | null;
          /** @description Where its public keys are, instead of jwks. */
          jwksUri?: string | null;
          /** @description Whether it has to use pushed authorization requests (RFC 9126). */
          requirePushedRequests?: boolean;
          /** @description Whether its tokens have to be bound to a key (RFC 9449). */
          requireDpop?: boolean;
          /** @description Seconds; null: as the tenant says. */
          refreshTokenTtl?: number | null;
          /** @description What a machine-to-machine application may do through the management API. */
          managementPermissions?: (
            | 'all'
            | 'applications:read'
            | 'applications:write'
            | 'users:read'
            | 'users:write'
            | 'organizations:read'
            | 'organizations:write'
            | 'sso-connectors:read'
            | 'sso-connectors:write'
            | 'expiry:read'
            | 'expiry:write'
            | 'sign-in-experience:read'
            | 'sign-in-experience:write'
            | 'api-resources:read'
            | 'api-resources:write'
            | 'roles:read'
            | 'roles:write'
            | 'signing-keys:read'
            | 'signing-keys:write'
            | 'security-settings:read'
            | 'security-settings:write'
            | 'sessions:read'
            | 'sessions:write'
            | 'mail-settings:read'
            | 'mail-settings:write'
            | 'mail-messages:read'
            | 'audit-events:read'
            | 'statistics:read'
            | 'administrators:read'
            | 'administrators:write'
            | 'tenants:read'
            | 'tenants:write'
            | 'custom-domains:read'
            | 'custom-domains:write'
            | 'status:read'
          )[];
          /** @description Any JSON object, at most 16 kB. */
          customData?: {
            [key: string]: components['schemas']['JsonValue'];
          };
          id?: string;
          /** @enum {string} */
          type: 'traditional' | 'spa' | 'native' | 'machine-to-machine';
          /** @description Generated when absent; never shown again. */
          secret?: string;
        };
      };
    };
    responses: {
      /** @description Created. */
      201: {
        headers: {
          ETag?: string;
          'Idempotency-Replayed'?: string;
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['NewApplication'];
        };
      };
      /** @description `request.invalid` */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description `auth.token_missing`, `auth.token_invalid` */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description `application.permission_not_held`, `auth.forbidden` */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description `application.exists`, `request.idempotency_mismatch` */
      409: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description `request.too_large` */
      413: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description `request.unsupported_media_type` */
      415: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description `server.busy` */
      503: {
        headers: {
          /** @description Seconds to wait. */
          'Retry-After'?: number;
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
    };
  };
  getApplicationsId: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description OK. */
      200: {
        headers: {
          ETag?: string;
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Application'];
        };
      };
      /** @description `request.invalid` */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description `auth.token_missing`, `auth.token_invalid` */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description `auth.forbidden` */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description `application.not_found` */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description `server.busy` */
      503: {
        headers: {
          /** @description Seconds to wait. */
          'Retry-After'?: number;
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
    };
  };
  deleteApplicationsId: {
    parameters: {
      query?: never;
      header?: {
        /** @description The ETag that the change is based on. */
        'If-Match'?: string;
      };
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Done. */
      204: {
        headers: {
          [name: string]: unknown;
        };
        content?: never;
      };
      /** @description `request.invalid` */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description `auth.token_missing`, `auth.token_invalid` */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description `application.permission_not_held`, `auth.forbidden` */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description `application.not_found` */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description `request.version_mismatch` */
      412: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description `server.busy` */
      503: {
        headers: {
          /** @description Seconds to wait. */
          'Retry-After'?: number;
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
    };
  };
  patchApplicationsId: {
    parameters: {
      query?: never;
      header?: {
        /** @description The ETag that the change is based on. */
        'If-Match'?: string;
      };
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': {
          name?: string;
          description?: string | null;
          /** @description Where codes may be sent. Compared exactly, character by character. */
          redirectUris?: string[];
          /** @description Where people may be sent after sign-out. Compared exactly. */
          postLogoutRedirectUris?: string[];
          /** @description Origins that may call from a browser, besides those of the redirect URIs. */
          corsAllowedOrigins?: string[];
          /**
           * @description Optional only for confidential applications that can not do PKCE.
           * @enum {string}
           */
          pkce?: 'required' | 'optional';
          backchannelLogoutUri?: string | null;
          /** @description Whether people are asked for consent, as for somebody else’s application. */
          thirdParty?: boolean;
          /**
           * @description How it proves itself: not at all (public), by client secret, or by private_key_jwt.
           * @enum {string}
           */
          authentication?: 'none' | 'secret' | 'key';
          /** @description Its public keys, when authentication is key. */
          jwks?: {
            keys: ({
              kty: string;
            } & {
              [key: string]: unknown;
            })[];
          } | null;
          /** @description Where its public keys are, instead of jwks. */
          jwksUri?: string | null;
          /** @description Whether it has to use pushed authorization requests (RFC 9126). */
          requirePushedRequests?: boolean;
          /** @description Whether its tokens have to be bound to a key (RFC 9449). */
          requireDpop?: boolean;
          /** @description Seconds; null: as the tenant says. */
          refreshTokenTtl?: number | null;
          /** @description What a machine-to-machine application may do through the management API. */
          managementPermissions?: (
            | 'all'
            | 'applications:read'
            | 'applications:write'
            | 'users:read'
            | 'users:write'
            | 'organizations:read'
            | 'organizations:write'
            | 'sso-connectors:read'
            | 'sso-connectors:write'
            | 'expiry:read'
            | 'expiry:write'
            | 'sign-in-experience:read'
            | 'sign-in-experience:write'
            | 'api-resources:read'
            | 'api-resources:write'
            | 'roles:read'
            | 'roles:write'
            | 'signing-keys:read'
            | 'signing-keys:write'
            | 'security-settings:read'
            | 'security-settings:write'
            | 'sessions:read'
            | 'sessions:write'
            | 'mail-settings:read'
            | 'mail-settings:write'
            | 'mail-messages:read'
            | 'audit-events:read'
            | 'statistics:read'
            | 'administrators:read'
            | 'administrators:write'
            | 'tenants:read'
            | 'tenants:write'
            | 'custom-domains:read'
            | 'custom-domains:write'
            | 'status:read'
          )[];
          /** @description Any JSON object, at most 16 kB. */
          customData?: {
            [key: string]: components['schemas']['JsonValue'];
          };
        };
      };
    };
    responses: {
      /** @description OK. */
      200: {
        headers: {
          ETag?: string;
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Application'];
        };
      };
      /** @description `request.invalid` */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description `auth.token_missing`, `auth.token_invalid` */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description `application.permission_not_held`, `auth.forbidden` */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description `application.not_found` */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description `request.version_mismatch` */
      412: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description `request.too_large` */
      413: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description `request.unsupported_media_type` */
      415: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description `server.busy` */
      503: {
        headers: {
          /** @description Seconds to wait. */
          'Retry-After'?: number;
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
    };
  };
  getApplicationsIdSecrets: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description OK. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['ApplicationSecret'][];
        };
      };
      /** @description `request.invalid` */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description `auth.token_missing`, `auth.token_invalid` */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description `auth.forbidden` */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description `application.not_found` */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description `server.busy` */
      503: {
        headers: {
          /** @description Seconds to wait. */
          'Retry-After'?: number;
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
    };
  };
  postApplicationsIdSecrets: {
    parameters: {
      query?: never;
      header?: {
        /** @description Makes a repetition answer what the first request did, for 24 hours. */
        'Idempotency-Key'?: string;
      };
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': {
          name: string;
          /** @description Generated when absent. */
          value?: string;
          /** @description null: it does not expire. */
          expiresAt?: string | null;
        };
      };
    };
    responses: {
      /** @description Created. */
      201: {
        headers: {
          'Idempotency-Replayed'?: string;
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['NewApplicationSecret'];
        };
      };
      /** @description `request.invalid` */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description `auth.token_missing`, `auth.token_invalid` */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description `application.permission_not_held`, `auth.forbidden` */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description `application.not_found` */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description `application.no_secrets`, `application.too_many_secrets`, `request.idempotency_mismatch` */
      409: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description `request.too_large` */
      413: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description `request.unsupported_media_type` */
      415: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description `server.busy` */
      503: {
        headers: {
          /** @description Seconds to wait. */
          'Retry-After'?: number;
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
    };
  };
  deleteApplicationsIdSecretsSecret: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        id: string;
        secret: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Done. */
      204: {
        headers: {
          [name: string]: unknown;
        };
        content?: never;
      };
      /** @description `request.invalid` */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description `auth.token_missing`, `auth.token_invalid` */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description `application.permission_not_held`, `auth.forbidden` */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description `application.secret_not_found` */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description `server.busy` */
      503: {
        headers: {
          /** @description Seconds to wait. */
          'Retry-After'?: number;
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
    };
  };
  getApiResources: {
    parameters: {
      query?: {
        /** @description From 1, which is the default. */
        page?: number;
        /** @description At most 100; 20 is the default. */
        pageSize?: number;
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description OK. */
      200: {
        headers: {
          'Total-Number'?: number;
          Link?: string;
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['ApiResource'][];
        };
      };
      /** @description `request.invalid` */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description `auth.token_missing`, `auth.token_invalid` */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description `auth.forbidden` */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description `server.busy` */
      503: {
        headers: {
          /** @description Seconds to wait. */
          'Retry-After'?: number;
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
    };
  };
  postApiResources: {
    parameters: {
      query?: never;
      header?: {
        /** @description Makes a repetition answer what the first request did, for 24 hours. */
        'Idempotency-Key'?: string;
      };
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': {
          id?: string;
          /**
           * @description The resource indicator: the audience of its access tokens.
           * @example https://api.example.com
           */
          indicator: string;
          name: string;
          /** @description Seconds that an access token for it lives. */
          accessTokenTtl?: number;
          permissions?: {
            description?: string | null;
            /** @description Whether every user has it without being given it. */
            grantedToEveryone?: boolean;
            name: string;
          }[];
        };
      };
    };
    responses: {
      /** @description Created. */
      201: {
        headers: {
          ETag?: string;
          'Idempotency-Replayed'?: string;
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['ApiResource'];
        };
      };
      /** @description `api_resource.reserved_indicator`, `request.invalid` */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description `auth.token_missing`, `auth.token_invalid` */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description `auth.forbidden` */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description `api_resource.exists`, `request.idempotency_mismatch` */
      409: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description `request.too_large` */
      413: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description `request.unsupported_media_type` */
      415: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description `server.busy` */
      503: {
        headers: {
          /** @description Seconds to wait. */
          'Retry-After'?: number;
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
    };
  };
  getApiResourcesId: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description OK. */
      200: {
        headers: {
          ETag?: string;
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['ApiResource'];
        };
      };
      /** @description `request.invalid` */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description `auth.token_missing`, `auth.token_invalid` */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description `auth.forbidden` */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description `api_resource.not_found` */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description `server.busy` */
      503: {
        headers: {
          /** @description Seconds to wait. */
          'Retry-After'?: number;
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
    };
  };
  deleteApiResourcesId: {
    parameters: {
      query?: never;
      header?: {
        /** @description The ETag that the change is based on. */
        'If-Match'?: string;
      };
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Done. */
      204: {
        headers: {
          [name: string]: unknown;
        };
        content?: never;
      };
      /** @description `request.invalid` */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description `auth.token_missing`, `auth.token_invalid` */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description `auth.forbidden` */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description `api_resource.not_found` */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description `request.version_mismatch` */
      412: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description `server.busy` */
      503: {
        headers: {
          /** @description Seconds to wait. */
          'Retry-After'?: number;
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
    };
  };
  patchApiResourcesId: {
    parameters: {
      query?: never;
      header?: {
        /** @description The ETag that the change is based on. */
        'If-Match'?: string;
      };
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': {
          name?: string;
          /** @description Seconds that an access token for it lives. */
          accessTokenTtl?: number;
        };
      };
    };
    responses: {
      /** @description OK. */
      200: {
        headers: {
          ETag?: string;
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['ApiResource'];
        };
      };
      /** @description `request.invalid` */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description `auth.token_missing`, `auth.token_invalid` */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description `auth.forbidden` */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description `api_resource.not_found` */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description `request.version_mismatch` */
      412: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description `request.too_large` */
      413: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description `request.unsupported_media_type` */
      415: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description `server.busy` */
      503: {
        headers: {
          /** @description Seconds to wait. */
          'Retry-After'?: number;
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
    };
  };
  postApiResourcesIdPermissions: {
    parameters: {
      query?: never;
      header?: {
        /** @description Makes a repetition answer what the first request did, for 24 hours. */
        'Idempotency-Key'?: string;
      };
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': {
          description?: string | null;
          /** @description Whether every user has it without being given it. */
          grantedToEveryone?: boolean;
          name: string;
        };
      };
    };
    responses: {
      /** @description Created. */
      201: {
        headers: {
          ETag?: string;
          'Idempotency-Replayed'?: string;
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['ApiResource'];
        };
      };
      /** @description `request.invalid` */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description `auth.token_missing`, `auth.token_invalid` */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description `auth.forbidden` */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description `api_resource.not_found` */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description `api_permission.exists`, `request.idempotency_mismatch` */
      409: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description `request.too_large` */
      413: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description `request.unsupported_media_type` */
      415: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description `server.busy` */
      503: {
        headers: {
          /** @description Seconds to wait. */
          'Retry-After'?: number;
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
    };
  };
  deleteApiResourcesIdPermissionsName: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        id: string;
        name: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Done. */
      204: {
        headers: {
          [name: string]: unknown;
        };
        content?: never;
      };
      /** @description `request.invalid` */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description `auth.token_missing`, `auth.token_invalid` */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description `auth.forbidden` */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description `api_resource.not_found`, `api_permission.not_found` */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description `server.busy` */
      503: {
        headers: {
          /** @description Seconds to wait. */
          'Retry-After'?: number;
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
    };
  };
  patchApiResourcesIdPermissionsName: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        id: string;
        name: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': {
          description?: string | null;
          /** @description Whether every user has it without being given it. */
          grantedToEveryone?: boolean;
        };
      };
    };
    responses: {
      /** @description OK. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['ApiPermission'];
        };
      };
      /** @description `request.invalid` */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description `auth.token_missing`, `auth.token_invalid` */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description `auth.forbidden` */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description `api_resource.not_found`, `api_permission.not_found` */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description `request.too_large` */
      413: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description `request.unsupported_media_type` */
      415: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description `server.busy` */
      503: {
        headers: {
          /** @description Seconds to wait. */
          'Retry-After'?: number;
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
    };
  };
  getApplicationsIdPermissions: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description OK. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['PermissionGrant'][];
        };
      };
      /** @description `request.invalid` */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description `auth.token_missing`, `auth.token_invalid` */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description `auth.forbidden` */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description `access.subject_not_found` */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description `server.busy` */
      503: {
        headers: {
          /** @description Seconds to wait. */
          'Retry-After'?: number;
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
    };
  };
  putApplicationsIdPermissions: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': {
          resourceId: string;
          permissions: string[];
        }[];
      };
    };
    responses: {
      /** @description OK. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['PermissionGrant'][];
        };
      };
      /** @description `request.invalid` */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description `auth.token_missing`, `auth.token_invalid` */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description `auth.forbidden` */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description `access.subject_not_found`, `api_resource.not_found`, `api_permission.not_found` */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description `request.too_large` */
      413: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description `request.unsupported_media_type` */
      415: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description `server.busy` */
      503: {
        headers: {
          /** @description Seconds to wait. */
          'Retry-After'?: number;
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
    };
  };
  getRoles: {
    parameters: {
      query?: {
        /** @description A part of the name or description, or the beginning of the id. */
        search?: string;
        /** @description From 1, which is the default. */
        page?: number;
        /** @description At most 100; 20 is the default. */
        pageSize?: number;
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description OK. */
      200: {
        headers: {
          'Total-Number'?: number;
          Link?: string;
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Role'][];
        };
      };
      /** @description `request.invalid` */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description `auth.token_missing`, `auth.token_invalid` */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description `auth.forbidden` */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description `server.busy` */
      503: {
        headers: {
          /** @description Seconds to wait. */
          'Retry-After'?: number;
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
    };
  };
  postRoles: {
    parameters: {
      query?: never;
      header?: {
        /** @description Makes a repetition answer what the first request did, for 24 hours. */
        'Idempotency-Key'?: string;
      };
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': {
          /** @description Unique in the tenant, whatever the case of its letters. The `roles` claim says it. */
          name: string;
          description?: string | null;
          /** @description Whether every user has it without being given it. */
          grantedToEveryone?: boolean;
          id?: string;
          permissions?: {
            resourceId: string;
            permissions: string[];
          }[];
        };
      };
    };
    responses: {
      /** @description Created. */
      201: {
        headers: {
          ETag?: string;
          'Idempotency-Replayed'?: string;
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Role'];
        };
      };
      /** @description `request.invalid` */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description `auth.token_missing`, `auth.token_invalid` */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description `auth.forbidden` */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description `api_resource.not_found`, `api_permission.not_found` */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description `role.exists`, `request.idempotency_mismatch` */
      409: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description `request.too_large` */
      413: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description `request.unsupported_media_type` */
      415: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description `server.busy` */
      503: {
        headers: {
          /** @description Seconds to wait. */
          'Retry-After'?: number;
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
    };
  };
  getRolesId: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description OK. */
      200: {
        headers: {
          ETag?: string;
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Role'];
        };
      };
      /** @description `request.invalid` */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description `auth.token_missing`, `auth.token_invalid` */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description `auth.forbidden` */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description `role.not_found` */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description `server.busy` */
      503: {
        headers: {
          /** @description Seconds to wait. */
          'Retry-After'?: number;
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
    };
  };
  deleteRolesId: {
    parameters: {
      query?: never;
      header?: {
        /** @description The ETag that the change is based on. */
        'If-Match'?: string;
      };
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Done. */
      204: {
        headers: {
          [name: string]: unknown;
        };
        content?: never;
      };
      /** @description `request.invalid` */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description `auth.token_missing`, `auth.token_invalid` */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description `auth.forbidden` */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description `role.not_found` */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description `request.version_mismatch` */
      412: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description `server.busy` */
      503: {
        headers: {
          /** @description Seconds to wait. */
          'Retry-After'?: number;
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
    };
  };
  patchRolesId: {
    parameters: {
      query?: never;
      header?: {
        /** @description The ETag that the change is based on. */
        'If-Match'?: string;
      };
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': {
          /** @description Unique in the tenant, whatever the case of its letters. The `roles` claim says it. */
          name?: string;
          description?: string | null;
          /** @description Whether every user has it without being given it. */
          grantedToEveryone?: boolean;
        };
      };
    };
    responses: {
      /** @description OK. */
      200: {
        headers: {
          ETag?: string;
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Role'];
        };
      };
      /** @description `request.invalid` */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description `auth.token_missing`, `auth.token_invalid` */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description `auth.forbidden` */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description `role.not_found` */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description `role.exists` */
      409: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description `request.version_mismatch` */
      412: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description `request.too_large` */
      413: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description `request.unsupported_media_type` */
      415: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description `server.busy` */
      503: {
        headers: {
          /** @description Seconds to wait. */
          'Retry-After'?: number;
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
    };
  };
  putRolesIdPermissions: {
    parameters: {
      query?: never;
      header?: {
        /** @description The ETag that the change is based on. */
        'If-Match'?: string;
      };
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': {
          resourceId: string;
          permissions: string[];
        }[];
      };
    };
    responses: {
      /** @description OK. */
      200: {
        headers: {
          ETag?: string;
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Role'];
        };
      };
      /** @description `request.invalid` */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description `auth.token_missing`, `auth.token_invalid` */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description `auth.forbidden` */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description `role.not_found`, `api_resource.not_found`, `api_permission.not_found` */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description `request.version_mismatch` */
      412: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description `request.too_large` */
      413: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description `request.unsupported_media_type` */
      415: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description `server.busy` */
      503: {
        headers: {
          /** @description Seconds to wait. */
          'Retry-After'?: number;
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
    };
  };
  getRolesIdMembers: {
    parameters: {
      query?: {
        /** @description From 1, which is the default. */
        page?: number;
        /** @description At most 100; 20 is the default. */
        pageSize?: number;
      };
      header?: never;
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description OK. */
      200: {
        headers: {
          'Total-Number'?: number;
          Link?: string;
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['RoleMember'][];
        };
      };
      /** @description `request.invalid` */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description `auth.token_missing`, `auth.token_invalid` */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description `auth.forbidden` */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description `role.not_found` */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description `server.busy` */
      503: {
        headers: {
          /** @description Seconds to wait. */
          'Retry-After'?: number;
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
    };
  };
  putRolesIdMembersUserId: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        id: string;
        userId: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Done. */
      204: {
        headers: {
          [name: string]: unknown;
        };
        content?: never;
      };
      /** @description `request.invalid` */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description `auth.token_missing`, `auth.token_invalid` */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description `auth.forbidden` */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description `role.not_found`, `role.user_not_found` */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description `server.busy` */
      503: {
        headers: {
          /** @description Seconds to wait. */
          'Retry-After'?: number;
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
    };
  };
  deleteRolesIdMembersUserId: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        id: string;
        userId: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Done. */
      204: {
        headers: {
          [name: string]: unknown;
        };
        content?: never;
      };
      /** @description `request.invalid` */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description `auth.token_missing`, `auth.token_invalid` */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description `auth.forbidden` */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description `role.user_not_found` */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description `role.not_given_by_hand` */
      409: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description `server.busy` */
      503: {
        headers: {
          /** @description Seconds to wait. */
          'Retry-After'?: number;
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
    };
  };
  getSignInExperience: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description OK. */
      200: {
        headers: {
          ETag?: string;
          [name: string]: unknown;
        };
        content: {
          'application/json': {
            /** @description Whether SSO connectors are offered and detected by domain. */
            singleSignOnEnabled: boolean;
            signIn: {
              /** @description What a person may type into the first field. */
              identifiers: ('email' | 'username')[];
              password: boolean;
              /** @description Sign in with a code sent by email. */
              emailCode: boolean;
            };
            signUp: {
              /** @description Whether people may register by themselves. */
              enabled: boolean;
              /** @description What a person who registers has to give. */
              identifiers: ('email' | 'username')[];
              /** @description Whether an address has to be proved by a code before the account exists. */
              verifyEmail: boolean;
            };
            branding: {
              displayName?: string;
              /** Format: uri */
              logoUrl?: string;
              /** Format: uri */
              logoDarkUrl?: string;
              /** Format: uri */
              faviconUrl?: string;
              primaryColor?: string;
              primaryColorDark?: string;
              /** @description A style sheet after those of Gatehouse, at most 20 kB. It loads nothing but uploaded images (`url(/images/img_…)`) and `data:image/…`. */
              customCss?: string;
            };
            content: {
              /** Format: uri */
              termsUrl?: string;
              /** Format: uri */
              privacyUrl?: string;
              /** Format: email */
              supportEmail?: string;
              /** Format: uri */
              supportUrl?: string;
              /**
               * @default {
               *       "fallback": "en",
               *       "autoDetect": true
               *     }
               */
              languages: {
                /**
                 * @description For people whose browser asks for none that there is.
                 * @enum {string}
                 */
                fallback: 'en' | 'zh-CN';
                /** @description Whether the browser's languages count. An application's `ui_locales` always does. */
                autoDetect: boolean;
              };
            };
            version: number;
          };
        };
      };
      /** @description `request.invalid` */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description `auth.token_missing`, `auth.token_invalid` */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description `auth.forbidden` */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description `server.busy` */
      503: {
        headers: {
          /** @description Seconds to wait. */
          'Retry-After'?: number;
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
    };
  };
  patchSignInExperience: {
    parameters: {
      query?: never;
      header?: {
        /** @description The ETag that the change is based on. */
        'If-Match'?: string;
      };
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': {
          singleSignOnEnabled?: boolean;
          signIn?: {
            /** @description What a person may type into the first field. */
            identifiers?: ('email' | 'username')[];
            password?: boolean;
            /** @description Sign in with a code sent by email. */
            emailCode?: boolean;
          };
          signUp?: {
            /** @description Whether people may register by themselves. */
            enabled?: boolean;
            /** @description What a person who registers has to give. */
            identifiers?: ('email' | 'username')[];
            /** @description Whether an address has to be proved by a code before the account exists. */
            verifyEmail?: boolean;
          };
          branding?: {
            displayName?: string | null;
            logoUrl?: string | null;
            logoDarkUrl?: string | null;
            faviconUrl?: string | null;
            primaryColor?: string | null;
            primaryColorDark?: string | null;
            customCss?: string | null;
          };
          content?: {
            termsUrl?: string | null;
            privacyUrl?: string | null;
            supportEmail?: string | null;
            supportUrl?: string | null;
            languages?: {
              /**
               * @description For people whose browser asks for none that there is.
               * @enum {string}
               */
              fallback?: 'en' | 'zh-CN';
              /** @description Whether the browser's languages count. An application's `ui_locales` always does. */
              autoDetect?: boolean;
            };
          };
        };
      };
    };
    responses: {
      /** @description OK. */
      200: {
        headers: {
          ETag?: string;
          [name: string]: unknown;
        };
        content: {
          'application/json': {
            /** @description Whether SSO connectors are offered and detected by domain. */
            singleSignOnEnabled: boolean;
            signIn: {
              /** @description What a person may type into the first field. */
              identifiers: ('email' | 'username')[];
              password: boolean;
              /** @description Sign in with a code sent by email. */
              emailCode: boolean;
            };
            signUp: {
              /** @description Whether people may register by themselves. */
              enabled: boolean;
              /** @description What a person who registers has to give. */
              identifiers: ('email' | 'username')[];
              /** @description Whether an address has to be proved by a code before the account exists. */
              verifyEmail: boolean;
            };
            branding: {
              displayName?: string;
              /** Format: uri */
              logoUrl?: string;
              /** Format: uri */
              logoDarkUrl?: string;
              /** Format: uri */
              faviconUrl?: string;
              primaryColor?: string;
              primaryColorDark?: string;
              /** @description A style sheet after those of Gatehouse, at most 20 kB. It loads nothing but uploaded images (`url(/images/img_…)`) and `data:image/…`. */
              customCss?: string;
            };
            content: {
              /** Format: uri */
              termsUrl?: string;
              /** Format: uri */
              privacyUrl?: string;
              /** Format: email */
              supportEmail?: string;
              /** Format: uri */
              supportUrl?: string;
              /**
               * @default {
               *       "fallback": "en",
               *       "autoDetect": true
               *     }
               */
              languages: {
                /**
                 * @description For people whose browser asks for none that there is.
                 * @enum {string}
                 */
                fallback: 'en' | 'zh-CN';
                /** @description Whether the browser's languages count. An application's `ui_locales` always does. */
                autoDetect: boolean;
              };
            };
            version: number;
          };
        };
      };
      /** @description `request.invalid` */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description `auth.token_missing`, `auth.token_invalid` */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description `auth.forbidden` */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description `request.version_mismatch` */
      412: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description `request.too_large` */
      413: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description `request.unsupported_media_type` */
      415: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description `server.busy` */
      503: {
        headers: {
          /** @description Seconds to wait. */
          'Retry-After'?: number;
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
    };
  };
  postSignInExperiencePreview: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': {
          /** @description The draft, as it would be sent to be saved. */
          experience: {
            singleSignOnEnabled?: boolean;
            signIn?: {
              /** @description What a person may type into the first field. */
              identifiers?: ('email' | 'username')[];
              password?: boolean;
              /** @description Sign in with a code sent by email. */
              emailCode?: boolean;
            };
            signUp?: {
              /** @description Whether people may register by themselves. */
              enabled?: boolean;
              /** @description What a person who registers has to give. */
              identifiers?: ('email' | 'username')[];
              /** @description Whether an address has to be proved by a code before the account exists. */
              verifyEmail?: boolean;
            };
            branding?: {
              displayName?: string | null;
              logoUrl?: string | null;
              logoDarkUrl?: string | null;
              faviconUrl?: string | null;
              primaryColor?: string | null;
              primaryColorDark?: string | null;
              customCss?: string | null;
            };
            content?: {
              termsUrl?: string | null;
              privacyUrl?: string | null;
              supportEmail?: string | null;
              supportUrl?: string | null;
              languages?: {
                /**
                 * @description For people whose browser asks for none that there is.
                 * @enum {string}
                 */
                fallback?: 'en' | 'zh-CN';
                /** @description Whether the browser's languages count. An application's `ui_locales` always does. */
                autoDetect?: boolean;
              };
            };
          };
          /** @enum {string} */
          page: 'sign-in' | 'register' | 'password' | 'code' | 'sso' | 'error';
          /** @enum {string} */
          colorScheme: 'light' | 'dark';
          /**
           * @description When absent: what the settings and the browser that opens the address say.
           * @enum {string}
           */
          locale?: 'en' | 'zh-CN';
        };
      };
    };
    responses: {
      /** @description OK. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': {
            /** @description For a frame of a page at the endpoint; nobody else may frame it. */
            url: string;
            /** Format: date-time */
            expiresAt: string;
          };
        };
      };
      /** @description `request.invalid` */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description `auth.token_missing`, `auth.token_invalid` */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description `auth.forbidden` */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description `request.too_large` */
      413: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description `request.unsupported_media_type` */
      415: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description `server.busy` */
      503: {
        headers: {
          /** @description Seconds to wait. */
          'Retry-After'?: number;
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
    };
  };
  getImages: {
    parameters: {
      query?: {
        /** @description From 1, which is the default. */
        page?: number;
        /** @description At most 100; 20 is the default. */
        pageSize?: number;
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description OK. */
      200: {
        headers: {
          'Total-Number'?: number;
          Link?: string;
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Image'][];
        };
      };
      /** @description `request.invalid` */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description `auth.token_missing`, `auth.token_invalid` */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description `auth.forbidden` */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description `server.busy` */
      503: {
        headers: {
          /** @description Seconds to wait. */
          'Retry-After'?: number;
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
    };
  };
  postImages: {
    parameters: {
      query?: never;
      header?: {
        /** @description Makes a repetition answer what the first request did, for 24 hours. */
        'Idempotency-Key'?: string;
      };
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': {
          /** @enum {string} */
          contentType:
            | 'image/png'
            | 'image/jpeg'
            | 'image/webp'
            | 'image/x-icon'
            | 'image/vnd.microsoft.icon';
          /** @description The file in base64, at most 512 kB before encoding. */
          data: string;
        };
      };
    };
    responses: {
      /** @description Created. */
      201: {
        headers: {
          'Idempotency-Replayed'?: string;
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Image'];
        };
      };
      /** @description `image.not_an_image`, `image.type_mismatch`, `request.invalid` */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description `auth.token_missing`, `auth.token_invalid` */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description `auth.forbidden` */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description `image.too_many`, `request.idempotency_mismatch` */
      409: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description `image.too_large`, `request.too_large` */
      413: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description `request.unsupported_media_type` */
      415: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description `server.busy` */
      503: {
        headers: {
          /** @description Seconds to wait. */
          'Retry-After'?: number;
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
    };
  };
  deleteImagesId: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Done. */
      204: {
        headers: {
          [name: string]: unknown;
        };
        content?: never;
      };
      /** @description `request.invalid` */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description `auth.token_missing`, `auth.token_invalid` */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description `auth.forbidden` */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description `image.not_found` */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description `image.in_use` */
      409: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description `server.busy` */
      503: {
        headers: {
          /** @description Seconds to wait. */
          'Retry-After'?: number;
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
    };
  };
  getUsers: {
    parameters: {
      query?: {
        /** @description The beginning of a username, email, phone number or name, a part of a name, or an id. */
        search?: string;
        username?: string;
        email?: string;
        phone?: string;
        suspended?: 'true' | 'false';
        /** @description From 1, which is the default. */
        page?: number;
        /** @description At most 100; 20 is the default. */
        pageSize?: number;
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description OK. */
      200: {
        headers: {
          'Total-Number'?: number;
          Link?: string;
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['User'][];
        };
      };
      /** @description `request.invalid` */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description `auth.token_missing`, `auth.token_invalid` */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description `auth.forbidden` */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description `server.busy` */
      503: {
        headers: {
          /** @description Seconds to wait. */
          'Retry-After'?: number;
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
    };
  };
  postUsers: {
    parameters: {
      query?: never;
      header?: {
        /** @description Makes a repetition answer what the first request did, for 24 hours. */
        'Idempotency-Key'?: string;
      };
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': {
          username?: string | null;
          email?: string | null;
          /** @description Whether the address is proved. False again when the email changes. */
          emailVerified?: boolean;
          phone?: string | null;
          phoneVerified?: boolean;
          name?: string | null;
          picture?: string | null;
          profile?: components['schemas']['UserProfile'];
          /** @description Any JSON object, at most 16 kB. */
          customData?: {
            [key: string]: components['schemas']['JsonValue'];
          };
          id?: string;
          password?: string;
        };
      };
    };
    responses: {
      /** @description Created. */
      201: {
        headers: {
          ETag?: string;
          'Idempotency-Replayed'?: string;
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['User'];
        };
      };
      /** @description `credential.password_too_short`, `credential.password_common`, `request.invalid` */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description `auth.token_missing`, `auth.token_invalid` */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description `auth.forbidden` */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description `user.exists`, `user.identifier_taken`, `request.idempotency_mismatch` */
      409: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description `request.too_large` */
      413: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description `request.unsupported_media_type` */
      415: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description `server.busy` */
      503: {
        headers: {
          /** @description Seconds to wait. */
          'Retry-After'?: number;
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
    };
  };
  getUsersId: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description OK. */
      200: {
        headers: {
          ETag?: string;
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['User'];
        };
      };
      /** @description `request.invalid` */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description `auth.token_missing`, `auth.token_invalid` */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description `auth.forbidden` */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description `user.not_found` */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description `server.busy` */
      503: {
        headers: {
          /** @description Seconds to wait. */
          'Retry-After'?: number;
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
    };
  };
  deleteUsersId: {
    parameters: {
      query?: never;
      header?: {
        /** @description The ETag that the change is based on. */
        'If-Match'?: string;
      };
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Done. */
      204: {
        headers: {
          [name: string]: unknown;
        };
        content?: never;
      };
      /** @description `request.invalid` */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description `auth.token_missing`, `auth.token_invalid` */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description `user.is_administrator`, `auth.forbidden` */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description `user.not_found` */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description `administrator.last_owner` */
      409: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description `request.version_mismatch` */
      412: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description `server.busy` */
      503: {
        headers: {
          /** @description Seconds to wait. */
          'Retry-After'?: number;
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
    };
  };
  patchUsersId: {
    parameters: {
      query?: never;
      header?: {
        /** @description The ETag that the change is based on. */
        'If-Match'?: string;
      };
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': {
          username?: string | null;
          email?: string | null;
          /** @description Whether the address is proved. False again when the email changes. */
          emailVerified?: boolean;
          phone?: string | null;
          phoneVerified?: boolean;
          name?: string | null;
          picture?: string | null;
          profile?: components['schemas']['UserProfile'];
          /** @description Any JSON object, at most 16 kB. */
          customData?: {
            [key: string]: components['schemas']['JsonValue'];
          };
        };
      };
    };
    responses: {
      /** @description OK. */
      200: {
        headers: {
          ETag?: string;
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['User'];
        };
      };
      /** @description `request.invalid` */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description `auth.token_missing`, `auth.token_invalid` */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description `user.is_administrator`, `auth.forbidden` */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description `user.not_found` */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description `user.identifier_taken` */
      409: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description `request.version_mismatch` */
      412: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description `request.too_large` */
      413: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description `request.unsupported_media_type` */
      415: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description `server.busy` */
      503: {
        headers: {
          /** @description Seconds to wait. */
          'Retry-After'?: number;
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
    };
  };
  postUsersIdSuspend: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description OK. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['User'];
        };
      };
      /** @description `request.invalid` */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description `auth.token_missing`, `auth.token_invalid` */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description `user.is_administrator`, `auth.forbidden` */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description `user.not_found` */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description `administrator.last_owner` */
      409: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description `server.busy` */
      503: {
        headers: {
          /** @description Seconds to wait. */
          'Retry-After'?: number;
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
    };
  };
  postUsersIdResume: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description OK. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['User'];
        };
      };
      /** @description `request.invalid` */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description `auth.token_missing`, `auth.token_invalid` */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description `user.is_administrator`, `auth.forbidden` */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description `user.not_found` */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description `server.busy` */
      503: {
        headers: {
          /** @description Seconds to wait. */
          'Retry-After'?: number;
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
    };
  };
  putUsersIdPassword: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': {
          password: string | null;
          endSessions?: boolean;
        };
      };
    };
    responses: {
      /** @description Done. */
      204: {
        headers: {
          [name: string]: unknown;
        };
        content?: never;
      };
      /** @description `credential.password_too_short`, `credential.password_common`, `request.invalid` */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description `auth.token_missing`, `auth.token_invalid` */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description `user.is_administrator`, `auth.forbidden` */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description `user.not_found` */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description `request.too_large` */
      413: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description `request.unsupported_media_type` */
      415: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description `server.busy` */
      503: {
        headers: {
          /** @description Seconds to wait. */
          'Retry-After'?: number;
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
    };
  };
  getUsersIdIdentities: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description OK. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['ExternalIdentity'][];
        };
      };
      /** @description `request.invalid` */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description `auth.token_missing`, `auth.token_invalid` */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description `auth.forbidden` */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description `user.not_found` */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description `server.busy` */
      503: {
        headers: {
          /** @description Seconds to wait. */
          'Retry-After'?: number;
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
    };
  };
  deleteUsersIdIdentitiesIdentity: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        id: string;
        identity: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Done. */
      204: {
        headers: {
          [name: string]: unknown;
        };
        content?: never;
      };
      /** @description `request.invalid` */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description `auth.token_missing`, `auth.token_invalid` */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description `user.is_administrator`, `auth.forbidden` */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description `user.not_found`, `user.identity_not_found` */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description `server.busy` */
      503: {
        headers: {
          /** @description Seconds to wait. */
          'Retry-After'?: number;
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
    };
  };
  getUsersIdPermissions: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description OK. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['PermissionGrant'][];
        };
      };
      /** @description `request.invalid` */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description `auth.token_missing`, `auth.token_invalid` */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description `auth.forbidden` */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description `user.not_found` */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description `server.busy` */
      503: {
        headers: {
          /** @description Seconds to wait. */
          'Retry-After'?: number;
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
    };
  };
  putUsersIdPermissions: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': {
          resourceId: string;
          permissions: string[];
        }[];
      };
    };
    responses: {
      /** @description OK. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['PermissionGrant'][];
        };
      };
      /** @description `request.invalid` */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description `auth.token_missing`, `auth.token_invalid` */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description `auth.forbidden` */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description `user.not_found`, `api_resource.not_found`, `api_permission.not_found` */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description `request.too_large` */
      413: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description `request.unsupported_media_type` */
      415: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description `server.busy` */
      503: {
        headers: {
          /** @description Seconds to wait. */
          'Retry-After'?: number;
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
    };
  };
  getUsersIdRoles: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description OK. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['UserRole'][];
        };
      };
      /** @description `request.invalid` */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description `auth.token_missing`, `auth.token_invalid` */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description `auth.forbidden` */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description `user.not_found` */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description `server.busy` */
      503: {
        headers: {
          /** @description Seconds to wait. */
          'Retry-After'?: number;
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
    };
  };
  putUsersIdRoles: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': {
          roleIds: string[];
        };
      };
    };
    responses: {
      /** @description OK. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['UserRole'][];
        };
      };
      /** @description `role.unknown`, `request.invalid` */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description `auth.token_missing`, `auth.token_invalid` */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description `auth.forbidden` */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description `user.not_found` */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description `request.too_large` */
      413: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description `request.unsupported_media_type` */
      415: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description `server.busy` */
      503: {
        headers: {
          /** @description Seconds to wait. */
          'Retry-After'?: number;
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
    };
  };
  getUsersIdSecondFactor: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description OK. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['SecondFactor'];
        };
      };
      /** @description `request.invalid` */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description `auth.token_missing`, `auth.token_invalid` */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description `auth.forbidden` */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description `user.not_found` */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description `server.busy` */
      503: {
        headers: {
          /** @description Seconds to wait. */
          'Retry-After'?: number;
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
    };
  };
  deleteUsersIdSecondFactor: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Done. */
      204: {
        headers: {
          [name: string]: unknown;
        };
        content?: never;
      };
      /** @description `request.invalid` */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description `auth.token_missing`, `auth.token_invalid` */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description `user.is_administrator`, `auth.forbidden` */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description `user.not_found`, `second_factor.none` */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description `server.busy` */
      503: {
        headers: {
          /** @description Seconds to wait. */
          'Retry-After'?: number;
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
    };
  };
  getOrganizations: {
    parameters: {
      query?: {
        /** @description A part of the name or description, or the beginning of the id. */
        search?: string;
        /** @description From 1, which is the default. */
        page?: number;
        /** @description At most 100; 20 is the default. */
        pageSize?: number;
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description OK. */
      200: {
        headers: {
          'Total-Number'?: number;
          Link?: string;
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Organization'][];
        };
      };
      /** @description `request.invalid` */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description `auth.token_missing`, `auth.token_invalid` */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description `auth.forbidden` */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description `server.busy` */
      503: {
        headers: {
          /** @description Seconds to wait. */
          'Retry-After'?: number;
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
    };
  };
  postOrganizations: {
    parameters: {
      query?: never;
      header?: {
        /** @description Makes a repetition answer what the first request did, for 24 hours. */
        'Idempotency-Key'?: string;
      };
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': {
          id?: string;
          name: string;
          /** @default null */
          description?: string | null;
          /** @default {} */
          branding?: {
            /** @description Shown to people on the sign-in pages instead of the name. */
            displayName?: string;
            /** Format: uri */
            logoUrl?: string;
            /** Format: uri */
            logoDarkUrl?: string;
          };
          /**
           * @description Any JSON object, at most 16 kB.
           * @default {}
           */
          customData?: {
            [key: string]: components['schemas']['JsonValue'];
          };
        };
      };
    };
    responses: {
      /** @description Created. */
      201: {
        headers: {
          ETag?: string;
          'Idempotency-Replayed'?: string;
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Organization'];
        };
      };
      /** @description `request.invalid` */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description `auth.token_missing`, `auth.token_invalid` */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description `auth.forbidden` */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description `organization.exists`, `request.idempotency_mismatch` */
      409: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description `request.too_large` */
      413: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description `request.unsupported_media_type` */
      415: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description `server.busy` */
      503: {
        headers: {
          /** @description Seconds to wait. */
          'Retry-After'?: number;
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
    };
  };
  getOrganizationsId: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description OK. */
      200: {
        headers: {
          ETag?: string;
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Organization'];
        };
      };
      /** @description `request.invalid` */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description `auth.token_missing`, `auth.token_invalid` */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description `auth.forbidden` */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description `organization.not_found` */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description `server.busy` */
      503: {
        headers: {
          /** @description Seconds to wait. */
          'Retry-After'?: number;
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
    };
  };
  deleteOrganizationsId: {
    parameters: {
      query?: never;
      header?: {
        /** @description The ETag that the change is based on. */
        'If-Match'?: string;
      };
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Done. */
      204: {
        headers: {
          [name: string]: unknown;
        };
        content?: never;
      };
      /** @description `request.invalid` */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description `auth.token_missing`, `auth.token_invalid` */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description `auth.forbidden` */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description `organization.not_found` */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description `organization.has_connectors` */
      409: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description `request.version_mismatch` */
      412: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description `server.busy` */
      503: {
        headers: {
          /** @description Seconds to wait. */
          'Retry-After'?: number;
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
    };
  };
  patchOrganizationsId: {
    parameters: {
      query?: never;
      header?: {
        /** @description The ETag that the change is based on. */
        'If-Match'?: string;
      };
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': {
          name?: string;
          description?: string | null;
          branding?: {
            /** @description Shown to people on the sign-in pages instead of the name. */
            displayName?: string;
            /** Format: uri */
            logoUrl?: string;
            /** Format: uri */
            logoDarkUrl?: string;
          };
          /** @description Any JSON object, at most 16 kB. */
          customData?: {
            [key: string]: components['schemas']['JsonValue'];
          };
        };
      };
    };
    responses: {
      /** @description OK. */
      200: {
        headers: {
          ETag?: string;
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Organization'];
        };
      };
      /** @description `request.invalid` */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description `auth.token_missing`, `auth.token_invalid` */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description `auth.forbidden` */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description `organization.not_found` */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description `request.version_mismatch` */
      412: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description `request.too_large` */
      413: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description `request.unsupported_media_type` */
      415: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description `server.busy` */
      503: {
        headers: {
          /** @description Seconds to wait. */
          'Retry-After'?: number;
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
    };
  };
  getUsersIdOrganizations: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description OK. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': {
            id: string;
            name: string;
            description: string | null;
          }[];
        };
      };
      /** @description `request.invalid` */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description `auth.token_missing`, `auth.token_invalid` */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description `auth.forbidden` */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description `server.busy` */
      503: {
        headers: {
          /** @description Seconds to wait. */
          'Retry-After'?: number;
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
    };
  };
  getOrganizationsIdMembers: {
    parameters: {
      query?: {
        /** @description From 1, which is the default. */
        page?: number;
        /** @description At most 100; 20 is the default. */
        pageSize?: number;
      };
      header?: never;
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description OK. */
      200: {
        headers: {
          'Total-Number'?: number;
          Link?: string;
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['OrganizationMember'][];
        };
      };
      /** @description `request.invalid` */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description `auth.token_missing`, `auth.token_invalid` */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description `auth.forbidden` */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description `organization.not_found` */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description `server.busy` */
      503: {
        headers: {
          /** @description Seconds to wait. */
          'Retry-After'?: number;
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
    };
  };
  putOrganizationsIdMembersUser: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        id: string;
        user: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Done. */
      204: {
        headers: {
          [name: string]: unknown;
        };
        content?: never;
      };
      /** @description `request.invalid` */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description `auth.token_missing`, `auth.token_invalid` */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description `auth.forbidden` */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description `organization.not_found`, `organization.user_not_found` */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description `server.busy` */
      503: {
        headers: {
          /** @description Seconds to wait. */
          'Retry-After'?: number;
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
    };
  };
  deleteOrganizationsIdMembersUser: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        id: string;
        user: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Done. */
      204: {
        headers: {
          [name: string]: unknown;
        };
        content?: never;
      };
      /** @description `request.invalid` */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description `auth.token_missing`, `auth.token_invalid` */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description `auth.forbidden` */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description `organization.not_found`, `organization.member_not_found` */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description `server.busy` */
      503: {
        headers: {
          /** @description Seconds to wait. */
          'Retry-After'?: number;
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
    };
  };
  getSsoProviders: {
    parameters: {
      query?: {
        /** @description From 1, which is the default. */
        page?: number;
        /** @description At most 100; 20 is the default. */
        pageSize?: number;
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description OK. */
      200: {
        headers: {
          'Total-Number'?: number;
          Link?: string;
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['SsoProvider'][];
        };
      };
      /** @description `request.invalid` */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description `auth.token_missing`, `auth.token_invalid` */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description `auth.forbidden` */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description `server.busy` */
      503: {
        headers: {
          /** @description Seconds to wait. */
          'Retry-After'?: number;
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
    };
  };
  getSsoConnectors: {
    parameters: {
      query?: {
        /** @description A part of the name or of a domain, or the beginning of the id. */
        search?: string;
        /** @description From 1, which is the default. */
        page?: number;
        /** @description At most 100; 20 is the default. */
        pageSize?: number;
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description OK. */
      200: {
        headers: {
          'Total-Number'?: number;
          Link?: string;
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['SsoConnector'][];
        };
      };
      /** @description `request.invalid` */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description `auth.token_missing`, `auth.token_invalid` */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description `auth.forbidden` */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description `server.busy` */
      503: {
        headers: {
          /** @description Seconds to wait. */
          'Retry-After'?: number;
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
    };
  };
  postSsoConnectors: {
    parameters: {
      query?: never;
      header?: {
        /** @description Makes a repetition answer what the first request did, for 24 hours. */
        'Idempotency-Key'?: string;
      };
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': {
          id?: string;
          name: string;
          /** @description The id of a provider preset. */
          provider: string;
          /** @description Validated by the preset's form. */
          config: {
            [key: string]: unknown;
          };
          /** @default {} */
          display?: {
            /** @description Shown to people instead of the name. */
            name?: string;
            /** Format: uri */
            logoUrl?: string;
            /** Format: uri */
            logoDarkUrl?: string;
          };
          /**
           * @default every-sign-in
           * @enum {string}
           */
          syncProfile?: 'first-sign-in' | 'every-sign-in';
          /**
           * @description Which claims fill which field of the user. A field left out follows the provider preset.
           * @default {}
           */
          attributeMapping?: {
            /** @description The first of these claims that has a value. */
            email?: string[];
            /** @description The first of these claims that has a value. */
            name?: string[];
            /** @description The first of these claims that has a value. */
            givenName?: string[];
            /** @description The first of these claims that has a value. */
            familyName?: string[];
            /** @description The first of these claims that has a value. */
            picture?: string[];
            /** @description The first of these claims that has a value. */
            username?: string[];
            /** @description The first of these claims that has a value. */
            locale?: string[];
            /** @description Key of the custom data → claims. */
            customData?: {
              [key: string]: string[];
            };
          };
          /**
           * @description Which claims give which roles. null: the connector decides no roles, and takes back those it gave.
           * @default null
           */
          roleMapping?: components['schemas']['SsoRoleMappingInput'] | null;
          /** @default false */
          enabled?: boolean;
          /**
           * @description Whose connector it is: its people become members when they sign in.
           * @default null
           */
          organizationId?: string | null;
          /**
           * @description Whether a change of the connection is taken back when sign-ins fail by it; `/sso-settings` says when.
           * @default true
           */
          automaticRollBack?: boolean;
          /**
           * @description Keeps the tokens of the provider, sealed, so that an application may call its API in the person’s name. OpenID Connect only.
           * @default {
           *       "enabled": false,
           *       "scopes": [],
           *       "applications": []
           *     }
           */
          tokenStorage?: {
            enabled: boolean;
            /**
             * @description Asked for at the provider besides those of the sign-in: what its API wants to see.
             * @default []
             */
            scopes?: string[];
            /**
             * @description The applications that are given the tokens of their people. Each has to hold a secret or key.
             * @default []
             */
            applications?: string[];
          };
          /** @default [] */
          domains?: {
            /** @description An email domain of the organization, such as acme.example. */
            name: string;
            /** @description The operator vouches for the domain without a DNS record. */
            proved?: boolean;
            /** @description Claim the domain although another connector has it: its people choose between the two. */
            allowChoice?: boolean;
          }[];
        };
      };
    };
    responses: {
      /** @description Created. */
      201: {
        headers: {
          ETag?: string;
          'Idempotency-Replayed'?: string;
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['SsoConnector'];
        };
      };
      /** @description `sso.provider_unknown`, `sso.token_storage_unsupported`, `sso.token_application_unfit`, `sso.domain_malformed`, `sso.domain_public_suffix`, `sso.domain_public_mail`, `request.invalid` */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description `auth.token_missing`, `auth.token_invalid` */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description `auth.forbidden` */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description `sso.connector_exists`, `sso.connector_untested`, `sso.domain_taken`, `request.idempotency_mismatch` */
      409: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description `request.too_large` */
      413: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description `request.unsupported_media_type` */
      415: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description `server.busy` */
      503: {
        headers: {
          /** @description Seconds to wait. */
          'Retry-After'?: number;
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
    };
  };
  getSsoConnectorsId: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description OK. */
      200: {
        headers: {
          ETag?: string;
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['SsoConnector'];
        };
      };
      /** @description `request.invalid` */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description `auth.token_missing`, `auth.token_invalid` */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description `auth.forbidden` */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description `sso.connector_not_found` */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description `server.busy` */
      503: {
        headers: {
          /** @description Seconds to wait. */
          'Retry-After'?: number;
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
    };
  };
  deleteSsoConnectorsId: {
    parameters: {
      query?: never;
      header?: {
        /** @description The ETag that the change is based on. */
        'If-Match'?: string;
      };
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Done. */
      204: {
        headers: {
          [name: string]: unknown;
        };
        content?: never;
      };
      /** @description `request.invalid` */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description `auth.token_missing`, `auth.token_invalid` */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description `auth.forbidden` */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description `sso.connector_not_found` */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description `request.version_mismatch` */
      412: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description `server.busy` */
      503: {
        headers: {
          /** @description Seconds to wait. */
          'Retry-After'?: number;
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
    };
  };
  patchSsoConnectorsId: {
    parameters: {
      query?: never;
      header?: {
        /** @description The ETag that the change is based on. */
        'If-Match'?: string;
      };
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': {
          name?: string;
          config?: {
            [key: string]: unknown;
          };
          display?: {
            /** @description Shown to people instead of the name. */
            name?: string;
            /** Format: uri */
            logoUrl?: string;
            /** Format: uri */
            logoDarkUrl?: string;
          };
          /** @enum {string} */
          syncProfile?: 'first-sign-in' | 'every-sign-in';
          /** @description Which claims fill which field of the user. A field left out follows the provider preset. */
          attributeMapping?: {
            /** @description The first of these claims that has a value. */
            email?: string[];
            /** @description The first of these claims that has a value. */
            name?: string[];
            /** @description The first of these claims that has a value. */
            givenName?: string[];
            /** @description The first of these claims that has a value. */
            familyName?: string[];
            /** @description The first of these claims that has a value. */
            picture?: string[];
            /** @description The first of these claims that has a value. */
            username?: string[];
            /** @description The first of these claims that has a value. */
            locale?: string[];
            /** @description Key of the custom data → claims. */
            customData?: {
              [key: string]: string[];
            };
          };
          /** @description Which claims give which roles. null: the connector decides no roles, and takes back those it gave. */
          roleMapping?: components['schemas']['SsoRoleMappingInput'] | null;
          enabled?: boolean;
          /** @description Whose connector it is: its people become members when they sign in. */
          organizationId?: string | null;
          /** @description Whether a change of the connection is taken back when sign-ins fail by it; `/sso-settings` says when. */
          automaticRollBack?: boolean;
          /** @description Keeps the tokens of the provider, sealed, so that an application may call its API in the person’s name. OpenID Connect only. */
          tokenStorage?: {
            enabled: boolean;
            /**
             * @description Asked for at the provider besides those of the sign-in: what its API wants to see.
             * @default []
             */
            scopes?: string[];
            /**
             * @description The applications that are given the tokens of their people. Each has to hold a secret or key.
             * @default []
             */
            applications?: string[];
          };
        };
      };
    };
    responses: {
      /** @description OK. */
      200: {
        headers: {
          ETag?: string;
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['SsoConnector'];
        };
      };
      /** @description `sso.token_storage_unsupported`, `sso.token_application_unfit`, `request.invalid` */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description `auth.token_missing`, `auth.token_invalid` */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description `auth.forbidden` */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description `sso.connector_not_found` */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description `sso.connector_untested` */
      409: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description `request.version_mismatch` */
      412: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description `request.too_large` */
      413: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description `request.unsupported_media_type` */
      415: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description `server.busy` */
      503: {
        headers: {
          /** @description Seconds to wait. */
          'Retry-After'?: number;
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
    };
  };
  postSsoConnectorsIdEnable: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description OK. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['SsoConnector'];
        };
      };
      /** @description `request.invalid` */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description `auth.token_missing`, `auth.token_invalid` */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description `auth.forbidden` */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description `sso.connector_not_found` */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description `sso.connector_untested` */
      409: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description `server.busy` */
      503: {
        headers: {
          /** @description Seconds to wait. */
          'Retry-After'?: number;
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
    };
  };
  postSsoConnectorsIdDisable: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description OK. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['SsoConnector'];
        };
      };
      /** @description `request.invalid` */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description `auth.token_missing`, `auth.token_invalid` */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description `auth.forbidden` */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description `sso.connector_not_found` */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description `server.busy` */
      503: {
        headers: {
          /** @description Seconds to wait. */
          'Retry-After'?: number;
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
    };
  };
  postSsoConnectorsIdEnforce: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description OK. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['SsoConnector'];
        };
      };
      /** @description `request.invalid` */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description `auth.token_missing`, `auth.token_invalid` */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description `auth.forbidden` */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description `sso.connector_not_found` */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description `sso.connector_not_enabled`, `sso.no_proved_domain`, `sso.administrator_untested`, `sso.no_break_glass` */
      409: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description `server.busy` */
      503: {
        headers: {
          /** @description Seconds to wait. */
          'Retry-After'?: number;
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
    };
  };
  postSsoConnectorsIdUnenforce: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description OK. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['SsoConnector'];
        };
      };
      /** @description `request.invalid` */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description `auth.token_missing`, `auth.token_invalid` */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description `auth.forbidden` */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description `sso.connector_not_found` */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description `server.busy` */
      503: {
        headers: {
          /** @description Seconds to wait. */
          'Retry-After'?: number;
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
    };
  };
  getSsoConnectorsIdEnforcement: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description OK. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['SsoConnectorEnforcement'];
        };
      };
      /** @description `request.invalid` */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description `auth.token_missing`, `auth.token_invalid` */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description `auth.forbidden` */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description `sso.connector_not_found` */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description `server.busy` */
      503: {
        headers: {
          /** @description Seconds to wait. */
          'Retry-After'?: number;
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
    };
  };
  getBreakGlass: {
    parameters: {
      query?: {
        /** @description From 1, which is the default. */
        page?: number;
        /** @description At most 100; 20 is the default. */
        pageSize?: number;
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description OK. */
      200: {
        headers: {
          'Total-Number'?: number;
          Link?: string;
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['BreakGlassOwner'][];
        };
      };
      /** @description `request.invalid` */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description `auth.token_missing`, `auth.token_invalid` */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description `auth.forbidden` */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description `server.busy` */
      503: {
        headers: {
          /** @description Seconds to wait. */
          'Retry-After'?: number;
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
    };
  };
  postBreakGlassCodes: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Created. */
      201: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['BreakGlassCodes'];
        };
      };
      /** @description `request.invalid` */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description `auth.token_missing`, `auth.token_invalid` */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description `sso.break_glass_owners_only`, `auth.forbidden` */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description `server.busy` */
      503: {
        headers: {
          /** @description Seconds to wait. */
          'Retry-After'?: number;
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
    };
  };
  getSsoConnectorsIdVersions: {
    parameters: {
      query?: {
        /** @description From 1, which is the default. */
        page?: number;
        /** @description At most 100; 20 is the default. */
        pageSize?: number;
      };
      header?: never;
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description OK. */
      200: {
        headers: {
          'Total-Number'?: number;
          Link?: string;
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['SsoConnectorVersion'][];
        };
      };
      /** @description `request.invalid` */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description `auth.token_missing`, `auth.token_invalid` */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description `auth.forbidden` */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description `sso.connector_not_found` */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description `server.busy` */
      503: {
        headers: {
          /** @description Seconds to wait. */
          'Retry-After'?: number;
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
    };
  };
  getSsoConnectorsIdVersionsVersion: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        id: string;
        version: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description OK. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['SsoConnectorWholeVersion'];
        };
      };
      /** @description `request.invalid` */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description `auth.token_missing`, `auth.token_invalid` */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description `auth.forbidden` */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description `sso.connector_not_found`, `sso.version_not_found` */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description `server.busy` */
      503: {
        headers: {
          /** @description Seconds to wait. */
          'Retry-After'?: number;
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
    };
  };
  postSsoConnectorsIdVersionsVersionRestore: {
    parameters: {
      query?: never;
      header?: {
        /** @description The ETag that the change is based on. */
        'If-Match'?: string;
      };
      path: {
        id: string;
        version: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description OK. */
      200: {
        headers: {
          ETag?: string;
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['SsoConnector'];
        };
      };
      /** @description `request.invalid` */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description `auth.token_missing`, `auth.token_invalid` */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description `auth.forbidden` */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description `sso.connector_not_found`, `sso.version_not_found` */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description `sso.version_present`, `sso.version_unusable` */
      409: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description `request.version_mismatch` */
      412: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description `server.busy` */
      503: {
        headers: {
          /** @description Seconds to wait. */
          'Retry-After'?: number;
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
    };
  };
  postSsoConnectorsIdRollBackAcknowledge: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description OK. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['SsoConnector'];
        };
      };
      /** @description `request.invalid` */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description `auth.token_missing`, `auth.token_invalid` */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description `auth.forbidden` */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description `sso.connector_not_found` */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description `server.busy` */
      503: {
        headers: {
          /** @description Seconds to wait. */
          'Retry-After'?: number;
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
    };
  };
  postSsoConnectorsIdCheck: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description OK. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['SsoConnectorCheck'];
        };
      };
      /** @description `request.invalid` */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description `auth.token_missing`, `auth.token_invalid` */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description `auth.forbidden` */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description `sso.connector_not_found` */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description `server.busy` */
      503: {
        headers: {
          /** @description Seconds to wait. */
          'Retry-After'?: number;
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
    };
  };
  getSsoConnectorsIdTests: {
    parameters: {
      query?: {
        /** @description From 1, which is the default. */
        page?: number;
        /** @description At most 100; 20 is the default. */
        pageSize?: number;
      };
      header?: never;
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description OK. */
      200: {
        headers: {
          'Total-Number'?: number;
          Link?: string;
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['SsoConnectorTest'][];
        };
      };
      /** @description `request.invalid` */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description `auth.token_missing`, `auth.token_invalid` */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description `auth.forbidden` */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description `sso.connector_not_found` */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description `server.busy` */
      503: {
        headers: {
          /** @description Seconds to wait. */
          'Retry-After'?: number;
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
    };
  };
  postSsoConnectorsIdTests: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Created. */
      201: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['SsoConnectorTestStarted'];
        };
      };
      /** @description `request.invalid` */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description `auth.token_missing`, `auth.token_invalid` */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description `auth.forbidden` */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description `sso.connector_not_found` */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description `server.busy` */
      503: {
        headers: {
          /** @description Seconds to wait. */
          'Retry-After'?: number;
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
    };
  };
  getSsoConnectorsIdTestsTest: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        id: string;
        test: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description OK. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['SsoConnectorTest'];
        };
      };
      /** @description `request.invalid` */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description `auth.token_missing`, `auth.token_invalid` */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description `auth.forbidden` */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description `sso.connector_not_found`, `sso.test_not_found` */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description `server.busy` */
      503: {
        headers: {
          /** @description Seconds to wait. */
          'Retry-After'?: number;
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
    };
  };
  postSsoConnectorsIdRenewals: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': {
          /** @description The new values, such as `clientSecret` and `clientSecretExpiresAt`; null takes a field out. */
          config: {
            [key: string]: unknown;
          };
        };
      };
    };
    responses: {
      /** @description Created. */
      201: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['SsoConnectorRenewalStarted'];
        };
      };
      /** @description `request.invalid` */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description `auth.token_missing`, `auth.token_invalid` */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description `auth.forbidden` */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description `sso.connector_not_found` */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description `request.too_large` */
      413: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description `request.unsupported_media_type` */
      415: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description `server.busy` */
      503: {
        headers: {
          /** @description Seconds to wait. */
          'Retry-After'?: number;
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
    };
  };
  postSsoConnectorsPreview: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': {
          /** @description The id of a provider preset. */
          provider: string;
          /** @description Further fields of the form are ignored; leave the secret out. */
          config: {
            /** @description As typed or pasted. */
            issuer?: string;
            clientAuthentication?: string;
            extraScopes?: string[];
            allowedTenants?: string[];
            /** @description SAML: as typed or pasted. */
            metadataUrl?: string;
            /** @description SAML: the document itself. */
            metadata?: string;
            /** @description SAML: the provider that is expected. */
            entityId?: string;
          };
        };
      };
    };
    responses: {
      /** @description OK. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['SsoProviderPreview'];
        };
      };
      /** @description `sso.provider_unknown`, `request.invalid` */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description `auth.token_missing`, `auth.token_invalid` */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description `auth.forbidden` */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description `request.too_large` */
      413: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description `request.unsupported_media_type` */
      415: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description `request.rate_limited` */
      429: {
        headers: {
          /** @description Seconds to wait. */
          'Retry-After'?: number;
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description `server.busy` */
      503: {
        headers: {
          /** @description Seconds to wait. */
          'Retry-After'?: number;
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
    };
  };
  postSsoConnectorsSimulated: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description OK. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['SsoSimulatedConnector'];
        };
      };
      /** @description `request.invalid` */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description `auth.token_missing`, `auth.token_invalid` */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description `sso.simulator_not_here`, `auth.forbidden` */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description `sso.simulator_not_running` */
      409: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description `server.busy` */
      503: {
        headers: {
          /** @description Seconds to wait. */
          'Retry-After'?: number;
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
    };
  };
  getSsoConnectorsIdClientCredentials: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description OK. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['SsoClientCredentials'];
        };
      };
      /** @description `request.invalid` */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description `auth.token_missing`, `auth.token_invalid` */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description `auth.forbidden` */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description `sso.connector_not_found` */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description `sso.keys_unused` */
      409: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description `server.busy` */
      503: {
        headers: {
          /** @description Seconds to wait. */
          'Retry-After'?: number;
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
    };
  };
  postSsoConnectorsIdClientCredentialsRotate: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': {
          /**
           * @description Without waiting a day for providers to see the next key.
           * @default false
           */
          force?: boolean;
        };
      };
    };
    responses: {
      /** @description OK. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['SsoClientCredentials'];
        };
      };
      /** @description `request.invalid` */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description `auth.token_missing`, `auth.token_invalid` */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description `auth.forbidden` */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description `sso.connector_not_found` */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description `sso.keys_unused`, `sso.keys_too_soon`, `sso.keys_rotated_meanwhile` */
      409: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description `request.too_large` */
      413: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description `request.unsupported_media_type` */
      415: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description `server.busy` */
      503: {
        headers: {
          /** @description Seconds to wait. */
          'Retry-After'?: number;
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
    };
  };
  getSamlKeys: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description OK. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['SsoSamlKeys'];
        };
      };
      /** @description `request.invalid` */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description `auth.token_missing`, `auth.token_invalid` */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description `auth.forbidden` */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description `server.busy` */
      503: {
        headers: {
          /** @description Seconds to wait. */
          'Retry-After'?: number;
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
    };
  };
  postSamlKeysNext: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description OK. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['SsoSamlKeys'];
        };
      };
      /** @description `request.invalid` */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description `auth.token_missing`, `auth.token_invalid` */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description `auth.forbidden` */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description `sso.saml_key_is_prepared` */
      409: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description `server.busy` */
      503: {
        headers: {
          /** @description Seconds to wait. */
          'Retry-After'?: number;
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
    };
  };
  postSamlKeysRotate: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': {
          /**
           * @description Without waiting a day for providers to see the next key: after a leak.
           * @default false
           */
          force?: boolean;
        };
      };
    };
    responses: {
      /** @description OK. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['SsoSamlKeys'];
        };
      };
      /** @description `request.invalid` */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description `auth.token_missing`, `auth.token_invalid` */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description `auth.forbidden` */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description `sso.saml_key_not_prepared`, `sso.keys_too_soon` */
      409: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description `request.too_large` */
      413: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description `request.unsupported_media_type` */
      415: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description `server.busy` */
      503: {
        headers: {
          /** @description Seconds to wait. */
          'Retry-After'?: number;
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
    };
  };
  getSsoConnectorsIdTokens: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description OK. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['SsoTokenCount'];
        };
      };
      /** @description `request.invalid` */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description `auth.token_missing`, `auth.token_invalid` */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description `auth.forbidden` */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description `sso.connector_not_found` */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description `server.busy` */
      503: {
        headers: {
          /** @description Seconds to wait. */
          'Retry-After'?: number;
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
    };
  };
  deleteSsoConnectorsIdTokens: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Done. */
      204: {
        headers: {
          [name: string]: unknown;
        };
        content?: never;
      };
      /** @description `request.invalid` */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description `auth.token_missing`, `auth.token_invalid` */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description `auth.forbidden` */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description `sso.connector_not_found` */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description `server.busy` */
      503: {
        headers: {
          /** @description Seconds to wait. */
          'Retry-After'?: number;
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
    };
  };
  getUsersIdSsoTokens: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description OK. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['SsoStoredTokens'][];
        };
      };
      /** @description `request.invalid` */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description `auth.token_missing`, `auth.token_invalid` */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description `auth.forbidden` */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description `server.busy` */
      503: {
        headers: {
          /** @description Seconds to wait. */
          'Retry-After'?: number;
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
    };
  };
  deleteUsersIdSsoTokensIdentity: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        id: string;
        identity: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Done. */
      204: {
        headers: {
          [name: string]: unknown;
        };
        content?: never;
      };
      /** @description `request.invalid` */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description `auth.token_missing`, `auth.token_invalid` */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description `auth.forbidden` */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description `sso.token_not_found` */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description `server.busy` */
      503: {
        headers: {
          /** @description Seconds to wait. */
          'Retry-After'?: number;
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
    };
  };
  postSsoConnectorsIdMappingSimulate: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': {
          /** @description As an ID token or userinfo has them. */
          claims?: {
            [key: string]: components['schemas']['JsonValue'];
          };
          /** @description A SAML response or assertion, as XML or base64. It is read, not verified. */
          saml?: string;
          /** @description The reference of an attempt that signed somebody in. Needs `users:read`. */
          attempt?: string;
          /** @description A draft; the saved one when absent. */
          attributeMapping?: {
            /** @description The first of these claims that has a value. */
            email?: string[];
            /** @description The first of these claims that has a value. */
            name?: string[];
            /** @description The first of these claims that has a value. */
            givenName?: string[];
            /** @description The first of these claims that has a value. */
            familyName?: string[];
            /** @description The first of these claims that has a value. */
            picture?: string[];
            /** @description The first of these claims that has a value. */
            username?: string[];
            /** @description The first of these claims that has a value. */
            locale?: string[];
            /** @description Key of the custom data → claims. */
            customData?: {
              [key: string]: string[];
            };
          };
          /** @description A draft; the saved one when absent. */
          roleMapping?: components['schemas']['SsoRoleMappingInput'] | null;
        };
      };
    };
    responses: {
      /** @description OK. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['SsoMappingSimulation'];
        };
      };
      /** @description `sso.pasted_saml`, `request.invalid` */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description `auth.token_missing`, `auth.token_invalid` */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description `sso.claims_of_people`, `auth.forbidden` */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description `sso.connector_not_found`, `sso.attempt_not_found` */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description `sso.attempt_without_claims` */
      409: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description `request.too_large` */
      413: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description `request.unsupported_media_type` */
      415: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description `server.busy` */
      503: {
        headers: {
          /** @description Seconds to wait. */
          'Retry-After'?: number;
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
    };
  };
  postSsoConnectorsIdMappingImpact: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': {
          /** @description The draft. null: the connector would decide no roles any more. */
          roleMapping: components['schemas']['SsoRoleMappingInput'] | null;
          /** @description `next` of the page before. */
          after?: string;
          /**
           * @description How many people one page looks at.
           * @default 200
           */
          limit?: number;
        };
      };
    };
    responses: {
      /** @description OK. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['SsoMappingImpact'];
        };
      };
      /** @description `request.invalid` */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description `auth.token_missing`, `auth.token_invalid` */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description `auth.forbidden` */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description `sso.connector_not_found` */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description `request.too_large` */
      413: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description `request.unsupported_media_type` */
      415: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description `server.busy` */
      503: {
        headers: {
          /** @description Seconds to wait. */
          'Retry-After'?: number;
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
    };
  };
  getSsoConnectorsIdDomains: {
    parameters: {
      query?: {
        /** @description From 1, which is the default. */
        page?: number;
        /** @description At most 100; 20 is the default. */
        pageSize?: number;
      };
      header?: never;
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description OK. */
      200: {
        headers: {
          'Total-Number'?: number;
          Link?: string;
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['SsoDomain'][];
        };
      };
      /** @description `request.invalid` */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description `auth.token_missing`, `auth.token_invalid` */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description `auth.forbidden` */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description `sso.connector_not_found` */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description `server.busy` */
      503: {
        headers: {
          /** @description Seconds to wait. */
          'Retry-After'?: number;
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
    };
  };
  postSsoConnectorsIdDomains: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': {
          /** @description An email domain of the organization, such as acme.example. */
          name: string;
          /** @description The operator vouches for the domain without a DNS record. */
          proved?: boolean;
          /** @description Claim the domain although another connector has it: its people choose between the two. */
          allowChoice?: boolean;
        };
      };
    };
    responses: {
      /** @description OK. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['SsoConnector'];
        };
      };
      /** @description `sso.domain_malformed`, `sso.domain_public_suffix`, `sso.domain_public_mail`, `request.invalid` */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description `auth.token_missing`, `auth.token_invalid` */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description `auth.forbidden` */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description `sso.connector_not_found` */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description `sso.domain_taken` */
      409: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description `request.too_large` */
      413: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description `request.unsupported_media_type` */
      415: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description `server.busy` */
      503: {
        headers: {
          /** @description Seconds to wait. */
          'Retry-After'?: number;
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
    };
  };
  postSsoConnectorsIdDomainsDomainVerify: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        id: string;
        domain: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description OK. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['SsoConnector'];
        };
      };
      /** @description `request.invalid` */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description `auth.token_missing`, `auth.token_invalid` */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description `auth.forbidden` */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description `sso.connector_not_found`, `sso.domain_not_found` */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description `sso.domain_unproved`, `sso.dns_unreachable` */
      409: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description `server.busy` */
      503: {
        headers: {
          /** @description Seconds to wait. */
          'Retry-After'?: number;
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
    };
  };
  deleteSsoConnectorsIdDomainsDomain: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        id: string;
        domain: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Done. */
      204: {
        headers: {
          [name: string]: unknown;
        };
        content?: never;
      };
      /** @description `request.invalid` */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description `auth.token_missing`, `auth.token_invalid` */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description `auth.forbidden` */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description `sso.connector_not_found`, `sso.domain_not_found` */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description `server.busy` */
      503: {
        headers: {
          /** @description Seconds to wait. */
          'Retry-After'?: number;
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
    };
  };
  getOrganizationsIdConnectors: {
    parameters: {
      query?: {
        /** @description From 1, which is the default. */
        page?: number;
        /** @description At most 100; 20 is the default. */
        pageSize?: number;
      };
      header?: never;
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description OK. */
      200: {
        headers: {
          'Total-Number'?: number;
          Link?: string;
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['SsoConnector'][];
        };
      };
      /** @description `request.invalid` */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description `auth.token_missing`, `auth.token_invalid` */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description `auth.forbidden` */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description `server.busy` */
      503: {
        headers: {
          /** @description Seconds to wait. */
          'Retry-After'?: number;
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
    };
  };
  getSsoAttempts: {
    parameters: {
      query?: {
        /** @description The code on the error page. */
        reference?: string;
        /** @description The whole address: what the person typed, or what the provider said. It is not stored itself. */
        email?: string;
        connectorId?: string;
        applicationId?: string;
        userId?: string;
        cause?:
          | 'client.assertion_rejected'
          | 'client.assertion_time'
          | 'client.assertion_algorithm'
          | 'client.federation_mismatch'
          | 'client.federation_key'
          | 'client.federation_unreachable'
          | 'step_up.not_reached'
          | 'groups.not_permitted'
          | 'groups.throttled'
          | 'groups.unreachable'
          | 'groups.bad_answer'
          | 'groups.too_many'
          | 'connector.unknown'
          | 'connector.disabled'
          | 'connector.switched_off'
          | 'idp.unreachable'
          | 'idp.address_refused'
          | 'idp.bad_answer'
          | 'discovery.not_found'
          | 'discovery.invalid'
          | 'discovery.issuer_mismatch'
          | 'discovery.insecure'
          | 'callback.malformed'
          | 'callback.unknown'
          | 'callback.expired'
          | 'callback.replayed'
          | 'callback.other_browser'
          | 'callback.wrong_connector'
          | 'callback.wrong_issuer'
          | 'idp.access_denied'
          | 'idp.user_not_assigned'
          | 'idp.interaction_required'
          | 'idp.consent_required'
          | 'idp.policy'
          | 'idp.refused'
          | 'client.secret_wrong'
          | 'client.secret_expired'
          | 'client.unknown'
          | 'client.not_multi_tenant'
          | 'client.redirect_uri'
          | 'token.code_rejected'
          | 'token.refused'
          | 'id_token.missing'
          | 'id_token.malformed'
          | 'id_token.algorithm'
          | 'id_token.expired'
          | 'id_token.not_yet_valid'
          | 'id_token.claim_missing'
          | 'id_token.wrong_issuer'
          | 'id_token.wrong_audience'
          | 'id_token.wrong_party'
          | 'id_token.wrong_nonce'
          | 'id_token.wrong_access_token'
          | 'id_token.stale_sign_in'
          | 'id_token.unknown_key'
          | 'id_token.bad_signature'
          | 'userinfo.failed'
          | 'userinfo.wrong_subject'
          | 'identity.incomplete'
          | 'entra.tenant_not_allowed'
          | 'google.hosted_domain'
          | 'email.missing'
          | 'email.unverified'
          | 'email.outside_domains'
          | 'identity.other_person'
          | 'test.unknown'
          | 'test.unopened'
          | 'test.no_return'
          | 'test.connector_changed'
          | 'roles.groups_missing'
          | 'roles.groups_too_many'
          | 'user.suspended'
          | 'user.proof_needed'
          | 'user.conflict'
          | 'saml.metadata_invalid'
          | 'saml.metadata_entity'
          | 'saml.metadata_no_certificate'
          | 'saml.metadata_expired'
          | 'saml.malformed'
          | 'saml.too_large'
          | 'saml.forbidden_xml'
          | 'saml.not_a_response'
          | 'saml.duplicate_ids'
          | 'saml.wrapped'
          | 'saml.assertion_count'
          | 'saml.status'
          | 'saml.nameid_policy'
          | 'saml.authn_context'
          | 'saml.unsigned'
          | 'saml.signature_algorithm'
          | 'saml.signature_form'
          | 'saml.unknown_certificate'
          | 'saml.bad_signature'
          | 'saml.not_encrypted'
          | 'saml.decryption'
          | 'saml.wrong_issuer'
          | 'saml.wrong_destination'
          | 'saml.wrong_recipient'
          | 'saml.wrong_audience'
          | 'saml.conditions'
          | 'saml.no_confirmation'
          | 'saml.wrong_request'
          | 'saml.unsolicited'
          | 'saml.expired'
          | 'saml.not_yet_valid'
          | 'saml.replayed'
          | 'saml.no_sign_in'
          | 'saml.stale_sign_in'
          | 'saml.nameid'
          | 'saml.nameid_transient'
          | 'saml.email_ambiguous'
          | 'saml.key_attribute'
          | 'saml.refused';
        /** @description Who can put it right. */
        side?: 'idp' | 'gatehouse-config' | 'user' | 'network';
        outcome?: 'started' | 'succeeded' | 'failed';
        /** @description Started at or after this time. */
        since?: string;
        /** @description Started before this time. */
        until?: string;
        /** @description From 1, which is the default. */
        page?: number;
        /** @description At most 100; 20 is the default. */
        pageSize?: number;
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description OK. */
      200: {
        headers: {
          'Total-Number'?: number;
          Link?: string;
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['SsoAttempt'][];
        };
      };
      /** @description `request.invalid` */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description `auth.token_missing`, `auth.token_invalid` */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description `auth.forbidden` */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description `server.busy` */
      503: {
        headers: {
          /** @description Seconds to wait. */
          'Retry-After'?: number;
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
    };
  };
  getSsoAttemptsReference: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        reference: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description OK. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['SsoAttemptDetail'];
        };
      };
      /** @description `request.invalid` */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description `auth.token_missing`, `auth.token_invalid` */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description `auth.forbidden` */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description `sso.attempt_not_found` */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description `server.busy` */
      503: {
        headers: {
          /** @description Seconds to wait. */
          'Retry-After'?: number;
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
    };
  };
  postSsoAttemptsReferenceReplay: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        reference: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description OK. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['SsoAttemptReplay'];
        };
      };
      /** @description `request.invalid` */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description `auth.token_missing`, `auth.token_invalid` */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description `auth.forbidden` */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description `sso.attempt_not_found`, `sso.connector_not_found` */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description `sso.attempt_not_replayable`, `sso.attempt_undecided` */
      409: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description `request.rate_limited` */
      429: {
        headers: {
          /** @description Seconds to wait. */
          'Retry-After'?: number;
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description `server.busy` */
      503: {
        headers: {
          /** @description Seconds to wait. */
          'Retry-After'?: number;
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
    };
  };
  getSsoCauses: {
    parameters: {
      query?: {
        side?: 'idp' | 'gatehouse-config' | 'user' | 'network';
        /** @description From 1, which is the default. */
        page?: number;
        /** @description At most 100; 20 is the default. */
        pageSize?: number;
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description OK. */
      200: {
        headers: {
          'Total-Number'?: number;
          Link?: string;
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['SsoCause'][];
        };
      };
      /** @description `request.invalid` */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description `auth.token_missing`, `auth.token_invalid` */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description `auth.forbidden` */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description `server.busy` */
      503: {
        headers: {
          /** @description Seconds to wait. */
          'Retry-After'?: number;
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
    };
  };
  getSsoSettings: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description OK. */
      200: {
        headers: {
          ETag?: string;
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['SsoSettings'];
        };
      };
      /** @description `request.invalid` */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description `auth.token_missing`, `auth.token_invalid` */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description `auth.forbidden` */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description `server.busy` */
      503: {
        headers: {
          /** @description Seconds to wait. */
          'Retry-After'?: number;
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
    };
  };
  patchSsoSettings: {
    parameters: {
      query?: never;
      header?: {
        /** @description The ETag that the change is based on. */
        'If-Match'?: string;
      };
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': {
          /** @description How long the trace of an attempt is kept, in days. A shorter time applies to those kept already. */
          attemptDays?: number;
          /** @description How long what the provider said in an attempt is kept, in days: sealed, shown to nobody, to judge it again by the settings of then. 0: never. A shorter time applies to what is kept already. */
          evidenceDays?: number;
          /** @description As a whole: what is left out gets its default. */
          rollBack?: components['schemas']['SsoRollBackSettingsInput'];
        };
      };
    };
    responses: {
      /** @description OK. */
      200: {
        headers: {
          ETag?: string;
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['SsoSettings'];
        };
      };
      /** @description `request.invalid` */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description `auth.token_missing`, `auth.token_invalid` */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description `auth.forbidden` */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description `request.version_mismatch` */
      412: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description `request.too_large` */
      413: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description `request.unsupported_media_type` */
      415: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description `server.busy` */
      503: {
        headers: {
          /** @description Seconds to wait. */
          'Retry-After'?: number;
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
    };
  };
  getUsersIdSessions: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description OK. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Session'][];
        };
      };
      /** @description `request.invalid` */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description `auth.token_missing`, `auth.token_invalid` */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description `auth.forbidden` */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description `server.busy` */
      503: {
        headers: {
          /** @description Seconds to wait. */
          'Retry-After'?: number;
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
    };
  };
  deleteUsersIdSessions: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Done. */
      204: {
        headers: {
          [name: string]: unknown;
        };
        content?: never;
      };
      /** @description `request.invalid` */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description `auth.token_missing`, `auth.token_invalid` */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description `auth.forbidden` */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description `server.busy` */
      503: {
        headers: {
          /** @description Seconds to wait. */
          'Retry-After'?: number;
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
    };
  };
  deleteUsersIdSessionsSession: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        id: string;
        session: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Done. */
      204: {
        headers: {
          [name: string]: unknown;
        };
        content?: never;
      };
      /** @description `request.invalid` */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description `auth.token_missing`, `auth.token_invalid` */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description `auth.forbidden` */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description `session.not_found` */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description `server.busy` */
      503: {
        headers: {
          /** @description Seconds to wait. */
          'Retry-After'?: number;
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
    };
  };
  getUsersIdGrants: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description OK. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Grant'][];
        };
      };
      /** @description `request.invalid` */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description `auth.token_missing`, `auth.token_invalid` */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description `auth.forbidden` */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description `server.busy` */
      503: {
        headers: {
          /** @description Seconds to wait. */
          'Retry-After'?: number;
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
    };
  };
  deleteUsersIdGrantsGrant: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        id: string;
        grant: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Done. */
      204: {
        headers: {
          [name: string]: unknown;
        };
        content?: never;
      };
      /** @description `request.invalid` */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description `auth.token_missing`, `auth.token_invalid` */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description `auth.forbidden` */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description `grant.not_found` */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description `server.busy` */
      503: {
        headers: {
          /** @description Seconds to wait. */
          'Retry-After'?: number;
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
    };
  };
  getSigningKeys: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description OK. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['SigningKeys'];
        };
      };
      /** @description `request.invalid` */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description `auth.token_missing`, `auth.token_invalid` */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description `auth.forbidden` */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description `server.busy` */
      503: {
        headers: {
          /** @description Seconds to wait. */
          'Retry-After'?: number;
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
    };
  };
  postSigningKeysRotate: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': {
          /** @default false */
          force?: boolean;
        };
      };
    };
    responses: {
      /** @description OK. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['SigningKeys'];
        };
      };
      /** @description `request.invalid` */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description `auth.token_missing`, `auth.token_invalid` */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description `auth.forbidden` */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description `keys.too_soon`, `keys.rotated_meanwhile` */
      409: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description `request.too_large` */
      413: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description `request.unsupported_media_type` */
      415: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description `server.busy` */
      503: {
        headers: {
          /** @description Seconds to wait. */
          'Retry-After'?: number;
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
    };
  };
  putSigningKeysAlgorithm: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': {
          /** @enum {string} */
          algorithm: 'ES256' | 'ES384' | 'RS256';
        };
      };
    };
    responses: {
      /** @description OK. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['SigningKeys'];
        };
      };
      /** @description `request.invalid` */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description `auth.token_missing`, `auth.token_invalid` */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description `auth.forbidden` */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description `request.too_large` */
      413: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description `request.unsupported_media_type` */
      415: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description `server.busy` */
      503: {
        headers: {
          /** @description Seconds to wait. */
          'Retry-After'?: number;
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
    };
  };
  postSigningKeysRotateCookieKey: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Done. */
      204: {
        headers: {
          [name: string]: unknown;
        };
        content?: never;
      };
      /** @description `request.invalid` */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description `auth.token_missing`, `auth.token_invalid` */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description `auth.forbidden` */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description `server.busy` */
      503: {
        headers: {
          /** @description Seconds to wait. */
          'Retry-After'?: number;
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
    };
  };
  getSecuritySettings: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description OK. */
      200: {
        headers: {
          ETag?: string;
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['SecuritySettings'];
        };
      };
      /** @description `request.invalid` */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description `auth.token_missing`, `auth.token_invalid` */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description `auth.forbidden` */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description `server.busy` */
      503: {
        headers: {
          /** @description Seconds to wait. */
          'Retry-After'?: number;
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
    };
  };
  patchSecuritySettings: {
    parameters: {
      query?: never;
      header?: {
        /** @description The ETag that the change is based on. */
        'If-Match'?: string;
      };
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': {
          passwords?: {
            minLength?: number;
          };
          lockout?: {
            freeAttempts?: number;
            firstDelaySeconds?: number;
            maxDelaySeconds?: number;
            forgetAfterSeconds?: number;
          };
          rateLimits?: {
            passwordsPerAddress?: {
              freeAttempts?: number;
              firstDelaySeconds?: number;
              maxDelaySeconds?: number;
              forgetAfterSeconds?: number;
            };
            codesPerAccount?: {
              freeAttempts?: number;
              firstDelaySeconds?: number;
              maxDelaySeconds?: number;
              forgetAfterSeconds?: number;
            };
            codesPerAddress?: {
              freeAttempts?: number;
              firstDelaySeconds?: number;
              maxDelaySeconds?: number;
              forgetAfterSeconds?: number;
            };
            registrationsPerUsername?: {
              freeAttempts?: number;
              firstDelaySeconds?: number;
              maxDelaySeconds?: number;
              forgetAfterSeconds?: number;
            };
            registrationsPerAddress?: {
              freeAttempts?: number;
              firstDelaySeconds?: number;
              maxDelaySeconds?: number;
              forgetAfterSeconds?: number;
            };
          };
          sessions?: {
            idleSeconds?: number;
            absoluteSeconds?: number;
            rememberSeconds?: number;
          };
          refreshTokenTtlSeconds?: number;
        };
      };
    };
    responses: {
      /** @description OK. */
      200: {
        headers: {
          ETag?: string;
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['SecuritySettings'];
        };
      };
      /** @description `request.invalid` */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description `auth.token_missing`, `auth.token_invalid` */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description `auth.forbidden` */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description `request.version_mismatch` */
      412: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description `request.too_large` */
      413: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description `request.unsupported_media_type` */
      415: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description `server.busy` */
      503: {
        headers: {
          /** @description Seconds to wait. */
          'Retry-After'?: number;
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
    };
  };
  getTenants: {
    parameters: {
      query?: {
        /** @description From 1, which is the default. */
        page?: number;
        /** @description At most 100; 20 is the default. */
        pageSize?: number;
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description OK. */
      200: {
        headers: {
          'Total-Number'?: number;
          Link?: string;
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Tenant'][];
        };
      };
      /** @description `request.invalid` */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description `auth.token_missing`, `auth.token_invalid` */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description `auth.forbidden` */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description `server.busy` */
      503: {
        headers: {
          /** @description Seconds to wait. */
          'Retry-After'?: number;
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
    };
  };
  postTenants: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': {
          id: string;
          name: string;
          /** @enum {string} */
          tag?: 'development' | 'production';
        };
      };
    };
    responses: {
      /** @description Created. */
      201: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Tenant'];
        };
      };
      /** @description `tenant.reserved_id`, `request.invalid` */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description `auth.token_missing`, `auth.token_invalid` */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description `tenant.not_here`, `auth.forbidden` */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description `tenant.exists` */
      409: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description `request.too_large` */
      413: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description `request.unsupported_media_type` */
      415: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description `server.busy` */
      503: {
        headers: {
          /** @description Seconds to wait. */
          'Retry-After'?: number;
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
    };
  };
  getTenantsId: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description OK. */
      200: {
        headers: {
          ETag?: string;
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Tenant'];
        };
      };
      /** @description `request.invalid` */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description `auth.token_missing`, `auth.token_invalid` */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description `auth.forbidden` */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description `tenant.not_found` */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description `server.busy` */
      503: {
        headers: {
          /** @description Seconds to wait. */
          'Retry-After'?: number;
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
    };
  };
  deleteTenantsId: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Done. */
      204: {
        headers: {
          [name: string]: unknown;
        };
        content?: never;
      };
      /** @description `tenant.built_in`, `request.invalid` */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description `auth.token_missing`, `auth.token_invalid` */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description `tenant.not_here`, `auth.forbidden` */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description `tenant.not_found` */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description `server.busy` */
      503: {
        headers: {
          /** @description Seconds to wait. */
          'Retry-After'?: number;
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
    };
  };
  patchTenantsId: {
    parameters: {
      query?: never;
      header?: {
        /** @description The ETag that the change is based on. */
        'If-Match'?: string;
      };
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': {
          name?: string;
          /** @enum {string} */
          tag?: 'development' | 'production';
          /** @description What is left out stays. */
          settings?: {
            /** @enum {string} */
            signingAlgorithm?: 'ES256' | 'ES384' | 'RS256';
            sessions?: {
              idleSeconds?: number;
              absoluteSeconds?: number;
              rememberSeconds?: number;
            };
            passwords?: {
              minLength?: number;
            };
            lockout?: {
              freeAttempts?: number;
              firstDelaySeconds?: number;
              maxDelaySeconds?: number;
              forgetAfterSeconds?: number;
            };
            rateLimits?: {
              passwordsPerAddress?: {
                freeAttempts?: number;
                firstDelaySeconds?: number;
                maxDelaySeconds?: number;
                forgetAfterSeconds?: number;
              };
              codesPerAccount?: {
                freeAttempts?: number;
                firstDelaySeconds?: number;
                maxDelaySeconds?: number;
                forgetAfterSeconds?: number;
              };
              codesPerAddress?: {
                freeAttempts?: number;
                firstDelaySeconds?: number;
                maxDelaySeconds?: number;
                forgetAfterSeconds?: number;
              };
              registrationsPerUsername?: {
                freeAttempts?: number;
                firstDelaySeconds?: number;
                maxDelaySeconds?: number;
                forgetAfterSeconds?: number;
              };
              registrationsPerAddress?: {
                freeAttempts?: number;
                firstDelaySeconds?: number;
                maxDelaySeconds?: number;
                forgetAfterSeconds?: number;
              };
            };
            refreshTokenTtlSeconds?: number;
          };
        };
      };
    };
    responses: {
      /** @description OK. */
      200: {
        headers: {
          ETag?: string;
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Tenant'];
        };
      };
      /** @description `request.invalid` */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description `auth.token_missing`, `auth.token_invalid` */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description `auth.forbidden` */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description `tenant.not_found` */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description `request.version_mismatch` */
      412: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description `request.too_large` */
      413: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description `request.unsupported_media_type` */
      415: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description `server.busy` */
      503: {
        headers: {
          /** @description Seconds to wait. */
          'Retry-After'?: number;
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
    };
  };
  getCustomDomains: {
    parameters: {
      query?: {
        /** @description From 1, which is the default. */
        page?: number;
        /** @description At most 100; 20 is the default. */
        pageSize?: number;
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description OK. */
      200: {
        headers: {
          'Total-Number'?: number;
          Link?: string;
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['CustomDomain'][];
        };
      };
      /** @description `request.invalid` */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description `auth.token_missing`, `auth.token_invalid` */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description `auth.forbidden` */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description `server.busy` */
      503: {
        headers: {
          /** @description Seconds to wait. */
          'Retry-After'?: number;
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
    };
  };
  postCustomDomains: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': {
          domain: string;
        };
      };
    };
    responses: {
      /** @description Created. */
      201: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['CustomDomain'];
        };
      };
      /** @description `custom_domain.malformed`, `custom_domain.public_suffix`, `custom_domain.public_mail`, `custom_domain.reserved`, `request.invalid` */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description `auth.token_missing`, `auth.token_invalid` */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description `custom_domain.not_here`, `auth.forbidden` */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description `custom_domain.exists`, `custom_domain.too_many` */
      409: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description `request.too_large` */
      413: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description `request.unsupported_media_type` */
      415: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description `server.busy` */
      503: {
        headers: {
          /** @description Seconds to wait. */
          'Retry-After'?: number;
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
    };
  };
  getCustomDomainsDomain: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        domain: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description OK. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['CustomDomain'];
        };
      };
      /** @description `request.invalid` */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description `auth.token_missing`, `auth.token_invalid` */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description `auth.forbidden` */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description `custom_domain.not_found` */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description `server.busy` */
      503: {
        headers: {
          /** @description Seconds to wait. */
          'Retry-After'?: number;
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
    };
  };
  deleteCustomDomainsDomain: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        domain: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Done. */
      204: {
        headers: {
          [name: string]: unknown;
        };
        content?: never;
      };
      /** @description `request.invalid` */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description `auth.token_missing`, `auth.token_invalid` */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description `auth.forbidden` */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description `custom_domain.not_found` */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description `custom_domain.active` */
      409: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description `server.busy` */
      503: {
        headers: {
          /** @description Seconds to wait. */
          'Retry-After'?: number;
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
    };
  };
  postCustomDomainsDomainVerify: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        domain: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description OK. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['CustomDomain'];
        };
      };
      /** @description `request.invalid` */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description `auth.token_missing`, `auth.token_invalid` */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description `auth.forbidden` */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description `custom_domain.not_found` */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description `custom_domain.unproved`, `custom_domain.taken`, `custom_domain.dns_unreachable` */
      409: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description `server.busy` */
      503: {
        headers: {
          /** @description Seconds to wait. */
          'Retry-After'?: number;
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
    };
  };
  postCustomDomainsDomainActivate: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        domain: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': {
          /** @description The issuer of this domain, as a confirmation: applications are configured with it. */
          issuer: string;
        };
      };
    };
    responses: {
      /** @description OK. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['CustomDomain'];
        };
      };
      /** @description `custom_domain.unconfirmed`, `request.invalid` */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description `auth.token_missing`, `auth.token_invalid` */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description `auth.forbidden` */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description `custom_domain.not_found` */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description `custom_domain.not_proved`, `custom_domain.unproved`, `custom_domain.taken`, `custom_domain.dns_unreachable` */
      409: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description `request.too_large` */
      413: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description `request.unsupported_media_type` */
      415: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description `server.busy` */
      503: {
        headers: {
          /** @description Seconds to wait. */
          'Retry-After'?: number;
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
    };
  };
  postCustomDomainsDomainDeactivate: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        domain: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': {
          /** @description The issuer of this domain, as a confirmation: applications are configured with it. */
          issuer: string;
        };
      };
    };
    responses: {
      /** @description OK. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['CustomDomain'];
        };
      };
      /** @description `custom_domain.unconfirmed`, `request.invalid` */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description `auth.token_missing`, `auth.token_invalid` */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description `auth.forbidden` */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description `custom_domain.not_found` */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description `request.too_large` */
      413: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description `request.unsupported_media_type` */
      415: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description `server.busy` */
      503: {
        headers: {
          /** @description Seconds to wait. */
          'Retry-After'?: number;
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
    };
  };
  getAdministrators: {
    parameters: {
      query?: {
        role?: components['schemas']['AdministratorRole'];
        /** @description From 1, which is the default. */
        page?: number;
        /** @description At most 100; 20 is the default. */
        pageSize?: number;
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description OK. */
      200: {
        headers: {
          'Total-Number'?: number;
          Link?: string;
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Administrator'][];
        };
      };
      /** @description `request.invalid` */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description `auth.token_missing`, `auth.token_invalid` */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description `auth.forbidden` */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description `administrator.not_here` */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description `server.busy` */
      503: {
        headers: {
          /** @description Seconds to wait. */
          'Retry-After'?: number;
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
    };
  };
  getAdministratorsId: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description OK. */
      200: {
        headers: {
          ETag?: string;
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Administrator'];
        };
      };
      /** @description `request.invalid` */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description `auth.token_missing`, `auth.token_invalid` */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description `auth.forbidden` */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description `administrator.not_here`, `administrator.not_found` */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description `server.busy` */
      503: {
        headers: {
          /** @description Seconds to wait. */
          'Retry-After'?: number;
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
    };
  };
  deleteAdministratorsId: {
    parameters: {
      query?: never;
      header?: {
        /** @description The ETag that the change is based on. */
        'If-Match'?: string;
      };
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Done. */
      204: {
        headers: {
          [name: string]: unknown;
        };
        content?: never;
      };
      /** @description `request.invalid` */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description `auth.token_missing`, `auth.token_invalid` */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description `administrator.role_above_own`, `auth.forbidden` */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description `administrator.not_here`, `administrator.not_found` */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description `administrator.last_owner` */
      409: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description `request.version_mismatch` */
      412: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description `server.busy` */
      503: {
        headers: {
          /** @description Seconds to wait. */
          'Retry-After'?: number;
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
    };
  };
  patchAdministratorsId: {
    parameters: {
      query?: never;
      header?: {
        /** @description The ETag that the change is based on. */
        'If-Match'?: string;
      };
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': {
          role: components['schemas']['AdministratorRole'];
        };
      };
    };
    responses: {
      /** @description OK. */
      200: {
        headers: {
          ETag?: string;
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Administrator'];
        };
      };
      /** @description `request.invalid` */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description `auth.token_missing`, `auth.token_invalid` */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description `administrator.role_above_own`, `auth.forbidden` */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description `administrator.not_here`, `administrator.not_found` */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description `administrator.last_owner` */
      409: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description `request.version_mismatch` */
      412: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description `request.too_large` */
      413: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description `request.unsupported_media_type` */
      415: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description `server.busy` */
      503: {
        headers: {
          /** @description Seconds to wait. */
          'Retry-After'?: number;
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
    };
  };
  getAdministratorInvitations: {
    parameters: {
      query?: {
        status?: 'pending' | 'expired' | 'accepted';
        /** @description From 1, which is the default. */
        page?: number;
        /** @description At most 100; 20 is the default. */
        pageSize?: number;
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description OK. */
      200: {
        headers: {
          'Total-Number'?: number;
          Link?: string;
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['AdministratorInvitation'][];
        };
      };
      /** @description `request.invalid` */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description `auth.token_missing`, `auth.token_invalid` */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description `auth.forbidden` */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description `administrator.not_here` */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description `server.busy` */
      503: {
        headers: {
          /** @description Seconds to wait. */
          'Retry-After'?: number;
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
    };
  };
  postAdministratorInvitations: {
    parameters: {
      query?: never;
      header?: {
        /** @description Makes a repetition answer what the first request did, for 24 hours. */
        'Idempotency-Key'?: string;
      };
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': {
          /** Format: email */
          email: string;
          role: components['schemas']['AdministratorRole'];
        };
      };
    };
    responses: {
      /** @description Created. */
      201: {
        headers: {
          'Idempotency-Replayed'?: string;
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['NewAdministratorInvitation'];
        };
      };
      /** @description `mail.address_invalid`, `request.invalid` */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description `auth.token_missing`, `auth.token_invalid` */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description `administrator.role_above_own`, `auth.forbidden` */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description `administrator.not_here` */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description `administrator.exists`, `administrator_invitation.exists`, `request.idempotency_mismatch` */
      409: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description `request.too_large` */
      413: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description `request.unsupported_media_type` */
      415: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description `server.busy` */
      503: {
        headers: {
          /** @description Seconds to wait. */
          'Retry-After'?: number;
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
    };
  };
  deleteAdministratorInvitationsId: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Done. */
      204: {
        headers: {
          [name: string]: unknown;
        };
        content?: never;
      };
      /** @description `request.invalid` */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description `auth.token_missing`, `auth.token_invalid` */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description `auth.forbidden` */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description `administrator.not_here`, `administrator_invitation.not_found` */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description `server.busy` */
      503: {
        headers: {
          /** @description Seconds to wait. */
          'Retry-After'?: number;
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
    };
  };
  postAdministratorInvitationsIdResend: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description OK. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['NewAdministratorInvitation'];
        };
      };
      /** @description `request.invalid` */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description `auth.token_missing`, `auth.token_invalid` */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description `administrator.role_above_own`, `auth.forbidden` */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description `administrator.not_here`, `administrator_invitation.not_found` */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description `server.busy` */
      503: {
        headers: {
          /** @description Seconds to wait. */
          'Retry-After'?: number;
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
    };
  };
  getSetupLinks: {
    parameters: {
      query?: {
        connectorId?: string;
        state?: 'waiting' | 'in-progress' | 'finished' | 'expired' | 'revoked';
        /** @description From 1, which is the default. */
        page?: number;
        /** @description At most 100; 20 is the default. */
        pageSize?: number;
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description OK. */
      200: {
        headers: {
          'Total-Number'?: number;
          Link?: string;
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['SetupLink'][];
        };
      };
      /** @description `request.invalid` */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description `auth.token_missing`, `auth.token_invalid` */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description `auth.forbidden` */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description `server.busy` */
      503: {
        headers: {
          /** @description Seconds to wait. */
          'Retry-After'?: number;
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
    };
  };
  postSetupLinks: {
    parameters: {
      query?: never;
      header?: {
        /** @description Makes a repetition answer what the first request did, for 24 hours. */
        'Idempotency-Key'?: string;
      };
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': {
          /** @description Name of the customer, as the portal shows it. */
          customer: string;
          /** @description The organization that the connector is for. */
          organizationId?: string;
          /** @description A connector that is there already: to renew its secret, or to show its health. */
          connectorId?: string;
          /**
           * @description Who may open the link: it asks for a code that is mailed to one of them.
           * @default []
           */
          emails?: string[];
          /**
           * @description Ids of the identity providers to choose from; all of them when empty.
           * @default []
           */
          providers?: string[];
          /**
           * @description The domains that the customer is expected to prove; any when empty.
           * @default []
           */
          domains?: string[];
          /**
           * @description What the link is good for.
           * @default [
           *       "set-up",
           *       "renew",
           *       "health"
           *     ]
           */
          parts?: ('set-up' | 'renew' | 'health')[];
          /**
           * @description Whether the holder may enable the connector once a test has passed.
           * @default false
           */
          mayEnable?: boolean;
          /**
           * @description The browser’s when left out.
           * @enum {string}
           */
          locale?: 'en' | 'zh-CN';
          /**
           * Format: email
           * @description Who is told by mail when the set-up is finished.
           */
          notify?: string;
          /** @default 7 */
          expiresInDays?: number;
        };
      };
    };
    responses: {
      /** @description Created. */
      201: {
        headers: {
          'Idempotency-Replayed'?: string;
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['NewSetupLink'];
        };
      };
      /** @description `setup_link.provider_not_allowed`, `request.invalid` */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description `auth.token_missing`, `auth.token_invalid` */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description `auth.forbidden` */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description `sso.connector_not_found`, `organization.not_found` */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description `request.idempotency_mismatch` */
      409: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description `request.too_large` */
      413: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description `request.unsupported_media_type` */
      415: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description `server.busy` */
      503: {
        headers: {
          /** @description Seconds to wait. */
          'Retry-After'?: number;
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
    };
  };
  getSetupLinksId: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description OK. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['SetupLink'];
        };
      };
      /** @description `request.invalid` */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description `auth.token_missing`, `auth.token_invalid` */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description `auth.forbidden` */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description `setup_link.not_found` */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description `server.busy` */
      503: {
        headers: {
          /** @description Seconds to wait. */
          'Retry-After'?: number;
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
    };
  };
  getSetupLinksIdEvents: {
    parameters: {
      query?: {
        /** @description From 1, which is the default. */
        page?: number;
        /** @description At most 100; 20 is the default. */
        pageSize?: number;
      };
      header?: never;
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description OK. */
      200: {
        headers: {
          'Total-Number'?: number;
          Link?: string;
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['AuditEvent'][];
        };
      };
      /** @description `request.invalid` */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description `auth.token_missing`, `auth.token_invalid` */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description `auth.forbidden` */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description `setup_link.not_found` */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description `server.busy` */
      503: {
        headers: {
          /** @description Seconds to wait. */
          'Retry-After'?: number;
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
    };
  };
  postSetupLinksIdRenew: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': {
          /** @default 7 */
          expiresInDays?: number;
        };
      };
    };
    responses: {
      /** @description OK. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['NewSetupLink'];
        };
      };
      /** @description `request.invalid` */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description `auth.token_missing`, `auth.token_invalid` */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description `auth.forbidden` */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description `setup_link.not_found` */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description `setup_link.revoked` */
      409: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description `request.too_large` */
      413: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description `request.unsupported_media_type` */
      415: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description `server.busy` */
      503: {
        headers: {
          /** @description Seconds to wait. */
          'Retry-After'?: number;
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
    };
  };
  postSetupLinksIdRevoke: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description OK. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['SetupLink'];
        };
      };
      /** @description `request.invalid` */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description `auth.token_missing`, `auth.token_invalid` */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description `auth.forbidden` */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description `setup_link.not_found` */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description `server.busy` */
      503: {
        headers: {
          /** @description Seconds to wait. */
          'Retry-After'?: number;
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
    };
  };
  getMailSettings: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description OK. */
      200: {
        headers: {
          ETag?: string;
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['MailSettings'];
        };
      };
      /** @description `request.invalid` */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description `auth.token_missing`, `auth.token_invalid` */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description `auth.forbidden` */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description `server.busy` */
      503: {
        headers: {
          /** @description Seconds to wait. */
          'Retry-After'?: number;
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
    };
  };
  putMailSettings: {
    parameters: {
      query?: never;
      header?: {
        /** @description The ETag that the change is based on. */
        'If-Match'?: string;
      };
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': {
          /** @description A host on the public internet, or one that the operator has allowed. */
          host: string;
          port: number;
          /**
           * @description starttls: encrypted after the greeting, or not at all sent; tls: encrypted from the beginning.
           * @enum {string}
           */
          security: 'none' | 'starttls' | 'tls';
          /** @default null */
          username?: string | null;
          /**
           * @description Shown to recipients beside the address.
           * @default null
           */
          fromName?: string | null;
          /** Format: email */
          fromAddress: string;
          /** @description Never shown again. Absent or null: the stored one stays, as long as host, port, security and username do. */
          password?: string | null;
        };
      };
    };
    responses: {
      /** @description OK. */
      200: {
        headers: {
          ETag?: string;
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['MailSettings'];
        };
      };
      /** @description `request.invalid` */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description `auth.token_missing`, `auth.token_invalid` */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description `auth.forbidden` */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description `request.version_mismatch` */
      412: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description `request.too_large` */
      413: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description `request.unsupported_media_type` */
      415: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description `outbound.refused` */
      422: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description `server.busy` */
      503: {
        headers: {
          /** @description Seconds to wait. */
          'Retry-After'?: number;
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
    };
  };
  deleteMailSettings: {
    parameters: {
      query?: never;
      header?: {
        /** @description The ETag that the change is based on. */
        'If-Match'?: string;
      };
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Done. */
      204: {
        headers: {
          [name: string]: unknown;
        };
        content?: never;
      };
      /** @description `request.invalid` */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description `auth.token_missing`, `auth.token_invalid` */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description `auth.forbidden` */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description `request.version_mismatch` */
      412: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description `server.busy` */
      503: {
        headers: {
          /** @description Seconds to wait. */
          'Retry-After'?: number;
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
    };
  };
  postMailSettingsTest: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': {
          /** Format: email */
          to: string;
        };
      };
    };
    responses: {
      /** @description OK. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['MailTest'];
        };
      };
      /** @description `mail.address_invalid`, `request.invalid` */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description `auth.token_missing`, `auth.token_invalid` */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description `auth.forbidden` */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description `request.too_large` */
      413: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description `request.unsupported_media_type` */
      415: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description `request.rate_limited` */
      429: {
        headers: {
          /** @description Seconds to wait. */
          'Retry-After'?: number;
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description `server.busy` */
      503: {
        headers: {
          /** @description Seconds to wait. */
          'Retry-After'?: number;
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
    };
  };
  getMailMessages: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description OK. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['MailMessage'][];
        };
      };
      /** @description `request.invalid` */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description `auth.token_missing`, `auth.token_invalid` */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description `auth.forbidden` */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description `server.busy` */
      503: {
        headers: {
          /** @description Seconds to wait. */
          'Retry-After'?: number;
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
    };
  };
  getAuditEvents: {
    parameters: {
      query?: {
        /** @description One type, or a group of them: user.created or user. */
        type?: string;
        /** @description The id of who did it. */
        actor?: string;
        /** @description The id of what it was done to. */
        subject?: string;
        /** @description The id of a user: what they did and what was done to them. */
        user?: string;
        /** @description What happened on the way to it, and what was done to it. */
        application?: string;
        connector?: string;
        /** @description At or after this time. */
        from?: string;
        /** @description Before this time. */
        to?: string;
        /** @description From 1, which is the default. */
        page?: number;
        /** @description At most 100; 20 is the default. */
        pageSize?: number;
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description OK. */
      200: {
        headers: {
          'Total-Number'?: number;
          Link?: string;
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['AuditEvent'][];
        };
      };
      /** @description `request.invalid` */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description `auth.token_missing`, `auth.token_invalid` */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description `auth.forbidden` */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description `server.busy` */
      503: {
        headers: {
          /** @description Seconds to wait. */
          'Retry-After'?: number;
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
    };
  };
  getAuditEventsExport: {
    parameters: {
      query?: {
        /** @description One type, or a group of them: user.created or user. */
        type?: string;
        /** @description The id of who did it. */
        actor?: string;
        /** @description The id of what it was done to. */
        subject?: string;
        /** @description The id of a user: what they did and what was done to them. */
        user?: string;
        /** @description What happened on the way to it, and what was done to it. */
        application?: string;
        connector?: string;
        /** @description At or after this time. */
        from?: string;
        /** @description Before this time. */
        to?: string;
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description OK. */
      200: {
        headers: {
          'Content-Disposition'?: string;
          [name: string]: unknown;
        };
        content: {
          'application/x-ndjson': components['schemas']['AuditEvent'];
        };
      };
      /** @description `request.invalid` */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description `auth.token_missing`, `auth.token_invalid` */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description `auth.forbidden` */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description `server.busy` */
      503: {
        headers: {
          /** @description Seconds to wait. */
          'Retry-After'?: number;
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
    };
  };
  getAuditEventsId: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description OK. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['AuditEvent'];
        };
      };
      /** @description `request.invalid` */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description `auth.token_missing`, `auth.token_invalid` */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description `auth.forbidden` */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description `audit_event.not_found` */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description `server.busy` */
      503: {
        headers: {
          /** @description Seconds to wait. */
          'Retry-After'?: number;
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
    };
  };
  getStatisticsOverview: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description OK. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['StatisticsOverview'];
        };
      };
      /** @description `request.invalid` */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description `auth.token_missing`, `auth.token_invalid` */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description `auth.forbidden` */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description `server.busy` */
      503: {
        headers: {
          /** @description Seconds to wait. */
          'Retry-After'?: number;
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
    };
  };
  getStatisticsSignIns: {
    parameters: {
      query?: {
        /** @description The first day, in UTC; 29 days before `to` when absent. */
        from?: string;
        /** @description The last day, which is included; today when absent. */
        to?: string;
        groupBy?: 'day' | 'method' | 'connector' | 'application';
        /** @description Adds `series`: the days of each of the largest of these, for a stacked chart. */
        splitBy?: 'method' | 'connector' | 'application';
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description OK. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['SignInStatistics'];
        };
      };
      /** @description `statistics.range_reversed`, `statistics.range_too_long`, `request.invalid` */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description `auth.token_missing`, `auth.token_invalid` */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description `auth.forbidden` */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description `server.busy` */
      503: {
        headers: {
          /** @description Seconds to wait. */
          'Retry-After'?: number;
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
    };
  };
  getStatisticsFailures: {
    parameters: {
      query?: {
        /** @description The first day, in UTC; 29 days before `to` when absent. */
        from?: string;
        /** @description The last day, which is included; today when absent. */
        to?: string;
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description OK. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['FailureStatistics'];
        };
      };
      /** @description `statistics.range_reversed`, `statistics.range_too_long`, `request.invalid` */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description `auth.token_missing`, `auth.token_invalid` */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description `auth.forbidden` */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description `server.busy` */
      503: {
        headers: {
          /** @description Seconds to wait. */
          'Retry-After'?: number;
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
    };
  };
  getStatisticsLastSignIns: {
    parameters: {
      query: {
        of: 'application' | 'connector';
        /** @description Up to 100 ids with commas between. */
        ids: string;
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description OK. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['LastSignIn'][];
        };
      };
      /** @description `request.invalid` */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description `auth.token_missing`, `auth.token_invalid` */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description `auth.forbidden` */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description `server.busy` */
      503: {
        headers: {
          /** @description Seconds to wait. */
          'Retry-After'?: number;
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
    };
  };
  getGetStarted: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description OK. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['GetStarted'];
        };
      };
      /** @description `request.invalid` */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description `auth.token_missing`, `auth.token_invalid` */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description `auth.forbidden` */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description `server.busy` */
      503: {
        headers: {
          /** @description Seconds to wait. */
          'Retry-After'?: number;
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
    };
  };
  getApplicationsIdActivity: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description OK. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['SignInActivity'];
        };
      };
      /** @description `request.invalid` */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description `auth.token_missing`, `auth.token_invalid` */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description `auth.forbidden` */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description `application.not_found` */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description `server.busy` */
      503: {
        headers: {
          /** @description Seconds to wait. */
          'Retry-After'?: number;
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
    };
  };
  getSsoConnectorsIdActivity: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description OK. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['SignInActivity'];
        };
      };
      /** @description `request.invalid` */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description `auth.token_missing`, `auth.token_invalid` */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description `auth.forbidden` */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description `sso.connector_not_found` */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description `server.busy` */
      503: {
        headers: {
          /** @description Seconds to wait. */
          'Retry-After'?: number;
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
    };
  };
  getSsoConnectorsIdScim: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description OK. */
      200: {
        headers: {
          ETag?: string;
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['DirectorySync'];
        };
      };
      /** @description `request.invalid` */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description `auth.token_missing`, `auth.token_invalid` */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description `auth.forbidden` */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description `sso.connector_not_found` */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description `server.busy` */
      503: {
        headers: {
          /** @description Seconds to wait. */
          'Retry-After'?: number;
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
    };
  };
  patchSsoConnectorsIdScim: {
    parameters: {
      query?: never;
      header?: {
        /** @description The ETag that the change is based on. */
        'If-Match'?: string;
      };
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': {
          enabled?: boolean;
          /** @enum {string} */
          onDelete?: 'suspend' | 'delete';
        };
      };
    };
    responses: {
      /** @description OK. */
      200: {
        headers: {
          ETag?: string;
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['DirectorySync'];
        };
      };
      /** @description `request.invalid` */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description `auth.token_missing`, `auth.token_invalid` */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description `auth.forbidden` */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description `sso.connector_not_found` */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description `request.version_mismatch` */
      412: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description `request.too_large` */
      413: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description `request.unsupported_media_type` */
      415: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description `server.busy` */
      503: {
        headers: {
          /** @description Seconds to wait. */
          'Retry-After'?: number;
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
    };
  };
  getSsoConnectorsIdScimTokens: {
    parameters: {
      query?: {
        /** @description From 1, which is the default. */
        page?: number;
        /** @description At most 100; 20 is the default. */
        pageSize?: number;
      };
      header?: never;
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description OK. */
      200: {
        headers: {
          'Total-Number'?: number;
          Link?: string;
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['DirectorySyncToken'][];
        };
      };
      /** @description `request.invalid` */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description `auth.token_missing`, `auth.token_invalid` */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description `auth.forbidden` */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description `sso.connector_not_found` */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description `server.busy` */
      503: {
        headers: {
          /** @description Seconds to wait. */
          'Retry-After'?: number;
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
    };
  };
  postSsoConnectorsIdScimTokens: {
    parameters: {
      query?: never;
      header?: {
        /** @description Makes a repetition answer what the first request did, for 24 hours. */
        'Idempotency-Key'?: string;
      };
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': {
          /** @default 365 */
          expiresInDays?: number;
        };
      };
    };
    responses: {
      /** @description Created. */
      201: {
        headers: {
          'Idempotency-Replayed'?: string;
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['NewDirectorySyncToken'];
        };
      };
      /** @description `request.invalid` */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description `auth.token_missing`, `auth.token_invalid` */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description `auth.forbidden` */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description `sso.connector_not_found` */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description `scim.too_many_tokens`, `request.idempotency_mismatch` */
      409: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description `request.too_large` */
      413: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description `request.unsupported_media_type` */
      415: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description `server.busy` */
      503: {
        headers: {
          /** @description Seconds to wait. */
          'Retry-After'?: number;
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
    };
  };
  deleteSsoConnectorsIdScimTokensToken: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        id: string;
        token: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Done. */
      204: {
        headers: {
          [name: string]: unknown;
        };
        content?: never;
      };
      /** @description `request.invalid` */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description `auth.token_missing`, `auth.token_invalid` */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description `auth.forbidden` */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description `scim.token_not_found` */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description `server.busy` */
      503: {
        headers: {
          /** @description Seconds to wait. */
          'Retry-After'?: number;
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
    };
  };
  getSsoConnectorsIdScimEvents: {
    parameters: {
      query?: {
        outcome?: 'read' | 'changed' | 'unchanged' | 'refused';
        resource?: 'User' | 'Group';
        /** @description A part of the userName or of the name of a group; or an id. */
        search?: string;
        /** @description From 1, which is the default. */
        page?: number;
        /** @description At most 100; 20 is the default. */
        pageSize?: number;
      };
      header?: never;
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description OK. */
      200: {
        headers: {
          'Total-Number'?: number;
          Link?: string;
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['DirectorySyncEvent'][];
        };
      };
      /** @description `request.invalid` */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description `auth.token_missing`, `auth.token_invalid` */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description `auth.forbidden` */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description `sso.connector_not_found` */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description `server.busy` */
      503: {
        headers: {
          /** @description Seconds to wait. */
          'Retry-After'?: number;
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
    };
  };
  getSsoConnectorsIdScimGroups: {
    parameters: {
      query?: {
        /** @description From 1, which is the default. */
        page?: number;
        /** @description At most 100; 20 is the default. */
        pageSize?: number;
      };
      header?: never;
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description OK. */
      200: {
        headers: {
          'Total-Number'?: number;
          Link?: string;
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['DirectoryGroup'][];
        };
      };
      /** @description `request.invalid` */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description `auth.token_missing`, `auth.token_invalid` */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description `auth.forbidden` */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description `sso.connector_not_found` */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description `server.busy` */
      503: {
        headers: {
          /** @description Seconds to wait. */
          'Retry-After'?: number;
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
    };
  };
  putSsoConnectorsIdScimGroupsGroupRoles: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        id: string;
        group: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': {
          roleIds: string[];
        };
      };
    };
    responses: {
      /** @description Done. */
      204: {
        headers: {
          [name: string]: unknown;
        };
        content?: never;
      };
      /** @description `role.unknown`, `request.invalid` */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description `auth.token_missing`, `auth.token_invalid` */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description `auth.forbidden` */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description `scim.group_not_found` */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description `request.too_large` */
      413: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description `request.unsupported_media_type` */
      415: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description `server.busy` */
      503: {
        headers: {
          /** @description Seconds to wait. */
          'Retry-After'?: number;
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
    };
  };
  getUsersIdDirectorySync: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description OK. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['DirectoryManagement'][];
        };
      };
      /** @description `request.invalid` */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description `auth.token_missing`, `auth.token_invalid` */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description `auth.forbidden` */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description `server.busy` */
      503: {
        headers: {
          /** @description Seconds to wait. */
          'Retry-After'?: number;
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
    };
  };
  getExpiry: {
    parameters: {
      query?: {
        state?: 'expired' | 'urgent' | 'soon' | 'fine' | 'unknown';
        connectorId?: string;
        /** @description From 1, which is the default. */
        page?: number;
        /** @description At most 100; 20 is the default. */
        pageSize?: number;
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description OK. */
      200: {
        headers: {
          'Total-Number'?: number;
          Link?: string;
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['ExpiryItem'][];
        };
      };
      /** @description `request.invalid` */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description `auth.token_missing`, `auth.token_invalid` */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description `auth.forbidden` */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description `server.busy` */
      503: {
        headers: {
          /** @description Seconds to wait. */
          'Retry-After'?: number;
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
    };
  };
  getExpirySummary: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description OK. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['ExpirySummary'];
        };
      };
      /** @description `request.invalid` */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description `auth.token_missing`, `auth.token_invalid` */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description `auth.forbidden` */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description `server.busy` */
      503: {
        headers: {
          /** @description Seconds to wait. */
          'Retry-After'?: number;
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
    };
  };
  getExpirySettings: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description OK. */
      200: {
        headers: {
          ETag?: string;
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['ExpirySettings'];
        };
      };
      /** @description `request.invalid` */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description `auth.token_missing`, `auth.token_invalid` */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description `auth.forbidden` */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description `server.busy` */
      503: {
        headers: {
          /** @description Seconds to wait. */
          'Retry-After'?: number;
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
    };
  };
  putExpirySettings: {
    parameters: {
      query?: never;
      header?: {
        /** @description The ETag that the change is based on. */
        'If-Match'?: string;
      };
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': {
          /**
           * @description `administrators`: those whose role may change SSO connectors; `addresses`: those listed.
           * @enum {string}
           */
          recipients: 'administrators' | 'addresses' | 'nobody';
          /** @default [] */
          addresses?: string[];
        };
      };
    };
    responses: {
      /** @description OK. */
      200: {
        headers: {
          ETag?: string;
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['ExpirySettings'];
        };
      };
      /** @description `request.invalid` */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description `auth.token_missing`, `auth.token_invalid` */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description `auth.forbidden` */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description `request.version_mismatch` */
      412: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description `request.too_large` */
      413: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description `request.unsupported_media_type` */
      415: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description `server.busy` */
      503: {
        headers: {
          /** @description Seconds to wait. */
          'Retry-After'?: number;
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
    };
  };
  getStatus: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description OK. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Status'];
        };
      };
      /** @description `request.invalid` */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description `auth.token_missing`, `auth.token_invalid` */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description `auth.forbidden` */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
      /** @description `server.busy` */
      503: {
        headers: {
          /** @description Seconds to wait. */
          'Retry-After'?: number;
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Error'];
        };
      };
    };
  };
}
