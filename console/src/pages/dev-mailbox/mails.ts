/** The newest mails of the tenant, as the list and the drawer read them: once for both. */
import type { MailMessage } from '@gatehouse/sdk/management';
import { useMessages } from '../../app/i18n.ts';
import { useApiQuery } from '../../app/queries.ts';
import { messages } from './messages.ts';

export const useMails = (refetchInterval: number | false = false) =>
  useApiQuery<MailMessage[]>(['mail-messages'], (api, signal) => api.mailMessages.list({ signal }), {
    refetchInterval,
  });

/** What a kind of mail is called; the kind itself for those of a newer server. */
export function useKindName(): (kind: string) => string {
  const names: Record<string, string> = useMessages(messages).kinds;
  return (kind) => names[kind] ?? kind;
}
