/** The connector that this browser came through last, as a button before everything else. */

import { Or } from '../../../kernel/html/components.tsx';
import { Form, LinkSubmit } from '../../../kernel/html/forms.tsx';
import { Icon } from '../../../kernel/html/icons.tsx';
import { safeImageUrl } from '../../../kernel/html/url.ts';
import type { T } from '../../../kernel/i18n/index.ts';

export interface LastUsedModel {
  id: string;
  name: string;
  logoUrl?: string;
}

/** Posts `connector`, or `forget`. */
export function LastUsed({ t, action, connector }: { t: T; action: string; connector?: LastUsedModel }) {
  if (!connector) return null;
  return (
    <>
      <Form model={{ action }}>
        <button type="submit" class="button last-used" name="connector" value={connector.id}>
          <ConnectorLogo url={connector.logoUrl} />
          <bdi>{t('sso.requiredContinue', { connector: connector.name })}</bdi>
          <LastUsedBadge t={t} />
        </button>
      </Form>
      <LinkSubmit action={action} hidden={{ forget: '1' }}>
        {t('sso.forgetLastUsed')}
      </LinkSubmit>
      <Or t={t} />
    </>
  );
}

export const LastUsedBadge = ({ t }: { t: T }) => <span class="badge">{t('sso.lastUsed')}</span>;

export function ConnectorLogo({ url }: { url?: string }) {
  const safe = safeImageUrl(url);
  return safe ? <img src={safe} alt="" referrerpolicy="no-referrer" /> : <Icon name="organization" />;
}
