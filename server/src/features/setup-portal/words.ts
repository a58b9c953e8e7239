/** Words that stand beside data: the same text in each language of the hosted pages. */
import type { Locale } from '../../kernel/i18n/index.ts';

export type Words = Readonly<Record<Locale, string>>;

export const words = (en: string, zhCN: string): Words => ({ en, 'zh-CN': zhCN });
