/** Google Workspace and Okta, each by OpenID Connect and by SAML. */
import { words } from '../words.ts';
import {
  button,
  field,
  type Guide,
  line,
  markedButton,
  markedField,
  markedOption,
  option,
} from './picture.ts';

const cloud = 'Google Cloud console';
const cloudNav = ['Branding', 'Audience', 'Clients', 'Data access'];

export const googleOidc: Guide = {
  steps: [
    {
      title: words('Keep it to your organization', '仅限你的组织'),
      text: words(
        'In the Google Cloud console open Google Auth Platform and, under Audience, choose Internal: only people of your Workspace can sign in.',
        '在 Google Cloud 控制台打开 Google Auth Platform，在 Audience 下选择 Internal：只有你的 Workspace 成员可以登录。',
      ),
      picture: {
        window: cloud,
        nav: cloudNav,
        active: 'Audience',
        title: 'User type',
        rows: [markedOption('Internal'), option('External')],
      },
    },
    {
      title: words('Make an OAuth client', '创建 OAuth 客户端'),
      text: words(
        'Under Clients choose Create client, the type Web application, and add the redirect URI under Authorized redirect URIs.',
        '在 Clients 下选择 Create client，类型选 Web application，并在 Authorized redirect URIs 下添加重定向 URI。',
      ),
      picture: {
        window: cloud,
        nav: cloudNav,
        active: 'Clients',
        title: 'Create OAuth client ID',
        rows: [
          field('Application type', 'Web application'),
          markedField('Authorized redirect URIs', 'https://…/callback/…'),
          markedButton('Create'),
        ],
      },
    },
    {
      title: words('Copy id and secret', '复制标识和密钥'),
      text: words(
        'The window that opens shows the Client ID and the Client secret.',
        '弹出的窗口显示 Client ID 和 Client secret。',
      ),
      picture: {
        window: cloud,
        title: 'OAuth client created',
        rows: [
          markedField('Client ID', '….apps.googleusercontent.com'),
          markedField('Client secret', 'GOCSPX-…'),
        ],
      },
    },
  ],
};

const admin = 'Google Admin console';

export const googleSaml: Guide = {
  steps: [
    {
      title: words('Add a custom SAML app', '添加自定义 SAML 应用'),
      text: words(
        'In the Google Admin console open Apps → Web and mobile apps, choose Add app → Add custom SAML app, and download the metadata on the page that follows.',
        '在 Google 管理控制台打开 Apps → Web and mobile apps，选择 Add app → Add custom SAML app，并在下一页下载元数据。',
      ),
      picture: {
        window: admin,
        nav: ['Directory', 'Devices', 'Apps', 'Security'],
        active: 'Apps',
        title: 'Identity provider details',
        rows: [
          markedButton('Download metadata'),
          field('SSO URL', 'https://accounts.google.com/…'),
          field('Entity ID', 'https://accounts.google.com/…'),
        ],
      },
    },
    {
      title: words('Enter the service provider', '填写服务提供方'),
      text: words(
        'The ACS URL is {acsUrl}, the Entity ID is {entityId}; the Name ID format is EMAIL, the Name ID is the primary email.',
        'ACS URL 为 {acsUrl}，Entity ID 为 {entityId}；Name ID 格式为 EMAIL，Name ID 为主邮箱。',
      ),
      picture: {
        window: admin,
        title: 'Service provider details',
        rows: [
          markedField('ACS URL', 'https://…'),
          markedField('Entity ID', 'https://…'),
          field('Name ID format', 'EMAIL'),
        ],
      },
    },
    {
      title: words('Switch it on for your people', '为成员启用'),
      text: words(
        'Open User access of the app and switch it on for everyone or for a unit.',
        '打开应用的 User access，为所有人或某个单位启用。',
      ),
      picture: {
        window: admin,
        title: 'Service status',
        rows: [markedOption('ON for everyone'), option('OFF for everyone')],
      },
    },
  ],
};

