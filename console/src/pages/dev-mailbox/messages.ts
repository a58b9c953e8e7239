/** Texts of the dev mailbox. */
import { defineMessages } from '../../app/i18n.ts';

export const messages = defineMessages(
  {
    title: 'Dev mailbox',
    description:
      'What would have been mailed. As long as no mail server is configured, mails end here with their codes, so that you can try everything that needs one.',
    live: 'Live',
    liveHint: 'Shows new mails every few seconds',
    search: 'Search by address, subject or kind',
    to: 'To',
    subject: 'Subject',
    code: 'Code',
    codeOf: (to: string) => `the code for ${to}`,
    when: 'When',
    state: 'State',
    states: { queued: 'Waiting', sent: 'Sent', mailbox: 'Kept here', failed: 'Failed' },
    kinds: {
      'sign-in-code': 'Sign-in code',
      'register-code': 'Registration code',
      'reset-password-code': 'Password reset code',
      'verify-email-code': 'Email verification code',
      'already-registered': 'Already registered',
      'password-changed': 'Password changed',
      'administrator-invitation': 'Invitation of an administrator',
      test: 'Test mail',
    },
    hasServer:
      'A mail server is configured: mails are sent to people. Once a mail is sent, its text and code are erased here.',
    emptyTitle: 'No mail yet',
    emptyText:
      'Register somebody, sign in with a code by email, or reset a password: the mail appears here at once. Mails are kept for seven days, the newest 100 are shown.',
    close: 'Close',
    text: 'Text',
    erased: 'The mail server has taken this mail: its text and code are erased.',
    gone: 'This mail is not here any more.',
    goneText: 'Mails are kept for seven days, and the newest 100 are shown.',
  },
  {
    title: '开发邮箱',
    description:
      '本应发出的邮件。在未配置邮件服务器时，邮件及其中的验证码会保存在这里，方便您试用所有需要邮件的功能。',
    live: '实时',
    liveHint: '每隔几秒显示新邮件',
    search: '按地址、主题或类型搜索',
    to: '收件人',
    subject: '主题',
    code: '验证码',
    codeOf: (to) => `发给 ${to} 的验证码`,
    when: '时间',
    state: '状态',
    states: { queued: '等待发送', sent: '已发送', mailbox: '保存在此', failed: '发送失败' },
    kinds: {
      'sign-in-code': '登录验证码',
      'register-code': '注册验证码',
      'reset-password-code': '重置密码验证码',
      'verify-email-code': '邮箱验证码',
      'already-registered': '已注册提醒',
      'password-changed': '密码已更改',
      'administrator-invitation': '管理员邀请',
      test: '测试邮件',
    },
    hasServer: '已配置邮件服务器：邮件会发送给收件人。发送后，此处的正文和验证码会被清除。',
    emptyTitle: '还没有邮件',
    emptyText:
      '注册一个用户、使用邮箱验证码登录或重置密码，邮件会立即出现在这里。邮件保留七天，最多显示最新的 100 封。',
    close: '关闭',
    text: '正文',
    erased: '邮件服务器已接收此邮件，其正文和验证码已清除。',
    gone: '此邮件已不存在。',
    goneText: '邮件保留七天，最多显示最新的 100 封。',
  },
);
