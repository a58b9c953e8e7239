/** Any other provider of OpenID Connect or SAML. */
import { words } from '../words.ts';
import { field, type Guide, markedField, markedOption, option } from './picture.ts';

const window = 'Your identity provider';

export const genericOidc: Guide = {
  steps: [
    {
      title: words('Register a client', '注册客户端'),
      text: words(
        'Register a confidential client with the authorization code flow (with PKCE S256, if it is a setting), and enter the redirect URI.',
        '注册一个机密客户端，使用授权码流程（如有设置，启用 PKCE S256），并填写重定向 URI。',
      ),
      picture: {
        window,
        title: 'New client',
        rows: [
          field('Type', 'Confidential'),
          option('Authorization code', true),
          markedField('Redirect URI', 'https://…/callback/…'),
        ],
      },
    },
    {
      title: words('Allow the scopes', '允许所需范围'),
      text: words(
        'Allow openid, profile and email. The provider should send email_verified with the address.',
        '允许 openid、profile 和 email。身份提供商应随邮箱地址发送 email_verified。',
      ),
      picture: {
        window,
        title: 'Scopes',
        rows: [markedOption('openid'), markedOption('profile'), markedOption('email'), option('phone')],
      },
    },
    {
      title: words('Note three values', '记下三个值'),
      text: words(
        'You need the issuer (the address below which /.well-known/openid-configuration answers), the client id and its secret.',
        '需要颁发者（在其下 /.well-known/openid-configuration 可以访问的地址）、客户端标识及其密钥。',
      ),
      picture: {
        window,
        title: 'Client',
        rows: [
          markedField('Issuer', 'https://idp.example'),
          markedField('Client ID', 'sso'),
          markedField('Client secret', '••••••••'),
        ],
      },
    },
  ],
};

export const genericSaml: Guide = {
  steps: [
    {
      title: words('Add a service provider', '添加服务提供方'),
      text: words(
        'Add it by its metadata ({metadataUrl}) or by hand: the entity id is {entityId}, the assertion consumer service (HTTP-POST) is {acsUrl}.',
        '通过元数据（{metadataUrl}）添加，或手动填写：实体标识为 {entityId}，断言消费服务（HTTP-POST）为 {acsUrl}。',
      ),
      picture: {
        window,
        title: 'New service provider',
        rows: [markedField('Entity ID', 'https://…'), markedField('Assertion consumer service', 'https://…')],
      },
    },
    {
      title: words('Send the email address', '发送邮箱地址'),
      text: words(
        'Sign the assertion (SHA-256), and send the email address as NameID or as an attribute.',
        '对断言签名（SHA-256），并以 NameID 或属性的形式发送邮箱地址。',
      ),
      picture: {
        window,
        title: 'Assertion',
        rows: [
          markedOption('Sign assertions'),
          markedField('NameID', 'Email address'),
          field('Signature', 'RSA-SHA256'),
        ],
      },
    },
    {
      title: words('Take its metadata', '获取其元数据'),
      text: words(
        'Copy the address of the provider’s own metadata, or download it to upload it here.',
        '复制身份提供商自己的元数据地址，或下载后在这里上传。',
      ),
      picture: {
        window,
        title: 'Identity provider',
        rows: [markedField('Metadata URL', 'https://idp.example/metadata')],
      },
    },
  ],
};
