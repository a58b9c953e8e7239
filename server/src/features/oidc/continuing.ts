/**
 * Somebody who is signed in goes on to another application. The library notes an application in the session
 * before it asks for anything, so whether it got its answer in this session is noted here, beside that.
 */
import type { AppEvent } from '../../kernel/events/index.ts';
import type { Payload, RequestScope, SessionWrite } from './request-scope.ts';

/** What an application has in hand once it is answered; the device its approved code. */
const answers = ['AuthorizationCode', 'DeviceCode'];

type Authorizations = Record<string, Payload | undefined>;

/** Marks the application in the session that is about to be written. False: it was marked. */
function mark(session: SessionWrite, applicationId: string): boolean {
  const authorizations = (session.payload.authorizations ?? {}) as Authorizations;
  const own = authorizations[applicationId];
  if (!own || own.answered) return false;
  const marked = { ...authorizations, [applicationId]: { ...own, answered: true } };
  session.payload = { ...session.payload, authorizations: marked };
  return true;
}

/** Undefined where the person has just signed in, which has an event of its own, and from the second visit on. */
export function continuedEvent(scope: RequestScope): AppEvent | undefined {
  const [session] = scope.sessionWrites.values();
  const answer = [...scope.tokenWrites.values()].find(({ kind }) => answers.includes(kind));
  if (!session?.userId || !answer?.applicationId || answer.userId !== session.userId) return undefined;
  const { userId, applicationId } = answer;
  if (!mark(session, applicationId) || scope.signIn) return undefined;
  return {
    type: 'user.continued',
    subject: { type: 'user', id: userId },
    actor: { type: 'user', id: userId },
    applicationId,
    ...(scope.ssoConnectorId && { connectorId: scope.ssoConnectorId }),
  };
}
