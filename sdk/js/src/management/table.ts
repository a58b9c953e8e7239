/**
 * How each method of the management client is called over HTTP, and the permissions that there are.
 * Generated from server/test/openapi.json by `npm run generate -w sdk/js`: change the server, then generate again.
 */

/** Every permission of the management API; `all` stands for each of them. */
export const permissions = [
  'all',
  'applications:read',
  'applications:write',
  'users:read',
  'users:write',
  'organizations:read',
  'organizations:write',
  'sso-connectors:read',
  'sso-connectors:write',
  'expiry:read',
  'expiry:write',
  'sign-in-experience:read',
  'sign-in-experience:write',
  'api-resources:read',
  'api-resources:write',
  'roles:read',
  'roles:write',
  'signing-keys:read',
  'signing-keys:write',
  'security-settings:read',
  'security-settings:write',
  'sessions:read',
  'sessions:write',
  'mail-settings:read',
  'mail-settings:write',
  'mail-messages:read',
  'audit-events:read',
  'statistics:read',
  'administrators:read',
  'administrators:write',
  'tenants:read',
  'tenants:write',
  'custom-domains:read',
  'custom-domains:write',
  'status:read',
] as const;

/** Name of a permission: the scope of an access token, and what an application is granted. */
export type ManagementPermission = (typeof permissions)[number];

