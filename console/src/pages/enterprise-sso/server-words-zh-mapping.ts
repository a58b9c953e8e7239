/** Chinese words for what the server says of roles that it can not decide. */
import type { Words } from './server-words-zh.ts';

export const zhMappingCauses: Readonly<Record<string, Words>> = {
  'roles.groups_missing': {
    title: '身份提供方未说明您所在的群组，而您的角色取决于群组。',
    fix: '让提供方发送群组声明，或在连接器的映射中说明缺少群组意味着什么。',
  },
  'roles.groups_too_many': {
    title: '您所在的群组超过了身份提供方放入令牌的数量，而您的角色取决于群组。',
    fix: '让提供方只发送分配给该应用的群组，或允许连接器从 Microsoft Graph 读取群组。',
  },
};
