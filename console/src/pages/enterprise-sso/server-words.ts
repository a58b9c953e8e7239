/** What the server says of causes and problems, in the person's language where the console has words for it. */
import type { SsoProviderPreview } from '@gatehouse/sdk/management';
import { useLocale } from '../../app/i18n.ts';
import { type Words, zhCauses as zhFirst, zhProblems } from './server-words-zh.ts';
import { zhMappingCauses } from './server-words-zh-mapping.ts';
import { chineseNote } from './server-words-zh-notes.ts';
import { zhOidcCauses } from './server-words-zh-oidc.ts';
import { zhSamlCauses } from './server-words-zh-saml.ts';

export const zhCauses = { ...zhFirst, ...zhOidcCauses, ...zhSamlCauses, ...zhMappingCauses };

type Problem = SsoProviderPreview['problems'][number];

/** English is the server's own; a code that we have no Chinese words for is told in English. */
export function usePreviewWords({ code, title, fix }: Problem): Words {
  const { locale } = useLocale();
  return (locale === 'zh-CN' ? (zhProblems[code] ?? zhCauses[code]) : undefined) ?? { title, fix };
}

/** For causes of failed sign-ins, by the code of a cause or of a step that failed. */
export function useCauseWords(): (cause: { code: string; title: string; fix: string }) => Words {
  const { locale } = useLocale();
  return ({ code, title, fix }) => (locale === 'zh-CN' ? zhCauses[code] : undefined) ?? { title, fix };
}

/** For what a step says beside its verdict. */
export function useNote(): (text: string) => string {
  const { locale } = useLocale();
  return (text) => (locale === 'zh-CN' ? chineseNote(text) : undefined) ?? text;
}
