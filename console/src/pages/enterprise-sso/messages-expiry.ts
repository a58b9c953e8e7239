/** Texts of what ends of a connector, and of renewing its client secret. */
import { defineMessages } from '../../app/i18n.ts';

export const messages = defineMessages(
  {
    label: 'What ends',
    title: 'Renew the client secret',
    section: 'Renewal without a pause',
    sectionText:
      'Make a second secret at the identity provider. It is tested here beside the old one, and takes its place only when the test passes; people go on signing in all the while.',
    secret: 'New client secret',
    endsOn: 'Ends on',
    endsOnHint: 'As the provider shows it, so that you are warned in time. Empty when it never ends.',
    test: 'Test it, then use it',
    cancel: 'Cancel',
    needed: 'This is needed.',
    blocked:
      'Your browser has blocked the window. Open the test by this link; it works once, for ten minutes.',
    open: 'Open the test',
    follow: 'See the result',
  },
  {
    label: '到期内容',
    title: '续期客户端密钥',
    section: '不中断的续期',
    sectionText:
      '请在身份提供方创建第二个密钥。它会与旧密钥并存并在此测试，测试通过后才会取代旧密钥；期间用户可照常登录。',
    secret: '新的客户端密钥',
    endsOn: '到期日',
    endsOnHint: '以提供方显示的为准，以便及时提醒。永不到期则留空。',
    test: '测试并启用',
    cancel: '取消',
    needed: '此项必填。',
    blocked: '浏览器拦截了窗口。请用此链接打开测试；链接十分钟内有效，仅能使用一次。',
    open: '打开测试',
    follow: '查看结果',
  },
);
