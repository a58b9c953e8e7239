/** Texts about the organizations of a user. */
import { defineMessages } from '../../app/i18n.ts';

export const messages = defineMessages(
  {
    title: 'Organizations',
    text: 'The customers whose member the user is. Members are added and removed at the organization.',
    none: 'The user belongs to no organization.',
  },
  {
    title: '组织',
    text: '该用户所属的客户。成员在组织页面中添加和移除。',
    none: '该用户不属于任何组织。',
  },
);
