/** What ends some day, wherever it is shown: its badge in words, when it ends, and what is read of the radar. */
import type { ExpiryItem, ExpirySummary } from '@gatehouse/sdk/management';
import { Badge } from '@mantine/core';
import {
  IconAlertTriangle,
  IconCircleCheck,
  IconClockExclamation,
  IconClockHour4,
  IconQuestionMark,
} from '@tabler/icons-react';
import { defineMessages, useFormat, useMessages } from '../app/i18n.ts';
import { useApiQuery } from '../app/queries.ts';
import { usePermissions } from '../app/session.tsx';

export const expiryMessages = defineMessages(
  {
    states: {
      expired: 'Ended',
      urgent: 'Ends within days',
      soon: 'Ends soon',
      fine: 'Fine',
      unknown: 'End unknown',
    },
    atRisk: 'At risk',
    missing: 'Record missing',
    kinds: {
      'client-secret': 'Client secret',
      'client-key': 'Client certificate',
      'saml-certificate': 'SAML certificate',
      'saml-metadata': 'SAML metadata',
      'domain-proof': 'Proof of domain',
      'custom-domain-proof': 'Proof of custom domain',
      'scim-token': 'SCIM token',
    },
    renew: 'Renew',
    prove: 'Look at the record',
    enterEnd: 'Enter the date',
    nobodySaid: 'Nobody has entered it',
    today: 'today',
    inDays: (days: string) => `in ${days} days`,
    inOneDay: 'tomorrow',
    since: (date: string) => `ended on ${date}`,
    missingFor: 'The DNS record has vanished. The domain goes on working.',
  },
  {
    states: {
      expired: '已到期',
      urgent: '数日内到期',
      soon: '即将到期',
      fine: '正常',
      unknown: '到期日未知',
    },
    atRisk: '有风险',
    missing: '记录缺失',
    kinds: {
      'client-secret': '客户端密钥',
      'client-key': '客户端证书',
      'saml-certificate': 'SAML 证书',
      'saml-metadata': 'SAML 元数据',
      'domain-proof': '域名证明',
      'custom-domain-proof': '自定义域名证明',
      'scim-token': 'SCIM 令牌',
    },
    renew: '续期',
    prove: '查看记录',
    enterEnd: '填写日期',
    nobodySaid: '尚未填写',
    today: '今天',
    inDays: (days) => `${days} 天后`,
    inOneDay: '明天',
    since: (date) => `已于 ${date} 到期`,
    missingFor: 'DNS 记录已消失。域名仍可正常使用。',
  },
);

export const expiryKey = ['expiry'];

type Item = Pick<ExpiryItem, 'state' | 'kind'>;

export const isProof = ({ kind }: Pick<ExpiryItem, 'kind'>): boolean =>
  kind === 'domain-proof' || kind === 'custom-domain-proof';

const looks = {
  expired: { color: 'red', icon: IconAlertTriangle },
  urgent: { color: 'orange', icon: IconClockExclamation },
  soon: { color: 'yellow', icon: IconClockHour4 },
  fine: { color: 'teal', icon: IconCircleCheck },
  unknown: { color: 'gray', icon: IconQuestionMark },
} as const;

/** In words, so that its colour is not the only sign. */
export function ExpiryBadge({ item }: { item: Item }) {
  const m = useMessages(expiryMessages);
  const { color, icon: Icon } = looks[item.state];
  const ofProof = item.state === 'expired' ? m.atRisk : m.missing;
  return (
    <Badge color={color} miw="max-content" leftSection={<Icon size={12} aria-hidden />}>
      {isProof(item) ? ofProof : m.states[item.state]}
    </Badge>
  );
}

/** "In 5 days", "tomorrow", "ended on …". */
export function useWhenItEnds(): (item: ExpiryItem) => string {
  const m = useMessages(expiryMessages);
  const format = useFormat();
  return (item) => {
    const { expiresAt, daysLeft } = item;
    if (isProof(item)) return m.missingFor;
    if (expiresAt === null || daysLeft === null) return m.nobodySaid;
    if (item.state === 'expired') return m.since(format.date(expiresAt));
    if (daysLeft <= 0) return m.today;
    return daysLeft === 1 ? m.inOneDay : m.inDays(format.number(daysLeft));
  };
}

/** The words of the link to the form that renews it. */
export function useRenewalWords(): (item: ExpiryItem) => string {
  const m = useMessages(expiryMessages);
  return (item) => (isProof(item) ? m.prove : item.state === 'unknown' ? m.enterEnd : m.renew);
}

export const needsAHand = ({ state }: Item): boolean =>
  state === 'expired' || state === 'urgent' || state === 'soon';

/** What ends of one connector, or of all; nothing for who may not know. */
export function useExpiry(connectorId?: string): readonly ExpiryItem[] {
  const { can } = usePermissions();
  const asked = { pageSize: 100, ...(connectorId !== undefined && { connectorId }) };
  const { data } = useApiQuery(
    [...expiryKey, 'of', connectorId ?? 'all'],
    (api, signal) => api.expiry.list(asked, { signal }),
    { enabled: can('expiry:read') },
  );
  return data?.items ?? [];
}

export function useExpirySummary(): ExpirySummary | undefined {
  const { can } = usePermissions();
  return useApiQuery([...expiryKey, 'summary'], (api, signal) => api.expiry.summary.get({ signal }), {
    enabled: can('expiry:read'),
  }).data;
}
