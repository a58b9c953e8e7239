/** What each rule of a sign-in looks at, in plain words; a rule that has none here is named by itself. */
import type { Locale } from '../../kernel/i18n/index.ts';
import { type Words, words } from './words.ts';

const names: Partial<Record<string, Words>> = {
  'connector.open': words('The connector is enabled', '连接器已启用'),
  discovery: words('The provider’s configuration can be read', '可以读取身份提供商的配置'),
  'discovery.keys': words('The provider publishes its keys', '身份提供商发布了密钥'),
  'discovery.client_authentication': words(
    'The provider knows our way of sending the secret',
    '身份提供商支持我们的密钥发送方式',
  ),
  'discovery.pkce': words('The provider knows PKCE', '身份提供商支持 PKCE'),
  'discovery.scope': words('The provider knows the scopes', '身份提供商支持所需范围'),
  'callback.request': words('The answer belongs to this sign-in', '回应属于这次登录'),
  'callback.form': words('The answer is complete', '回应完整'),
  'callback.issuer': words('The answer comes from the provider that was asked', '回应来自所请求的身份提供商'),
  'token.exchange': words('The code was exchanged for tokens', '已用授权码换取令牌'),
  'id_token.algorithm': words('The ID token is signed in an accepted way', 'ID 令牌的签名方式可接受'),
  'id_token.time': words('The ID token is valid now', 'ID 令牌在有效期内'),
  'id_token.claims': words('The ID token has every claim it must have', 'ID 令牌包含所有必需的声明'),
  'id_token.issuer': words('The ID token comes from the configured issuer', 'ID 令牌来自所配置的颁发者'),
  'id_token.audience': words('The ID token is meant for this application', 'ID 令牌是给此应用的'),
  'id_token.nonce': words('The ID token belongs to this sign-in', 'ID 令牌属于这次登录'),
  'id_token.signature': words('The signature is right', '签名正确'),
  'id_token.access_token': words('ID token and access token belong together', 'ID 令牌与访问令牌相匹配'),
  'id_token.issued_at': words('The ID token was issued for this sign-in', 'ID 令牌为这次登录签发'),
  'id_token.authorized_party': words('The ID token was issued to this application', 'ID 令牌签发给此应用'),
  'id_token.freshness': words('The sign-in at the provider is recent enough', '在身份提供商处的登录足够近'),
  'userinfo.subject': words('The profile belongs to the same person', '用户信息属于同一个人'),
  'entra.tenant': words('The Entra tenant is accepted', 'Entra 租户可接受'),
  'google.hosted_domain': words('The Workspace domain is accepted', 'Workspace 域名可接受'),
  'identity.key': words('The provider says who the person is', '身份提供商说明了此人是谁'),
  'email.domain': words('The address is in a domain of the connector', '邮箱地址属于连接器的域名'),
  'email.verified': words('The address counts as verified', '邮箱地址视为已验证'),
  'groups.listed': words('Groups are complete', '组信息完整'),
  'user.link': words('The person is matched with an account', '此人已匹配到账号'),
  'profile.email': words('The account’s address is updated', '账号的邮箱地址已更新'),
};

export const ruleName = (rule: string, locale: Locale): string =>
  names[rule]?.[locale] ?? rule.replaceAll(/[._]/g, ' ');
