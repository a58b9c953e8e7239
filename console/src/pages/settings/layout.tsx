/** The settings' head and tabs; each tab is offered to those who may read what is on it. */
import { useMessages } from '../../app/i18n.ts';
import { useAdminPermissions, usePermissions, useTenantId } from '../../app/session.tsx';
import { Page } from '../../patterns/page.tsx';
import { RouteTabs } from '../../patterns/tabs.tsx';
import { messages } from './messages.ts';

export function SettingsLayout() {
  const m = useMessages(messages);
  const tenant = useTenantId();
  const { can } = usePermissions();
  const { can: canAdmin } = useAdminPermissions();
  const tabs = [
    { path: 'general', shown: can('status:read') },
    { path: 'administrators', shown: canAdmin('administrators:read') },
    { path: 'mail', shown: can('mail-settings:read') },
    // Administrators sign in at the endpoint and nowhere else.
    { path: 'domains', shown: can('custom-domains:read') && tenant !== 'admin' },
  ] as const;
  return (
    <Page title={m.title} description={m.description}>
      <RouteTabs
        base={`/${tenant}/settings`}
        label={m.title}
        tabs={tabs.filter(({ shown }) => shown).map(({ path }) => ({ path, label: m.tabs[path] }))}
      />
    </Page>
  );
}
