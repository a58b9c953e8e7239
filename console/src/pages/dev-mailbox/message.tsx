/** One mail in full, in a drawer over the list. */
import type { MailMessage } from '@gatehouse/sdk/management';
import { Alert, Anchor, Drawer, Group, Paper, SegmentedControl, Stack, Text } from '@mantine/core';
import { IconEraser, IconMailOff } from '@tabler/icons-react';
import { getRouteApi } from '@tanstack/react-router';
import { useState } from 'react';
import { useFormat, useMessages } from '../../app/i18n.ts';
import { Empty } from '../../patterns/empty.tsx';
import { Loading } from '../../patterns/loading.tsx';
import { MailCode, MailState } from './list.tsx';
import { useKindName, useMails } from './mails.ts';
import classes from './message.module.css';
import { messages } from './messages.ts';

const route = getRouteApi('/$tenant/dev-mailbox/$message');

export function MessageDrawer() {
  const m = useMessages(messages);
  const { tenant, message: id } = route.useParams();
  const navigate = route.useNavigate();
  const { data } = useMails();
  const mail = data?.find((one) => one.id === id);
  const close = () =>
    void navigate({ to: '/$tenant/dev-mailbox', params: { tenant }, search: (before) => before });
  return (
    <Drawer
      opened
      onClose={close}
      position="right"
      size="lg"
      title={mail?.subject ?? m.title}
      closeButtonProps={{ 'aria-label': m.close }}
    >
      {!data && <Loading rows={4} />}
      {data && !mail && <Empty icon={IconMailOff} title={m.gone} text={m.goneText} />}
      {mail && <Message mail={mail} />}
    </Drawer>
  );
}

function Message({ mail }: { mail: MailMessage }) {
  const m = useMessages(messages);
  const format = useFormat();
  const kindName = useKindName();
  return (
    <Stack>
      <Group justify="space-between">
        <Text size="sm" style={{ overflowWrap: 'anywhere' }}>
          <Text span c="dimmed" size="sm">
            {m.to}
          </Text>{' '}
          {mail.to}
        </Text>
        <MailState status={mail.status} />
      </Group>
      <Text size="sm" c="dimmed">
        {kindName(mail.kind)} · {format.dateTime(mail.createdAt)}
      </Text>
      {mail.code && <MailCode mail={mail} />}
      {mail.text === undefined ? (
        <Alert color="gray" icon={<IconEraser aria-hidden />}>
          {m.erased}
        </Alert>
      ) : (
        <Body text={mail.text} html={mail.html} />
      )}
    </Stack>
  );
}

/** As a mail program shows it, in a frame that may run and reach nothing, or as the text that it comes with. */
function Body({ text, html }: { text: string; html: string | undefined }) {
  const m = useMessages(messages);
  const [view, setView] = useState(html ? 'html' : 'text');
  return (
    <>
      {html && (
        <SegmentedControl
          aria-label={m.view}
          data={[
            { value: 'html', label: m.formatted },
            { value: 'text', label: m.text },
          ]}
          value={view}
          onChange={setView}
        />
      )}
      {view === 'html' ? (
        <iframe className={classes.mail} title={m.formatted} sandbox="" srcDoc={html} />
      ) : (
        <Paper component="section" aria-label={m.text} p="md" style={{ overflowWrap: 'anywhere' }}>
          <Text size="sm" style={{ whiteSpace: 'pre-wrap' }}>
            <Linked text={text} />
          </Text>
        </Paper>
      )}
    </>
  );
}

/** Addresses in a text as links, which open beside the console. */
function Linked({ text }: { text: string }) {
  let at = 0;
  return text.split(/(https?:\/\/[^\s<>"']+)/).map((part) => {
    at += part.length;
    if (!/^https?:/.test(part)) return part;
    return (
      <Anchor key={at} href={part} target="_blank" rel="noreferrer" size="sm">
        {part}
      </Anchor>
    );
  });
}
