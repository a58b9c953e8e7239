/** Texts about a user's roles. */
import { defineMessages } from '../../app/i18n.ts';

export const messages = defineMessages(
  {
    title: 'Roles',
    text: 'What roles bring comes with the next access token. Roles that everyone has are not listed.',
    byHand: 'Given by hand',
    nothing: 'None',
    none: 'There are no roles yet.',
    elsewhere: 'Given by others',
    bySignIn: (name: string) => `by the sign-in through ${name}`,
    byDirectory: (name: string) => `by the directory of ${name}`,
    saved: 'The roles were saved.',
  },
  {
    title: '角色',
    text: '角色带来的权限在下一个访问令牌中生效。所有人都有的角色不在此列出。',
    byHand: '手动授予',
    nothing: '无',
    none: '还没有角色。',
    elsewhere: '由其他来源授予',
    bySignIn: (name) => `通过 ${name} 登录授予`,
    byDirectory: (name) => `由 ${name} 的目录授予`,
    saved: '角色已保存。',
  },
);