const okta = 'Okta admin console';
const oktaNav = ['Dashboard', 'Directory', 'Applications', 'Security'];

export const oktaOidc: Guide = {
  steps: [
    {
      title: words('Create an app integration', '创建应用集成'),
      text: words(
        'Under Applications choose Create App Integration, then OIDC – OpenID Connect and Web Application.',
        '在 Applications 下选择 Create App Integration，然后选 OIDC – OpenID Connect 和 Web Application。',
      ),
      picture: {
        window: okta,
        nav: oktaNav,
        active: 'Applications',
        title: 'Create a new app integration',
        rows: [
          markedOption('OIDC - OpenID Connect'),
          option('SAML 2.0'),
          markedOption('Web Application'),
          markedButton('Next'),
        ],
      },
    },
    {
      title: words('Enter the redirect URI', '填写重定向 URI'),
      text: words(
        'Keep the grant type Authorization Code and paste the redirect URI under Sign-in redirect URIs. Under Assignments choose who may sign in.',
        '保留授权类型 Authorization Code，将重定向 URI 粘贴到 Sign-in redirect URIs。在 Assignments 下选择谁可以登录。',
      ),
      picture: {
        window: okta,
        nav: oktaNav,
        active: 'Applications',
        title: 'New Web App Integration',
        rows: [
          option('Authorization Code', true),
          markedField('Sign-in redirect URIs', 'https://…/callback/…'),
          markedButton('Save'),
        ],
      },
    },
    {
      title: words('Copy id, secret and address', '复制标识、密钥和地址'),
      text: words(
        'The page of the app shows Client ID and Client secret. The issuer is the address of your Okta organization, such as https://acme.okta.com.',
        '应用页面显示 Client ID 和 Client secret。颁发者是你的 Okta 组织地址，例如 https://acme.okta.com。',
      ),
      picture: {
        window: okta,
        nav: oktaNav,
        active: 'Applications',
        title: 'Client credentials',
        rows: [
          markedField('Client ID', '0oa1…'),
          markedField('Client secret', '••••••••'),
          button('Copy to clipboard'),
        ],
      },
    },
  ],
};

export const oktaSaml: Guide = {
  steps: [
    {
      title: words('Create an app integration', '创建应用集成'),
      text: words(
        'Under Applications choose Create App Integration, then SAML 2.0.',
        '在 Applications 下选择 Create App Integration，然后选 SAML 2.0。',
      ),
      picture: {
        window: okta,
        nav: oktaNav,
        active: 'Applications',
        title: 'Create a new app integration',
        rows: [option('OIDC - OpenID Connect'), markedOption('SAML 2.0'), markedButton('Next')],
      },
    },
    {
      title: words('Enter the service provider', '填写服务提供方'),
      text: words(
        'The Single sign-on URL is {acsUrl}, the Audience URI (SP Entity ID) is {entityId}. The application username is Email.',
        'Single sign-on URL 为 {acsUrl}，Audience URI (SP Entity ID) 为 {entityId}。Application username 选 Email。',
      ),
      picture: {
        window: okta,
        nav: oktaNav,
        active: 'Applications',
        title: 'SAML settings',
        rows: [
          markedField('Single sign-on URL', 'https://…'),
          markedField('Audience URI (SP Entity ID)', 'https://…'),
          field('Application username', 'Email'),
        ],
      },
    },
    {
      title: words('Copy the metadata address, assign people', '复制元数据地址并分配成员'),
      text: words(
        'On the tab Sign On copy the Metadata URL. Under Assignments choose who may sign in.',
        '在 Sign On 页签复制 Metadata URL。在 Assignments 下选择谁可以登录。',
      ),
      picture: {
        window: okta,
        nav: oktaNav,
        active: 'Applications',
        title: 'Sign On',
        rows: [line('SAML 2.0'), markedField('Metadata URL', 'https://acme.okta.com/…'), button('Copy')],
      },
    },
  ],
};
