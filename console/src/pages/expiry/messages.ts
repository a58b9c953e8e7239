/** Texts of what ends some day. */
import { defineMessages } from '../../app/i18n.ts';

export const messages = defineMessages(
  {
    title: 'Expiry',
    description:
      'Secrets, certificates, tokens and proofs that end some day, what ends first before. Renew them before people can’t sign in any more.',
    list: 'What ends',
    columns: { thing: 'What', state: 'State', ends: 'Ends', renew: 'Renewal' },
    all: 'All states',
    state: 'State',
    emptyTitle: 'Nothing here ends',
    emptyText:
      'As soon as there is a connector with a client secret, a certificate or a proof of a domain, it is watched here, and administrators are mailed in time.',
    mailTitle: 'Who is mailed',
    mailText:
      '60, 30, 7 and 1 days before the end and on the day, once each. An event is written in the audit log in any case.',
    recipients: 'Mails go to',
    kinds: {
      administrators: 'Administrators whose role may change SSO connectors',
      addresses: 'These addresses',
      nobody: 'Nobody',
    },
    addresses: 'Addresses',
    addressesHint: 'One after the other, each followed by Enter.',
    needsOne: 'Enter at least one address.',
  },
  {
    title: '到期提醒',
    description: '有期限的密钥、证书、令牌和证明，最先到期的排在最前。请在用户无法登录之前续期。',
    list: '到期内容',
    columns: { thing: '内容', state: '状态', ends: '到期', renew: '续期' },
    all: '所有状态',
    state: '状态',
    emptyTitle: '目前没有会到期的内容',
    emptyText: '一旦有连接器使用客户端密钥、证书或域名证明，就会在这里受到监控，并及时邮件通知管理员。',
    mailTitle: '邮件收件人',
    mailText: '在到期前 60、30、7、1 天及当天各发送一次。无论如何都会写入审计日志。',
    recipients: '邮件发送给',
    kinds: {
      administrators: '角色可修改 SSO 连接器的管理员',
      addresses: '以下地址',
      nobody: '不发送',
    },
    addresses: '地址',
    addressesHint: '逐个输入，每个地址后按回车键。',
    needsOne: '请至少输入一个地址。',
  },
);
