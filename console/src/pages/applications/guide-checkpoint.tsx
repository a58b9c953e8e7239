/** Waits in the guide for the first sign-in through the application, and turns green when it arrives. */
import type { SignInActivity } from '@gatehouse/sdk/management';
import { Alert, Anchor, Text } from '@mantine/core';
import { IconCircleCheck, IconHourglass } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { useEffect, useState } from 'react';
import { useFormat, useMessages } from '../../app/i18n.ts';
import { useApiQuery } from '../../app/queries.ts';
import { useTenantId } from '../../app/session.tsx';
import { activityKey, useApplication } from './application.ts';
import { guideMessages } from './messages-guide.ts';

const pollMilliseconds = 3_000;

export function GuideCheckpoint() {
  const m = useMessages(guideMessages);
  const format = useFormat();
  const tenant = useTenantId();
  const { id } = useApplication();
  const [waiting, setWaiting] = useState(true);
  const { data } = useApiQuery<SignInActivity>(
    activityKey(id),
    (api, signal) => api.applications.activity.get(id, { signal }),
    { refetchInterval: waiting && pollMilliseconds },
  );
  const first = data?.firstSignInAt;
  useEffect(() => {
    if (first) setWaiting(false);
  }, [first]);
  return (
    <div role="status">
      {first ? (
        <Alert color="teal" title={m.arrived} icon={<IconCircleCheck aria-hidden />}>
          <Text size="sm">
            {m.arrivedAt(format.dateTime(first))}{' '}
            <Anchor
              component={Link}
              to={`/${tenant}/applications/${id}/activity`}
              size="sm"
              underline="always"
            >
              {m.seeActivity}
            </Anchor>
          </Text>
        </Alert>
      ) : (
        <Alert color="gray" title={m.waiting} icon={<IconHourglass aria-hidden />}>
          {m.waitingText}
        </Alert>
      )}
    </div>
  );
}
