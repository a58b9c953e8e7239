/** Texts of the list of connectors, of a new one, and of what stands above a connector's tabs. */
import { defineMessages } from '../../app/i18n.ts';

export const messages = defineMessages(
  {
    title: 'Enterprise SSO',
    description:
      'Connect the identity provider of an organization, such as Microsoft Entra ID or Okta, and its people sign in to your applications with the account they have at work.',
    create: 'New connector',
    list: 'Connectors',
    search: 'Search by name, id or domain',
    columns: {
      name: 'Name',
      type: 'Type',
      domains: 'Domains',
      state: 'State',
      lastSignIn: 'Last sign-in',
      problems: 'Problems',
    },
    states: {
      draft: 'Draft',
      tested: 'Tested',
      enabled: 'Enabled',
      enforced: 'Enforced',
      disabled: 'Disabled',
    },
    more: (count: string) => `+${count}`,
    none: 'None',
    noDomains: 'No domain yet',
    problems: {
      noDomain: 'Enabled, but has no domain',
      unproved: (domains: string) => `Not proved: ${domains}`,
      untested: 'Not tested since the last change',
      failures: (count: string) => `Failed sign-ins lately: ${count}`,
    },
    proved: 'proved',
    unproved: 'not proved',
    emptyTitle: 'No organization is connected yet',
    emptyText:
      'A connector links one organization’s identity provider to Gatehouse. Its people type their work address, are led to their own sign-in page, and come back signed in. You need an application there and its id and secret; a guide beside the form shows each step.',
    off: {
      title: 'Single sign-on is switched off',
      text: 'Nobody is led to a connector until it is switched on for the whole tenant. Tests work all the same.',
      turnOn: 'Switch it on',
      done: 'Single sign-on is on.',
      link: 'Sign-in experience',
    },
    new: {
      title: 'New connector',
      description:
        'Which identity provider does the organization use? Ask its IT department if you don’t know.',
      simulated: 'Try with a simulated Entra ID',
      simulatedText:
        'No tenant at hand? The simulator on this machine stands in for one. Everything is filled in.',
      simulatedDone: 'The simulated Entra ID is connected. Test it next.',
      notRunning: 'The simulator is not running',
      notRunningText: 'Start it in another terminal, then press the card again:',
      notHere: 'The simulator can’t be used here',
      ofProvider: (provider: string) => `New connector: ${provider}`,
      name: 'Name',
      nameHelp: 'Usually the organization’s name. You can change it later.',
      namePlaceholder: 'Acme',
      id: 'Id',
      idHelp: 'Part of the redirect URI, so it can’t be changed later.',
      create: 'Create connector',
      created: (name: string) => `${name} is connected. Test it before people use it.`,
      taken: 'Another connector has this id.',
      mayNot: 'Your role may look at connectors, but not make new ones.',
      basics: 'Organization',
    },
    providers: {
      'entra-oidc': {
        name: 'Microsoft Entra ID',
        text: 'Organizations with Microsoft 365. Formerly Azure Active Directory.',
      },
      'google-workspace': {
        name: 'Google Workspace',
        text: 'Organizations whose people have Google accounts.',
      },
      okta: { name: 'Okta', text: 'Okta organizations, with their own or a custom authorization server.' },
      oidc: {
        name: 'OpenID Connect',
        text: 'Keycloak, Ping, Auth0, ADFS: any provider with a discovery document.',
      },
      'entra-saml': {
        name: 'Microsoft Entra ID (SAML)',
        text: 'Microsoft 365, as an enterprise application with SAML-based sign-on.',
      },
      'google-workspace-saml': {
        name: 'Google Workspace (SAML)',
        text: 'Google accounts of an organization, as a custom SAML app.',
      },
      'okta-saml': { name: 'Okta (SAML)', text: 'Okta organizations, as a SAML 2.0 app integration.' },
      saml: {
        name: 'SAML 2.0',
        text: 'AD FS, Shibboleth, Keycloak, OneLogin: any provider with SAML metadata.',
      },
    },
    tabs: {
      connection: 'Connection',
      experience: 'Experience',
      mapping: 'Mapping',
      test: 'Test',
      'directory-sync': 'Directory sync',
      'provider-tokens': 'Provider’s tokens',
      activity: 'Activity',
      history: 'History',
    },
    tabsLabel: 'Parts of this connector',
    copyId: 'connector id',
    remove: {
      action: 'Delete',
      title: (name: string) => `Delete ${name}?`,
      text: 'Its people can no longer sign in with it, and its settings, domains and tests are gone. Their accounts stay.',
      confirm: 'Delete connector',
      done: (name: string) => `${name} is deleted.`,
    },
  },
  {
    title: '企业单点登录',
    description:
      '连接企业的身份提供商（例如 Microsoft Entra ID 或 Okta），员工即可使用工作账户登录您的应用。',
    create: '新建连接器',
    list: '连接器',
    search: '按名称、标识或域名搜索',
    columns: {
      name: '名称',
      type: '类型',
      domains: '域名',
      state: '状态',
      lastSignIn: '最近登录',
      problems: '问题',
    },
    states: { draft: '草稿', tested: '已测试', enabled: '已启用', enforced: '已强制', disabled: '已停用' },
    more: (count) => `+${count}`,
    none: '无',
    noDomains: '尚无域名',
    problems: {
      noDomain: '已启用，但没有域名',
      unproved: (domains) => `未验证：${domains}`,
      untested: '上次更改后未测试',
      failures: (count) => `近期登录失败：${count} 次`,
    },
    proved: '已验证',
    unproved: '未验证',
    emptyTitle: '尚未连接任何企业',
    emptyText:
      '连接器将一家企业的身份提供商与 Gatehouse 相连。员工输入工作邮箱后会被带到企业自己的登录页面，登录后返回。您需要在对方处注册一个应用，并取得其标识和密钥；表单旁的指南会逐步说明。',
    off: {
      title: '单点登录已关闭',
      text: '在为整个租户开启之前，不会有人被带到连接器。测试仍可进行。',
      turnOn: '开启',
      done: '单点登录已开启。',
      link: '登录体验',
    },
    new: {
      title: '新建连接器',
      description: '该企业使用哪种身份提供商？如不清楚，请询问其 IT 部门。',
      simulated: '使用模拟的 Entra ID 试用',
      simulatedText: '手边没有租户？本机的模拟器可以代替，所有内容都会自动填好。',
      simulatedDone: '已连接模拟的 Entra ID。接下来请测试。',
      notRunning: '模拟器未运行',
      notRunningText: '请在另一个终端启动它，然后再次点击卡片：',
      notHere: '此处无法使用模拟器',
      ofProvider: (provider) => `新建连接器：${provider}`,
      name: '名称',
      nameHelp: '通常是企业名称，之后可以更改。',
      namePlaceholder: 'Acme',
      id: '标识',
      idHelp: '是重定向 URI 的一部分，之后不能更改。',
      create: '创建连接器',
      created: (name) => `${name} 已连接。请在投入使用前进行测试。`,
      taken: '已有其他连接器使用此标识。',
      mayNot: '您的角色可以查看连接器，但不能新建。',
      basics: '企业',
    },
    providers: {
      'entra-oidc': {
        name: 'Microsoft Entra ID',
        text: '使用 Microsoft 365 的企业。原名 Azure Active Directory。',
      },
      'google-workspace': { name: 'Google Workspace', text: '员工使用 Google 账户的企业。' },
      okta: { name: 'Okta', text: 'Okta 组织，使用其自带或自定义的授权服务器。' },
      oidc: { name: 'OpenID Connect', text: 'Keycloak、Ping、Auth0、ADFS：任何提供发现文档的身份提供商。' },
      'entra-saml': {
        name: 'Microsoft Entra ID (SAML)',
        text: '使用 Microsoft 365 的企业，以 SAML 企业应用方式接入。',
      },
      'google-workspace-saml': {
        name: 'Google Workspace (SAML)',
        text: '员工使用 Google 账户的企业，以自定义 SAML 应用方式接入。',
      },
      'okta-saml': { name: 'Okta (SAML)', text: 'Okta 组织，以 SAML 2.0 应用方式接入。' },
      saml: {
        name: 'SAML 2.0',
        text: 'AD FS、Shibboleth、Keycloak、OneLogin：任何提供 SAML 元数据的身份提供商。',
      },
    },
    tabs: {
      connection: '连接',
      experience: '体验',
      mapping: '映射',
      test: '测试',
      'directory-sync': '目录同步',
      'provider-tokens': '提供方令牌',
      activity: '活动',
      history: '历史记录',
    },
    tabsLabel: '此连接器的各部分',
    copyId: '连接器标识',
    remove: {
      action: '删除',
      title: (name) => `要删除 ${name} 吗？`,
      text: '其用户将无法再用它登录，其设置、域名和测试都会被删除。用户的账户会保留。',
      confirm: '删除连接器',
      done: (name) => `${name} 已删除。`,
    },
  },
);

type KnownProvider = keyof typeof messages.en.providers;

/** How the console calls a kind of provider; one that it doesn't know by what the server says. */
export function providerWords(
  m: { providers: Record<KnownProvider, { name: string; text: string }> },
  provider: { id: string; name: string; description: string },
): { name: string; text: string } {
  const known: Partial<Record<string, { name: string; text: string }>> = m.providers;
  return known[provider.id] ?? { name: provider.name, text: provider.description };
}
