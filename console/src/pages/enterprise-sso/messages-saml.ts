/** Texts of SAML connections: what the provider needs of us, what it says of itself, uploads. */
import { defineMessages } from '../../app/i18n.ts';

export const messages = defineMessages(
  {
    upload: (field: string) => `Upload a file: ${field}`,
    atProviderText: 'Enter these there, letter by letter, or give it the metadata, which has all of them.',
    acsUrl: 'Reply URL (ACS)',
    entityId: 'Entity ID (audience)',
    metadataUrl: 'Our metadata',
    logoutUrl: 'Logout URL',
    download: 'Download our metadata',
    found: 'What its metadata say',
    ssoUrl: 'Sign-on URL',
    slo: 'Logout URL',
    certificate: 'Certificate',
    until: (date: string) => `until ${date}`,
    expired: (date: string) => `expired on ${date}; still accepted`,
    validUntil: 'Valid until',
  },
  {
    upload: (field: string) => `上传文件：${field}`,
    atProviderText: '请在那里逐字填写这些值，或直接提供我们的元数据，其中包含全部内容。',
    acsUrl: '回复地址 (ACS)',
    entityId: '实体标识 (Entity ID / Audience)',
    metadataUrl: '我们的元数据',
    logoutUrl: '注销地址',
    download: '下载我们的元数据',
    found: '其元数据的内容',
    ssoUrl: '登录地址',
    slo: '注销地址',
    certificate: '证书',
    until: (date: string) => `有效期至 ${date}`,
    expired: (date: string) => `已于 ${date} 过期，但仍被接受`,
    validUntil: '有效期至',
  },
);
