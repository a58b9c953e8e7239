/** Texts about the provider's tokens that are kept for applications. */
import { defineMessages } from '../../app/i18n.ts';

export const messages = defineMessages(
  {
    title: 'Provider’s tokens',
    text: 'Keeps the tokens of each sign-in, sealed, so that an application may call the provider’s own API in the person’s name: read their calendar, say. Applications get the access token, never the refresh token.',
    unsupported: 'SAML has no tokens that could be kept',
    unsupportedText: 'Connect the provider by OpenID Connect to call its API in a person’s name.',
    enabled: 'Store the provider’s tokens',
    enabledText:
      'From the next sign-ins on. A refresh token is asked for as well, where the provider has them.',
    scopes: 'Scopes for the API',
    scopesText:
      'Asked for besides those of the sign-in, such as https://graph.microsoft.com/Calendars.Read. The provider’s administrator has to allow them. Press Enter after each.',
    applications: 'Applications that may have the tokens',
    applicationsText: 'Your own applications on a server, which hold a secret or key.',
    nobody: 'Choose applications',
    none: 'There is no application that could have them yet: it has to be your own, run on a server, and hold a secret or key.',
    stored: 'Stored now',
    storedText:
      'Tokens end with the person, their identity, the connector and this switch. Each can also be deleted on the person’s page.',
    people: 'People with a token',
    refreshable: 'Of them, can be renewed',
    remove: 'Delete all',
    removeTitle: 'Delete all tokens of this provider?',
    removeText:
      'Applications can’t call the provider for anybody until they sign in again. The tokens are revoked at the provider as well, where it can do that.',
    removed: 'All tokens of this provider are deleted.',
    saved: 'Changes saved.',
    endTitle: 'Save, and delete the stored tokens?',
    endText: (people: string) =>
      `This asks the provider for less than before, so what is stored is deleted (people: ${people}). They get new tokens when they sign in again.`,
    endAction: 'Save and delete',
  },
  {
    title: '提供方令牌',
    text: '密封保存每次登录的令牌，让应用可以以该人员的名义调用提供方自己的 API，例如读取其日历。应用只会得到访问令牌，绝不会得到刷新令牌。',
    unsupported: 'SAML 没有可保存的令牌',
    unsupportedText: '要以人员的名义调用提供方的 API，请通过 OpenID Connect 连接该提供方。',
    enabled: '保存提供方的令牌',
    enabledText: '从之后的登录开始。如果提供方支持，还会请求刷新令牌。',
    scopes: '用于 API 的权限范围',
    scopesText:
      '在登录所需范围之外请求，例如 https://graph.microsoft.com/Calendars.Read。提供方的管理员必须允许它们。每输入一项后按回车。',
    applications: '可以得到令牌的应用',
    applicationsText: '您自己的、运行在服务器上并持有密钥的应用。',
    nobody: '选择应用',
    none: '还没有可以得到令牌的应用：它必须是您自己的应用，运行在服务器上，并持有密钥。',
    stored: '当前已保存',
    storedText: '令牌会随人员、其外部身份、连接器和此开关一起结束。也可以在人员页面上单独删除。',
    people: '有令牌的人员',
    refreshable: '其中可续期',
    remove: '全部删除',
    removeTitle: '删除此提供方的所有令牌？',
    removeText:
      '在人员再次登录之前，应用无法以任何人的名义调用提供方。如果提供方支持，令牌也会在那里被撤销。',
    removed: '此提供方的所有令牌已删除。',
    saved: '更改已保存。',
    endTitle: '保存并删除已保存的令牌？',
    endText: (people) =>
      `这次向提供方请求的内容比以前少，因此已保存的令牌将被删除（人数：${people}）。人员再次登录时会得到新令牌。`,
    endAction: '保存并删除',
  },
);
