/** Texts of the owners' break-glass codes. */
import { defineMessages } from '../../app/i18n.ts';

export const messages = defineMessages(
  {
    title: 'Break-glass codes',
    text: 'How owners get in when the enforced single sign-on of the administrators is broken. Each code works once and opens the sign-in by password for one hour; the other owners are told.',
    make: 'Make codes for me',
    again: 'Make new codes for me',
    makeTitle: 'Make new codes?',
    makeText: 'The codes that you made before are worth nothing from then on.',
    codesTitle: 'Your break-glass codes',
    codes: 'Codes',
    where: (address: string) =>
      `Keep them on paper, apart from your password. They are entered at ${address}`,
    left: (count: number) => (count === 1 ? '1 code left' : `${count} codes left`),
    none: 'No codes',
    noPassword: 'No password: codes open nothing',
    owner: 'Owner',
    state: 'Codes',
    made: 'Made',
  },
  {
    title: '应急码',
    text: '当管理员的强制单点登录出现故障时，所有者可凭应急码登录。每个应急码只能使用一次，可开放一小时的密码登录；其他所有者会收到通知。',
    make: '为我生成应急码',
    again: '为我重新生成应急码',
    makeTitle: '要重新生成应急码吗？',
    makeText: '之前生成的应急码将立即失效。',
    codesTitle: '你的应急码',
    codes: '应急码',
    where: (address) => `请抄在纸上，并与密码分开保管。使用地址：${address}`,
    left: (count) => `剩余 ${count} 个`,
    none: '没有应急码',
    noPassword: '没有密码：应急码无法使用',
    owner: '所有者',
    state: '应急码',
    made: '生成时间',
  },
);
