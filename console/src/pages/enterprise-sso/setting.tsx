/** From a cause to the setting that it is about, and the mark on the setting that such a link has led to. */
import type { SsoTraceStep } from '@gatehouse/sdk/management';
import { Anchor, Box } from '@mantine/core';
import { IconArrowRight } from '@tabler/icons-react';
import { Link, useLocation } from '@tanstack/react-router';
import { type PropsWithChildren, useEffect, useRef } from 'react';
import { useMessages } from '../../app/i18n.ts';
import { useTenantId } from '../../app/session.tsx';
import type { Config } from './config.ts';
import { messages } from './messages-setting.ts';
import classes from './setting.module.css';

export type Setting = NonNullable<SsoTraceStep['setting']>;

/** Whose settings a cause is about. */
export interface About {
  connectorId: string;
  userId?: string | null;
}

/** Below the tenant. Undefined when there is nothing to open, such as an account that was never made. */
function placeOf(
  setting: Setting,
  { connectorId, userId }: About,
): { path: string; hash?: string } | undefined {
  const connector = `enterprise-sso/${encodeURIComponent(connectorId)}`;
  if (setting.startsWith('connection.'))
    return { path: `${connector}/connection`, hash: setting.slice('connection.'.length) };
  switch (setting) {
    case 'domains':
      return { path: `${connector}/experience`, hash: 'domains' };
    case 'mapping':
      return { path: `${connector}/mapping` };
    case 'directory':
      return { path: `${connector}/directory-sync` };
    case 'organizations':
      return { path: 'organizations' };
    case 'sign-in-experience':
      return { path: 'sign-in-experience/sign-up-and-sign-in' };
    case 'user':
      return userId ? { path: `users/${userId}/identities` } : undefined;
    default:
      return { path: `${connector}/connection` };
  }
}

export function SettingLink({ setting, about }: { setting: Setting | null | undefined; about: About }) {
  const m = useMessages(messages);
  const tenant = useTenantId();
  const place = setting && placeOf(setting, about);
  if (!place) return null;
  return (
    <Anchor
      component={Link}
      className={classes.link}
      size="sm"
      c="inherit"
      fw={600}
      underline="always"
      to={`/${tenant}/${place.path}`}
      {...(place.hash && { hash: place.hash })}
    >
      {m.open(m.names[setting])}
      <IconArrowRight size={14} aria-hidden />
    </Anchor>
  );
}

/** A field that this connector lacks or does not use stands elsewhere in its form. */
export function fieldFor(hash: string, names: readonly string[], config: Config): string {
  const byMetadata = typeof config.metadataUrl === 'string' && config.metadataUrl !== '';
  if (byMetadata && ['issuer', 'certificates', 'entityId'].includes(hash)) return 'metadataUrl';
  if (hash === 'issuer' && !names.includes(hash)) return 'ssoUrl';
  if (hash === 'metadataUrl' && !byMetadata && names.includes('metadata')) return 'metadata';
  if (hash === 'allowedTenants' && names.includes('issuer') && !(config.allowedTenants as unknown[])?.length)
    return 'issuer';
  return hash;
}

/** What the address names behind its #. */
export const useNamedSetting = (): string => useLocation({ select: ({ hash }) => hash });

/** One setting. Named by the address, it is scrolled to, marked, and its field is ready to be typed into. */
export function Named({ shown, children }: PropsWithChildren<{ shown: boolean }>) {
  const m = useMessages(messages);
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (!shown) return;
    // After the router has restored the place on the page.
    const later = setTimeout(() => {
      box.current?.scrollIntoView({ block: 'center' });
      box.current
        ?.querySelector<HTMLElement>('input:not([type=hidden]), textarea, button')
        ?.focus({ preventScroll: true });
    }, 50);
    return () => clearTimeout(later);
  }, [shown]);
  return (
    <Box ref={box} {...(shown && { className: classes.shown, role: 'group', 'aria-label': m.here })}>
      {children}
    </Box>
  );
}
