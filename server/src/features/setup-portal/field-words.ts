/** The fields of providers' forms in Chinese, by their names; the English is the presets' own. */
import type { Locale } from '../../kernel/i18n/index.ts';
import type { ConfigField } from './connection-form.ts';

type FieldWords = Pick<ConfigField, 'title' | 'help'>;

const zhCN: Partial<Record<string, FieldWords>> = {
  issuer: { title: '颁发者（Issuer）', help: '身份提供商的地址；粘贴其 OpenID 配置的地址也可以。' },
  clientId: { title: '客户端标识（Client ID）' },
  clientSecret: { title: '客户端密钥（Client secret）', help: '填写密钥的值，而不是它的标识。' },
  clientSecretExpiresAt: { title: '客户端密钥到期日', help: '按身份提供商显示的日期填写，以便及时提醒。' },
  extraScopes: { title: '额外的范围', help: '除 openid、profile 和 email 之外请求的范围。' },
  allowedTenants: {
    title: '允许的租户',
    help: '其成员可以登录的租户标识；仅当颁发者为 common 或 organizations 时使用。',
  },
  hostedDomains: {
    title: 'Workspace 主域名',
    help: '连接自己的域名已包含在内；当成员的地址属于次要域名时，请填写主域名。',
  },
  clientAuthentication: { title: '客户端认证方式', help: '向令牌端点发送密钥的方式。' },
  metadataUrl: { title: '元数据地址', help: '身份提供商的 SAML 元数据所在的地址。' },
  entityId: { title: '身份提供商的实体标识', help: '也称为颁发者。有元数据时可以留空。' },
  ssoUrl: { title: '登录地址', help: '登录请求发送到的地址；仅在没有元数据时填写。' },
  ssoBinding: { title: '登录请求的绑定方式', help: '除非身份提供商要求表单提交，否则使用 redirect。' },
  sloUrl: { title: '注销地址', help: '仅在没有元数据时填写。' },
  certificates: { title: '签名证书', help: '仅在没有元数据时填写。更换证书期间可以填写两个。' },
  signRequests: { title: '对请求签名' },
  wantAssertionsEncrypted: { title: '仅接受加密的断言' },
  nameIdFormat: { title: 'NameID 格式', help: '“any” 表示接受身份提供商设置的任何格式。' },
  metadata: { title: '元数据（XML）', help: '上传或粘贴身份提供商的 SAML 元数据。' },
};

export function fieldWords({ name, title, help }: ConfigField, locale: Locale): FieldWords {
  const own = { title, ...(help !== undefined && { help }) };
  return locale === 'zh-CN' ? (zhCN[name] ?? own) : own;
}
