/** Texts of the custom domains' tab. */
import { defineMessages } from '../../app/i18n.ts';

export const messages = defineMessages(
  {
    title: 'Custom domains',
    text: 'People then sign in at a host name of yours, such as login.example.com. Nothing changes for anybody until a domain is proved and activated, and the old address keeps answering.',
    domain: 'Host name',
    add: 'Add domain',
    added: (domain: string) => `${domain} is added. Publish its DNS record next.`,
    problems: {
      'custom_domain.malformed': 'Write it like login.example.com: no scheme, port, path or address.',
      'custom_domain.public_suffix': 'Everybody has domains below this one. Give a host name of your own.',
      'custom_domain.public_mail': 'This belongs to a public mail provider. Give a host name of your own.',
      'custom_domain.reserved': 'This belongs to the installation itself. Choose another name.',
      'custom_domain.exists': 'The tenant has this domain already.',
      'custom_domain.too_many': 'A tenant has at most five. Delete one first.',
    },
    none: 'No custom domain',
    noneText:
      'Tenants that do not trust each other should each have one: cookies and passwords then belong to one host name alone.',
    states: { unproved: 'Not proved', proved: 'Proved', active: 'Active' },
    primary: 'First address',
    stateTexts: {
      unproved: 'Publish the DNS record below, then verify it.',
      proved: 'The record was found. Prepare the web proxy, then activate the domain.',
      active: 'The tenant answers here. Leave the DNS record in place.',
    },
    record: 'DNS record (TXT)',
    recordName: 'Name',
    recordValue: 'Value',
    baseUrl: 'Endpoint',
    issuer: 'Issuer',
    proxy: 'Before you activate it',
    proxySteps: [
      'Point the name (CNAME or A) to the web proxy in front of Gatehouse, and give the proxy a certificate for it.',
      'Let the proxy pass the Host header on unchanged.',
    ].join(' '),
    connectors: (url: string) =>
      `Add a second redirect address for each enterprise connector at its identity provider: ${url}`,
    checked: 'Last checked:',
    verify: 'Verify',
    verified: (domain: string) => `${domain} is proved.`,
    stillProved: 'The DNS record is in place.',
    refusals: {
      'custom_domain.unproved': {
        title: 'The record was not found',
        text: 'It can take minutes, sometimes an hour, until a new record is visible everywhere. Compare name and value with what your DNS provider shows, and try again.',
      },
      'custom_domain.taken': {
        title: 'Another tenant of this installation has this domain',
        text: 'Give it up there first, and remove its TXT record.',
      },
      'custom_domain.dns_unreachable': {
        title: 'The DNS did not answer',
        text: 'Try again in a moment.',
      },
      'custom_domain.not_proved': {
        title: 'The domain is not proved any more',
        text: 'Publish its TXT record and verify it first.',
      },
    },
    activate: 'Activate',
    activateTitle: (domain: string) => `Activate ${domain}?`,
    activateText: (issuer: string) =>
      `The tenant then answers here, too, with an issuer of its own: ${issuer}. Tokens from this address carry it.`,
    activateMore:
      'Nothing breaks: the address before it keeps answering with its own issuer. Move your applications one after the other by changing their endpoint; people sign in once more, as cookies belong to a host.',
    activated: (domain: string) => `The tenant answers at ${domain}.`,
    makePrimary: 'Make it the first address',
    madePrimary: (domain: string) => `${domain} is the first address now.`,
    deactivate: 'Deactivate',
    deactivateTitle: (domain: string) => `Deactivate ${domain}?`,
    deactivateText: (issuer: string) =>
      `Applications that are configured with the issuer ${issuer} stop working at once. Move them back first. The proof stays, so that you can activate it again.`,
    deactivated: (domain: string) => `The tenant does not answer at ${domain} any more.`,
    remove: 'Delete',
    removeTitle: (domain: string) => `Delete ${domain}?`,
    removeText: 'The proof is given up, and another tenant may take the name. You can add it again.',
    removed: (domain: string) => `${domain} is deleted.`,
  },
  {
    title: '自定义域名',
    text: '用户可在您自己的主机名（例如 login.example.com）登录。在域名经过验证并启用之前一切不变，原地址也会继续使用。',
    domain: '主机名',
    add: '添加域名',
    added: (domain) => `已添加 ${domain}。接下来请发布其 DNS 记录。`,
    problems: {
      'custom_domain.malformed': '请写成 login.example.com 的形式：不含协议、端口、路径，也不是 IP 地址。',
      'custom_domain.public_suffix': '任何人都可拥有其下的域名。请填写您自己的主机名。',
      'custom_domain.public_mail': '此域名属于公共邮箱服务商。请填写您自己的主机名。',
      'custom_domain.reserved': '此域名属于系统本身。请选择其他名称。',
      'custom_domain.exists': '此租户已有该域名。',
      'custom_domain.too_many': '每个租户最多五个。请先删除一个。',
    },
    none: '没有自定义域名',
    noneText: '互不信任的租户应各自使用一个域名：这样 Cookie 和密码只属于一个主机名。',
    states: { unproved: '未验证', proved: '已验证', active: '已启用' },
    primary: '首选地址',
    stateTexts: {
      unproved: '请发布下面的 DNS 记录，然后进行验证。',
      proved: '已找到记录。请准备好反向代理，然后启用域名。',
      active: '租户已在此地址提供服务。请保留 DNS 记录。',
    },
    record: 'DNS 记录 (TXT)',
    recordName: '名称',
    recordValue: '值',
    baseUrl: '端点',
    issuer: '签发者 (issuer)',
    proxy: '启用之前',
    proxySteps:
      '将该名称（CNAME 或 A）指向 Gatehouse 前面的反向代理，并为代理配置该名称的证书。代理必须原样传递 Host 头。',
    connectors: (url) => `在每个企业连接器的身份提供商处添加第二个重定向地址：${url}`,
    checked: '上次检查：',
    verify: '验证',
    verified: (domain) => `${domain} 已验证。`,
    stillProved: 'DNS 记录仍然有效。',
    refusals: {
      'custom_domain.unproved': {
        title: '未找到该记录',
        text: '新记录可能需要几分钟，有时一小时，才能在各处可见。请将名称和值与 DNS 服务商处显示的内容核对，然后重试。',
      },
      'custom_domain.taken': {
        title: '此系统的另一租户拥有该域名',
        text: '请先在那里放弃该域名，并删除其 TXT 记录。',
      },
      'custom_domain.dns_unreachable': { title: 'DNS 没有响应', text: '请稍后重试。' },
      'custom_domain.not_proved': {
        title: '该域名的验证已失效',
        text: '请先发布其 TXT 记录并进行验证。',
      },
    },
    activate: '启用',
    activateTitle: (domain) => `要启用 ${domain} 吗？`,
    activateText: (issuer) =>
      `租户将同时在此地址提供服务，并使用独立的签发者：${issuer}。由此地址签发的令牌会带有它。`,
    activateMore:
      '不会有任何中断：原地址继续以其自己的签发者提供服务。请逐个更改应用的端点；由于 Cookie 属于主机名，用户需要重新登录一次。',
    activated: (domain) => `租户已在 ${domain} 提供服务。`,
    makePrimary: '设为首选地址',
    madePrimary: (domain) => `${domain} 现在是首选地址。`,
    deactivate: '停用',
    deactivateTitle: (domain) => `要停用 ${domain} 吗？`,
    deactivateText: (issuer) =>
      `使用签发者 ${issuer} 的应用会立即停止工作。请先将它们移回。验证结果会保留，您可以再次启用。`,
    deactivated: (domain) => `租户不再在 ${domain} 提供服务。`,
    remove: '删除',
    removeTitle: (domain) => `要删除 ${domain} 吗？`,
    removeText: '验证结果将被放弃，其他租户可以使用该名称。您可以重新添加。',
    removed: (domain) => `${domain} 已删除。`,
  },
);
