/** Texts about whose connector it is. */
import { defineMessages } from '../../app/i18n.ts';

export const messages = defineMessages(
  {
    title: 'Organization',
    text: 'Whose people this connector signs in: they become members of the organization when they do.',
    label: 'Belongs to',
    ofLink: 'Organization',
    ofLinkText: 'The connector is made for it: who signs in through it becomes a member.',
    none: 'No organization',
    open: 'Open the organization',
  },
  {
    title: '组织',
    text: '此连接器供哪个组织的人员登录：他们登录后会成为该组织的成员。',
    label: '所属组织',
    ofLink: '组织',
    ofLinkText: '连接器将属于该组织：通过它登录的人会成为其成员。',
    none: '不属于任何组织',
    open: '打开组织',
  },
);
