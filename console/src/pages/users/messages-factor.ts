/** Texts about a user's second factor. */
import { defineMessages } from '../../app/i18n.ts';

export const messages = defineMessages(
  {
    title: 'Second factor',
    none: 'None',
    app: (when: string) => `Authenticator app, set up ${when}`,
    codes: (left: number) => `${left} of 10 recovery codes left`,
    reset: 'Reset',
    resetOf: 'Reset the second factor',
    resetTitle: (name: string) => `Reset the second factor of ${name}?`,
    resetText:
      'The app and all recovery codes stop working. When an application asks for a second factor, the user sets up a new one: first make sure that it is really them who asks you. They are told by mail. Their sessions go on.',
    done: (name: string) => `The second factor of ${name} was reset.`,
  },
  {
    title: '第二验证因素',
    none: '无',
    app: (when) => `身份验证器应用，${when}设置`,
    codes: (left) => `10 个恢复码中还剩 ${left} 个`,
    reset: '重置',
    resetOf: '重置第二验证因素',
    resetTitle: (name) => `重置 ${name} 的第二验证因素？`,
    resetText:
      '该应用和所有恢复码将失效。当应用要求第二验证因素时，用户将重新设置：请先确认提出请求的确实是本人。系统会发送邮件通知用户。其会话不受影响。',
    done: (name) => `已重置 ${name} 的第二验证因素。`,
  },
);
