/** Downloads the events that the filters show. */
import { useGatehouse } from '@gatehouse/sdk/react';
import { Button, Tooltip } from '@mantine/core';
import { IconDownload } from '@tabler/icons-react';
import { useState } from 'react';
import { useLocale, useMessages } from '../../app/i18n.ts';
import { useApi } from '../../app/session.tsx';
import { showDone, showFailure } from '../../patterns/toasts.tsx';
import { type EventFilter, eventQuery } from './filter.ts';
import { messages } from './messages.ts';

/** RFC 6266: the name in `content-disposition: attachment; filename="…"`. */
function fileName(response: Response): string {
  const named = /filename="([^"/\\]+)"/.exec(response.headers.get('content-disposition') ?? '')?.[1];
  return named ?? 'audit-events.ndjson';
}

/** What the management API says: `{ code, message, … }`. */
async function refusal(response: Response): Promise<Error> {
  const body: unknown = await response.json().catch(() => undefined);
  const { message } = (body ?? {}) as { message?: unknown };
  return new Error(typeof message === 'string' ? message : `HTTP ${response.status}`);
}

/** A link could not carry the access token: the answer is kept by the browser and saved from there. */
function save(blob: Blob, name: string): void {
  const url = URL.createObjectURL(blob);
  const link = Object.assign(document.createElement('a'), { href: url, download: name });
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
}

export function Export({ filter }: { filter: EventFilter }) {
  const m = useMessages(messages);
  const { locale } = useLocale();
  const { resource } = useApi();
  const { getAccessToken } = useGatehouse();
  const [busy, setBusy] = useState(false);
  const download = async () => {
    setBusy(true);
    try {
      const query = new URLSearchParams(
        Object.entries(eventQuery(filter)).map(([name, value]) => [name, String(value)]),
      );
      const response = await fetch(`${resource}/audit-events/export?${query}`, {
        headers: { authorization: `Bearer ${await getAccessToken(resource)}` },
      });
      if (!response.ok) throw await refusal(response);
      const name = fileName(response);
      save(await response.blob(), name);
      showDone(m.exported(name));
    } catch (error) {
      showFailure(error, locale);
    } finally {
      setBusy(false);
    }
  };
  return (
    <Tooltip label={m.exportHint} multiline w={260}>
      <Button
        variant="default"
        leftSection={<IconDownload size={16} aria-hidden />}
        loading={busy}
        onClick={() => void download()}
      >
        {m.export}
      </Button>
    </Tooltip>
  );
}
