/** Toasts: what happened, or what failed with the request's id. */
import { notifications } from '@mantine/notifications';
import { IconAlertTriangle, IconCheck } from '@tabler/icons-react';
import { defineMessages, initialLocale, type Locale } from '../app/i18n.ts';
import { describeError } from './errors.ts';

const messages = defineMessages({ close: 'Close this message' }, { close: '关闭此消息' });

export function showDone(message: string, locale: Locale = initialLocale()): void {
  notifications.show({
    message,
    color: 'teal',
    icon: <IconCheck size={18} aria-hidden />,
    autoClose: 5_000,
    closeButtonProps: { 'aria-label': messages[locale].close },
  });
}

export function showFailure(error: unknown, locale: Locale): void {
  const { title, text, requestId } = describeError(error, locale);
  notifications.show({
    title,
    message: [text, requestId].filter(Boolean).join(' · '),
    color: 'red',
    icon: <IconAlertTriangle size={18} aria-hidden />,
    autoClose: 12_000,
    closeButtonProps: { 'aria-label': messages[locale].close },
  });
}
