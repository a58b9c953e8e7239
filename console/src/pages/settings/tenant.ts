/** Keys of what the tabs read of the tenant: a change in one tab is seen in another. */
export const tenantKey = ['settings', 'tenant'];
export const domainsKey = ['custom-domains'];
