/** Causes of OpenID Connect beyond the sign-in itself, in Chinese. */
import type { Words } from './server-words-zh.ts';

const words = (title: string, fix: string): Words => ({ title, fix });

export const zhOidcCauses: Partial<Record<string, Words>> = {
  'client.assertion_rejected': words(
    '身份提供商不接受 Gatehouse 签名的断言。',
    '请在那里登记连接页面显示的当前密钥或证书；轮换之后登记下一个。',
  ),
  'client.assertion_time': words(
    '身份提供商认为签名的断言已过期或尚未生效。',
    '请校准本服务器的时钟；它与身份提供商相差数分钟。',
  ),
  'client.assertion_algorithm': words(
    '身份提供商不接受 Gatehouse 使用的任何签名算法。',
    '请在那里允许 RS256 或 PS256，或改用客户端密钥。',
  ),
  'client.federation_mismatch': words(
    'Entra ID 中没有与此连接器相符的联合凭据。',
    '请在“证书和密码”的“联合凭据”中，逐字填入连接页面显示的颁发者、主题和受众。新凭据需要几分钟才能生效。',
  ),
  'client.federation_key': words(
    'Entra ID 在此颁发者的密钥集中找不到断言的密钥。',
    '请确认从互联网可以读取颁发者的 /.well-known/openid-configuration 及其密钥集。首次设置或轮换之后，请等待半小时。',
  ),
  'client.federation_unreachable': words(
    'Entra ID 无法读取此系统的颁发者。',
    '联合凭据需要互联网可以访问的 https 地址。在此之前请使用证书或密钥。',
  ),
  'step_up.not_reached': words(
    '应用需要比身份提供商所确认的更强的登录方式。',
    '请让身份提供商强制要求：Entra ID 中为身份验证上下文设置条件访问策略，其他提供商为该 acr 值设置规则。连接器的“身份验证上下文”中写有其名称。',
  ),
  'groups.not_permitted': words(
    'Microsoft Graph 不允许 Gatehouse 读取令牌中省略的用户组。',
    '请在“应用注册”的“API 权限”中添加 Microsoft Graph 的委托权限 User.Read 并授予管理员同意，再将 User.Read 加入连接器的额外权限范围；或让 Entra 只在令牌中放入分配给该应用的组。',
  ),
  'groups.throttled': words(
    '目前对 Microsoft Graph 的请求过于频繁。',
    '请一分钟后再次登录，或让 Entra 只在令牌中放入分配给该应用的组。',
  ),
  'groups.unreachable': words(
    'Microsoft Graph 没有响应。',
    '请稍后再试。如果仍然如此，请确认本服务器可以访问 Microsoft Graph。',
  ),
  'groups.bad_answer': words('Microsoft Graph 关于组的回答无法使用。', '请重试；登录记录中写有所见内容。'),
  'groups.too_many': words('此人所在的组超过一万个。', '请让 Entra 只在令牌中放入分配给该应用的组。'),
};
