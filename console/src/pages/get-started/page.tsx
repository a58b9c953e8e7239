/** Get started: what is set up already, and the next step. Roles that may not see it get a welcome instead. */

import { useMessages } from '../../app/i18n.ts';
import { useApiQuery } from '../../app/queries.ts';
import { usePermissions } from '../../app/session.tsx';
import { Failure } from '../../patterns/failure.tsx';
import { Loading } from '../../patterns/loading.tsx';
import { Page } from '../../patterns/page.tsx';
import { Checklist } from './checklist.tsx';
import { Links } from './links.tsx';
import { messages } from './messages.ts';
import { stepsOf } from './steps.ts';
import { Welcome } from './welcome.tsx';

export function GetStartedPage() {
  const { can, known } = usePermissions();
  if (!known) return <Loading />;
  return can('statistics:read') ? <Steps /> : <Welcome />;
}

/** Steps are taken elsewhere too: in a terminal, by a colleague, at the provider. */
const pollMilliseconds = 10_000;

function Steps() {
  const m = useMessages(messages);
  const { data, error, refetch } = useApiQuery(
    ['get-started'],
    (api, signal) => api.getStarted.get({ signal }),
    { refetchInterval: pollMilliseconds },
  );
  return (
    <Page title={m.title} description={m.description}>
      {error && !data && <Failure error={error} retry={() => void refetch()} />}
      {!data && !error && <Loading />}
      {data && <Checklist steps={stepsOf(data)} />}
      <Links />
    </Page>
  );
}
