/** Texts of the expiry radar on the dashboard. */
import { defineMessages } from '../../app/i18n.ts';

export const messages = defineMessages(
  {
    title: 'Expiry radar',
    text: 'Renew these before people can’t sign in any more.',
    all: 'Everything that ends',
    well: 'Nothing ends within 60 days.',
    watched: (count: string, date: string) => `Watched: ${count}. The next to end does so on ${date}.`,
    nothingWatched: 'Secrets and certificates of connectors are watched as soon as their end is known.',
    unknown: (count: string) =>
      `Of ${count} more the end is not known: enter it, so that you are warned in time.`,
  },
  {
    title: '到期雷达',
    text: '请在用户无法登录之前续期。',
    all: '所有会到期的内容',
    well: '60 天内没有内容到期。',
    watched: (count, date) => `正在监控 ${count} 项，最近一项将于 ${date} 到期。`,
    nothingWatched: '一旦知道连接器的密钥和证书何时到期，就会进行监控。',
    unknown: (count) => `另有 ${count} 项到期日未知：请填写，以便及时提醒。`,
  },
);
