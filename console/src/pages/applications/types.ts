/** The types of applications, with their words. */
import type { Application } from '@gatehouse/sdk/management';
import { defineMessages } from '../../app/i18n.ts';

export type ApplicationType = Application['type'];

export const applicationTypes = ['traditional', 'spa', 'native', 'machine-to-machine'] as const;

export const isApplicationType = (value: unknown): value is ApplicationType =>
  applicationTypes.some((type) => type === value);

export const typeColors: Record<ApplicationType, string> = {
  traditional: 'blue',
  spa: 'grape',
  native: 'teal',
  'machine-to-machine': 'gray',
};

export const typeMessages = defineMessages(
  {
    traditional: 'Traditional web',
    spa: 'Single-page app',
    native: 'Native',
    'machine-to-machine': 'Machine-to-machine',
    explain: {
      traditional: 'Runs on a server, which keeps a secret and the session: Flask, Express, Rails, PHP …',
      spa: 'Runs in the browser and calls APIs from there: React, Vue, Angular …',
      native: 'Runs on a phone, a desktop, a television or in a terminal.',
      'machine-to-machine': 'A service or a job that acts for itself. Nobody signs in.',
    },
  },
  {
    traditional: '传统 Web',
    spa: '单页应用',
    native: '原生应用',
    'machine-to-machine': '机器对机器',
    explain: {
      traditional: '运行在服务器上，由服务器保管密钥和会话：Flask、Express、Rails、PHP 等。',
      spa: '运行在浏览器中，并从浏览器调用 API：React、Vue、Angular 等。',
      native: '运行在手机、桌面、电视或终端上。',
      'machine-to-machine': '以自身身份工作的服务或任务，无人登录。',
    },
  },
);
