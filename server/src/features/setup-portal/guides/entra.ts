/** Microsoft Entra ID: OpenID Connect by an app registration, SAML by an enterprise application. */
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

const window = 'Microsoft Entra admin center';
const registration = ['Overview', 'Authentication', 'Certificates', 'Token config', 'API permissions'];

export const entraOidc: Guide = {
  steps: [
    {
      title: words('Register an application', '注册一个应用'),
      text: words(
        'In the Entra admin center open App registrations and choose New registration. Give it a name that your people will recognise, keep “this organizational directory only”, choose the platform Web and paste the redirect URI.',
        '在 Entra 管理中心打开 App registrations，选择 New registration。填写你的成员能认出的名称，保留 “this organizational directory only”，平台选择 Web，并粘贴重定向 URI。',
      ),
      picture: {
        window,
        nav: ['Users', 'Groups', 'Enterprise apps', 'App registrations'],
        active: 'App registrations',
        title: 'Register an application',
        rows: [
          field('Name', 'Single sign-on'),
          option('This organizational directory only', true),
          markedField('Redirect URI (Web)', 'https://…/callback/…'),
          markedButton('Register'),
        ],
      },
    },
    {
      title: words('Copy the two ids', '复制两个标识'),
      text: words(
        'The overview of the new registration shows the Application (client) ID and the Directory (tenant) ID. You need both: the directory id alone may be entered as the issuer.',
        '新注册应用的概览页显示 Application (client) ID 和 Directory (tenant) ID。两个都需要：颁发者一栏只填目录标识即可。',
      ),
      picture: {
        window,
        nav: registration,
        active: 'Overview',
        title: 'Essentials',
        rows: [
          markedField('Application (client) ID', '7f3c…-…-4b2e'),
          field('Object ID', '1d0a…-…-99c1'),
          markedField('Directory (tenant) ID', '3f0c…-…-4f21'),
        ],
      },
    },
    {
      title: words('Make a client secret', '创建客户端密钥'),
      text: words(
        'Under Certificates & secrets choose New client secret. Copy its Value at once, as it is shown only now; the Secret ID beside it is something else. Note the day it expires: you can renew it here later.',
        '在 Certificates & secrets 下选择 New client secret。请立即复制其 Value，它只显示这一次；旁边的 Secret ID 不是密钥。请记下到期日：以后可在这里更新。',
      ),
      picture: {
        window,
        nav: registration,
        active: 'Certificates',
        title: 'Client secrets',
        rows: [
          button('+ New client secret'),
          field('Expires', '24 months'),
          markedField('Value', 'aB8~…'),
          field('Secret ID', '90c2…'),
        ],
      },
    },
    {
      title: words('Add two optional claims', '添加两个可选声明'),
      text: words(
        'Under Token configuration choose Add optional claim, the type ID, and tick email and xms_edov. They tell the address of a person and whether your organization has verified it.',
        '在 Token configuration 下选择 Add optional claim，类型选 ID，勾选 email 和 xms_edov。它们说明成员的邮箱地址，以及你的组织是否验证过该地址。',
      ),
      picture: {
        window,
        nav: registration,
        active: 'Token config',
        title: 'Add optional claim',
        rows: [
          line('Token type: ID'),
          markedOption('email'),
          option('upn'),
          markedOption('xms_edov'),
          markedButton('Add'),
        ],
      },
    },
  ],
};

const application = ['Overview', 'Users and groups', 'Single sign-on', 'Provisioning'];

export const entraSaml: Guide = {
  steps: [
    {
      title: words('Make an enterprise application', '创建企业应用'),
      text: words(
        'In the Entra admin center open Enterprise apps, choose New application and then Create your own application, and “Integrate any other application you don’t find in the gallery”.',
        '在 Entra 管理中心打开 Enterprise apps，选择 New application，再选 Create your own application，以及 “Integrate any other application you don’t find in the gallery”。',
      ),
      picture: {
        window,
        nav: ['Users', 'Groups', 'Enterprise apps', 'App registrations'],
        active: 'Enterprise apps',
        title: 'Create your own application',
        rows: [
          field('Name of your app', 'Single sign-on'),
          markedOption('Any other application'),
          markedButton('Create'),
        ],
      },
    },
    {
      title: words('Enter the service provider', '填写服务提供方'),
      text: words(
        'Under Single sign-on choose SAML and edit Basic SAML Configuration: the Identifier is {entityId}, the Reply URL is {acsUrl}.',
        '在 Single sign-on 下选择 SAML，编辑 Basic SAML Configuration：Identifier 为 {entityId}，Reply URL 为 {acsUrl}。',
      ),
      picture: {
        window,
        nav: application,
        active: 'Single sign-on',
        title: 'Basic SAML Configuration',
        rows: [
          markedField('Identifier (Entity ID)', 'https://…'),
          markedField('Reply URL (ACS URL)', 'https://…'),
          markedButton('Save'),
        ],
      },
    },
    {
      title: words('Copy the metadata address', '复制元数据地址'),
      text: words(
        'Further down, in SAML Certificates, copy the App Federation Metadata Url. Certificates are then followed by themselves.',
        '在下方的 SAML Certificates 中复制 App Federation Metadata Url。之后证书会自动跟随更新。',
      ),
      picture: {
        window,
        nav: application,
        active: 'Single sign-on',
        title: 'SAML Certificates',
        rows: [
          field('Expiration', '2029-05-01'),
          markedField('App Federation Metadata Url', 'https://login.…'),
        ],
      },
    },
    {
      title: words('Assign your people', '分配成员'),
      text: words(
        'Under Users and groups add who may sign in; nobody else can.',
        '在 Users and groups 下添加可以登录的成员；其他人无法登录。',
      ),
      picture: {
        window,
        nav: application,
        active: 'Users and groups',
        title: 'Users and groups',
        rows: [markedButton('+ Add user/group'), line('All employees')],
      },
    },
  ],
};