/** Method and path of each operation, and which of body, query, pages and Idempotency-Key it has. */
export const operations = {
  applications: {
    list: { method: 'GET', path: '/applications', query: true, paged: true },
    create: { method: 'POST', path: '/applications', body: true, idempotencyKey: true },
    get: { method: 'GET', path: '/applications/{id}' },
    update: { method: 'PATCH', path: '/applications/{id}', body: true },
    delete: { method: 'DELETE', path: '/applications/{id}' },
    secrets: {
      list: { method: 'GET', path: '/applications/{id}/secrets' },
      create: { method: 'POST', path: '/applications/{id}/secrets', body: true, idempotencyKey: true },
      delete: { method: 'DELETE', path: '/applications/{id}/secrets/{secret}' },
    },
    permissions: {
      list: { method: 'GET', path: '/applications/{id}/permissions' },
      set: { method: 'PUT', path: '/applications/{id}/permissions', body: true },
    },
    activity: {
      get: { method: 'GET', path: '/applications/{id}/activity' },
    },
  },
  apiResources: {
    list: { method: 'GET', path: '/api-resources', query: true, paged: true },
    create: { method: 'POST', path: '/api-resources', body: true, idempotencyKey: true },
    get: { method: 'GET', path: '/api-resources/{id}' },
    update: { method: 'PATCH', path: '/api-resources/{id}', body: true },
    delete: { method: 'DELETE', path: '/api-resources/{id}' },
    permissions: {
      create: { method: 'POST', path: '/api-resources/{id}/permissions', body: true, idempotencyKey: true },
      update: { method: 'PATCH', path: '/api-resources/{id}/permissions/{name}', body: true },
      delete: { method: 'DELETE', path: '/api-resources/{id}/permissions/{name}' },
    },
  },
  roles: {
    list: { method: 'GET', path: '/roles', query: true, paged: true },
    create: { method: 'POST', path: '/roles', body: true, idempotencyKey: true },
    get: { method: 'GET', path: '/roles/{id}' },
    update: { method: 'PATCH', path: '/roles/{id}', body: true },
    delete: { method: 'DELETE', path: '/roles/{id}' },
    setPermissions: { method: 'PUT', path: '/roles/{id}/permissions', body: true },
    members: {
      list: { method: 'GET', path: '/roles/{id}/members', query: true, paged: true },
      set: { method: 'PUT', path: '/roles/{id}/members/{userId}' },
      delete: { method: 'DELETE', path: '/roles/{id}/members/{userId}' },
    },
  },
  signInExperience: {
    get: { method: 'GET', path: '/sign-in-experience' },
    update: { method: 'PATCH', path: '/sign-in-experience', body: true },
    preview: { method: 'POST', path: '/sign-in-experience/preview', body: true },
  },
  images: {
    list: { method: 'GET', path: '/images', query: true, paged: true },
    create: { method: 'POST', path: '/images', body: true, idempotencyKey: true },
    delete: { method: 'DELETE', path: '/images/{id}' },
  },
  users: {
    list: { method: 'GET', path: '/users', query: true, paged: true },
    create: { method: 'POST', path: '/users', body: true, idempotencyKey: true },
    get: { method: 'GET', path: '/users/{id}' },
    update: { method: 'PATCH', path: '/users/{id}', body: true },
    delete: { method: 'DELETE', path: '/users/{id}' },
    suspend: { method: 'POST', path: '/users/{id}/suspend' },
    resume: { method: 'POST', path: '/users/{id}/resume' },
    setPassword: { method: 'PUT', path: '/users/{id}/password', body: true },
    identities: {
      list: { method: 'GET', path: '/users/{id}/identities' },
      delete: { method: 'DELETE', path: '/users/{id}/identities/{identity}' },
    },
    permissions: {
      list: { method: 'GET', path: '/users/{id}/permissions' },
      set: { method: 'PUT', path: '/users/{id}/permissions', body: true },
    },
    roles: {
      list: { method: 'GET', path: '/users/{id}/roles' },
      set: { method: 'PUT', path: '/users/{id}/roles', body: true },
    },
    secondFactor: {
      get: { method: 'GET', path: '/users/{id}/second-factor' },
      delete: { method: 'DELETE', path: '/users/{id}/second-factor' },
    },
    organizations: {
      list: { method: 'GET', path: '/users/{id}/organizations' },
    },
    ssoTokens: {
      list: { method: 'GET', path: '/users/{id}/sso-tokens' },
      delete: { method: 'DELETE', path: '/users/{id}/sso-tokens/{identity}' },
    },
    sessions: {
      list: { method: 'GET', path: '/users/{id}/sessions' },
      deleteAll: { method: 'DELETE', path: '/users/{id}/sessions' },
      delete: { method: 'DELETE', path: '/users/{id}/sessions/{session}' },
    },
    grants: {
      list: { method: 'GET', path: '/users/{id}/grants' },
      delete: { method: 'DELETE', path: '/users/{id}/grants/{grant}' },
    },
    directorySync: {
      list: { method: 'GET', path: '/users/{id}/directory-sync' },
    },
  },
  organizations: {
    list: { method: 'GET', path: '/organizations', query: true, paged: true },
    create: { method: 'POST', path: '/organizations', body: true, idempotencyKey: true },
    get: { method: 'GET', path: '/organizations/{id}' },
    update: { method: 'PATCH', path: '/organizations/{id}', body: true },
    delete: { method: 'DELETE', path: '/organizations/{id}' },
    members: {
      list: { method: 'GET', path: '/organizations/{id}/members', query: true, paged: true },
      set: { method: 'PUT', path: '/organizations/{id}/members/{user}' },
      delete: { method: 'DELETE', path: '/organizations/{id}/members/{user}' },
    },
    connectors: {
      list: { method: 'GET', path: '/organizations/{id}/connectors', query: true, paged: true },
    },
  },
  ssoProviders: {
    list: { method: 'GET', path: '/sso-providers', query: true, paged: true },
  },
  ssoConnectors: {
    list: { method: 'GET', path: '/sso-connectors', query: true, paged: true },
    create: { method: 'POST', path: '/sso-connectors', body: true, idempotencyKey: true },
    get: { method: 'GET', path: '/sso-connectors/{id}' },
    update: { method: 'PATCH', path: '/sso-connectors/{id}', body: true },
    delete: { method: 'DELETE', path: '/sso-connectors/{id}' },
    enable: { method: 'POST', path: '/sso-connectors/{id}/enable' },
    disable: { method: 'POST', path: '/sso-connectors/{id}/disable' },
    enforce: { method: 'POST', path: '/sso-connectors/{id}/enforce' },
    unenforce: { method: 'POST', path: '/sso-connectors/{id}/unenforce' },
    enforcement: {
      get: { method: 'GET', path: '/sso-connectors/{id}/enforcement' },
    },
    versions: {
      list: { method: 'GET', path: '/sso-connectors/{id}/versions', query: true, paged: true },
      get: { method: 'GET', path: '/sso-connectors/{id}/versions/{version}' },
      restore: { method: 'POST', path: '/sso-connectors/{id}/versions/{version}/restore' },
    },
    rollBack: {
      acknowledge: { method: 'POST', path: '/sso-connectors/{id}/roll-back/acknowledge' },
    },
    check: { method: 'POST', path: '/sso-connectors/{id}/check' },
    tests: {
      create: { method: 'POST', path: '/sso-connectors/{id}/tests' },
      list: { method: 'GET', path: '/sso-connectors/{id}/tests', query: true, paged: true },
      get: { method: 'GET', path: '/sso-connectors/{id}/tests/{test}' },
    },
    renewals: { method: 'POST', path: '/sso-connectors/{id}/renewals', body: true },
    preview: { method: 'POST', path: '/sso-connectors/preview', body: true },
    simulated: { method: 'POST', path: '/sso-connectors/simulated' },
    clientCredentials: {
      get: { method: 'GET', path: '/sso-connectors/{id}/client-credentials' },
      rotate: { method: 'POST', path: '/sso-connectors/{id}/client-credentials/rotate', body: true },
    },
    tokens: {
      get: { method: 'GET', path: '/sso-connectors/{id}/tokens' },
      delete: { method: 'DELETE', path: '/sso-connectors/{id}/tokens' },
    },
    mapping: {
      simulate: { method: 'POST', path: '/sso-connectors/{id}/mapping/simulate', body: true },
      impact: { method: 'POST', path: '/sso-connectors/{id}/mapping/impact', body: true },
    },
    domains: {
      list: { method: 'GET', path: '/sso-connectors/{id}/domains', query: true, paged: true },
      create: { method: 'POST', path: '/sso-connectors/{id}/domains', body: true },
      verify: { method: 'POST', path: '/sso-connectors/{id}/domains/{domain}/verify' },
      delete: { method: 'DELETE', path: '/sso-connectors/{id}/domains/{domain}' },
    },
    activity: {
      get: { method: 'GET', path: '/sso-connectors/{id}/activity' },
    },
    scim: {
      get: { method: 'GET', path: '/sso-connectors/{id}/scim' },
      update: { method: 'PATCH', path: '/sso-connectors/{id}/scim', body: true },
      tokens: {
        list: { method: 'GET', path: '/sso-connectors/{id}/scim/tokens', query: true, paged: true },
        create: {
          method: 'POST',
          path: '/sso-connectors/{id}/scim/tokens',
          body: true,
          idempotencyKey: true,
        },
        delete: { method: 'DELETE', path: '/sso-connectors/{id}/scim/tokens/{token}' },
      },
      events: {
        list: { method: 'GET', path: '/sso-connectors/{id}/scim/events', query: true, paged: true },
      },
      groups: {
        list: { method: 'GET', path: '/sso-connectors/{id}/scim/groups', query: true, paged: true },
        setRoles: { method: 'PUT', path: '/sso-connectors/{id}/scim/groups/{group}/roles', body: true },
      },
    },
  },
  breakGlass: {
    list: { method: 'GET', path: '/break-glass', query: true, paged: true },
    codes: { method: 'POST', path: '/break-glass/codes' },
  },
  samlKeys: {
    get: { method: 'GET', path: '/saml-keys' },
    next: { method: 'POST', path: '/saml-keys/next' },
    rotate: { method: 'POST', path: '/saml-keys/rotate', body: true },
  },
  ssoAttempts: {
    list: { method: 'GET', path: '/sso-attempts', query: true, paged: true },
    get: { method: 'GET', path: '/sso-attempts/{reference}' },
    replay: { method: 'POST', path: '/sso-attempts/{reference}/replay' },
  },
  ssoCauses: {
    list: { method: 'GET', path: '/sso-causes', query: true, paged: true },
  },
  ssoSettings: {
    get: { method: 'GET', path: '/sso-settings' },
    update: { method: 'PATCH', path: '/sso-settings', body: true },
  },
  signingKeys: {
    get: { method: 'GET', path: '/signing-keys' },
    rotate: { method: 'POST', path: '/signing-keys/rotate', body: true },
    setAlgorithm: { method: 'PUT', path: '/signing-keys/algorithm', body: true },
    rotateCookieKey: { method: 'POST', path: '/signing-keys/rotate-cookie-key' },
  },
  securitySettings: {
    get: { method: 'GET', path: '/security-settings' },
    update: { method: 'PATCH', path: '/security-settings', body: true },
  },
  tenants: {
    list: { method: 'GET', path: '/tenants', query: true, paged: true },
    create: { method: 'POST', path: '/tenants', body: true },
    get: { method: 'GET', path: '/tenants/{id}' },
    update: { method: 'PATCH', path: '/tenants/{id}', body: true },
    delete: { method: 'DELETE', path: '/tenants/{id}' },
  },
  customDomains: {
    list: { method: 'GET', path: '/custom-domains', query: true, paged: true },
    create: { method: 'POST', path: '/custom-domains', body: true },
    get: { method: 'GET', path: '/custom-domains/{domain}' },
    delete: { method: 'DELETE', path: '/custom-domains/{domain}' },
    verify: { method: 'POST', path: '/custom-domains/{domain}/verify' },
    activate: { method: 'POST', path: '/custom-domains/{domain}/activate', body: true },
    deactivate: { method: 'POST', path: '/custom-domains/{domain}/deactivate', body: true },
  },
  administrators: {
    list: { method: 'GET', path: '/administrators', query: true, paged: true },
    get: { method: 'GET', path: '/administrators/{id}' },
    update: { method: 'PATCH', path: '/administrators/{id}', body: true },
    delete: { method: 'DELETE', path: '/administrators/{id}' },
  },
  administratorInvitations: {
    list: { method: 'GET', path: '/administrator-invitations', query: true, paged: true },
    create: { method: 'POST', path: '/administrator-invitations', body: true, idempotencyKey: true },
    delete: { method: 'DELETE', path: '/administrator-invitations/{id}' },
    resend: { method: 'POST', path: '/administrator-invitations/{id}/resend' },
  },
  setupLinks: {
    list: { method: 'GET', path: '/setup-links', query: true, paged: true },
    create: { method: 'POST', path: '/setup-links', body: true, idempotencyKey: true },
    get: { method: 'GET', path: '/setup-links/{id}' },
    events: {
      list: { method: 'GET', path: '/setup-links/{id}/events', query: true, paged: true },
    },
    renew: { method: 'POST', path: '/setup-links/{id}/renew', body: true },
    revoke: { method: 'POST', path: '/setup-links/{id}/revoke' },
  },
  mailSettings: {
    get: { method: 'GET', path: '/mail-settings' },
    set: { method: 'PUT', path: '/mail-settings', body: true },
    delete: { method: 'DELETE', path: '/mail-settings' },
    test: { method: 'POST', path: '/mail-settings/test', body: true },
  },
  mailMessages: {
    list: { method: 'GET', path: '/mail-messages' },
  },
  auditEvents: {
    list: { method: 'GET', path: '/audit-events', query: true, paged: true },
    get: { method: 'GET', path: '/audit-events/{id}' },
  },
  statistics: {
    overview: {
      get: { method: 'GET', path: '/statistics/overview' },
    },
    signIns: {
      get: { method: 'GET', path: '/statistics/sign-ins', query: true },
    },
    failures: {
      get: { method: 'GET', path: '/statistics/failures', query: true },
    },
    lastSignIns: {
      list: { method: 'GET', path: '/statistics/last-sign-ins', query: true },
    },
  },
  getStarted: {
    get: { method: 'GET', path: '/get-started' },
  },
  expiry: {
    list: { method: 'GET', path: '/expiry', query: true, paged: true },
    summary: {
      get: { method: 'GET', path: '/expiry/summary' },
    },
    settings: {
      get: { method: 'GET', path: '/expiry/settings' },
      set: { method: 'PUT', path: '/expiry/settings', body: true },
    },
  },
  status: {
    get: { method: 'GET', path: '/status' },
  },
} as const;
