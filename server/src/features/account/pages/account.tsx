/**
 * `/account`: who is signed in, the password, and where they are signed in.
 */
import {
  CodeList,
  Heading,
  LinkButton,
  Moment,
  Notice,
  type Person,
  PersonCard,
  Rich,
} from '../../../kernel/html/components.tsx';
import {
  Form,
  type FormModel,
  PasswordField,
  type Problem,
  ProblemSummary,
  SubmitButton,
  TextField,
  UsernameForManagers,
} from '../../../kernel/html/forms.tsx';
import { type PageContext, renderPage } from '../../../kernel/html/layout.tsx';

export interface AccountSession {
  id: string;
  /** As the user agent tells it; either may be unknown. */
  browser?: string;
  system?: string;
  address?: string;
  signedInAt: Date;
  lastActiveAt?: Date;
  current: boolean;
}

export interface AccountModel {
  person: Person;
  email?: { address: string; verified: boolean };
  username?: string;
  problems?: Problem[];
  /** What was just done, said once at the top. */
  done?: 'password-changed' | 'session-ended' | 'others-ended' | 'factor-removed';
  /**
   * `form` posts `currentPassword` and `newPassword`. (`username` comes along for password managers; ignore it.)
   * `managed` names the connector whose enforced domain the person belongs to; `none` is an account without one.
   */
  password:
    | { kind: 'form'; action: string; minLength: number; identifier: string }
    | { kind: 'managed'; connectorName: string }
    | { kind: 'none' };
  /** `on` posts `code` and `do`: renew or remove. Absent where only the provider's own second factor counts. */
  factor?: { kind: 'on'; since: Date; codesLeft: number; action: string } | { kind: 'off'; setUpUrl: string };
  /** Recovery codes that were made just now: shown this once. */
  newCodes?: readonly string[];
  /** Ending one posts `session`: its id. */
  sessions: AccountSession[];
  endSessionAction: string;
  /** Ends this session. */
  signOutAction: string;
  /** Ends all. */
  signOutEverywhereAction: string;
  /** Hidden fields of every form here. */
  hidden?: Record<string, string>;
}

const doneWords = {
  'password-changed': 'account.passwordChanged',
  'session-ended': 'account.sessionEnded',
  'others-ended': 'account.othersEnded',
  'factor-removed': 'account.factorRemoved',
} as const;

export function accountPage(context: PageContext, model: AccountModel): string {
  const { t } = context;
  const title = t('account.title');
  return renderPage(
    context,
    { title, failed: Boolean(model.problems?.length), wide: true },
    <>
      <div class="top">
        <Heading title={title} />
        <Form model={{ action: model.signOutAction, hidden: model.hidden }}>
          <SubmitButton size="small">{t('account.signOutHere')}</SubmitButton>
        </Form>
      </div>
      <ProblemSummary t={t} problems={model.problems} alwaysShown />
      {model.done && <Notice tone="good">{t(doneWords[model.done])}</Notice>}
      <Profile context={context} model={model} />
      <section class="panel" aria-labelledby="password-title">
        <h2 id="password-title">{t('account.password')}</h2>
        <Password context={context} model={model} />
      </section>
      {model.factor && <SecondFactor context={context} model={model} factor={model.factor} />}
      <Sessions context={context} model={model} />
    </>,
  );
}

function Profile({ context: { t }, model }: { context: PageContext; model: AccountModel }) {
  const { person, username, email } = model;
  const verified = t(email?.verified ? 'account.emailVerified' : 'account.emailUnverified');
  return (
    <PersonCard person={{ ...person, identifier: username }}>
      {email && (
        <span class="hint">
          {email.address !== person.name && <span>{email.address} </span>}
          <span class={email.verified ? 'badge' : 'badge neutral'}>{verified}</span>
        </span>
      )}
    </PersonCard>
  );
}

function Password({ context: { t }, model }: { context: PageContext; model: AccountModel }) {
  const { password, problems } = model;
  if (password.kind === 'none') return <p class="lead">{t('account.passwordNone')}</p>;
  if (password.kind === 'managed') {
    return <p class="lead">{t('account.passwordManaged', { connector: password.connectorName })}</p>;
  }
  return (
    <Form model={{ action: password.action, hidden: model.hidden }} class="panel-form">
      <p class="lead">{t('account.passwordLead')}</p>
      <UsernameForManagers value={password.identifier} />
      <PasswordField
        t={t}
        name="currentPassword"
        label={t('field.currentPassword')}
        autocomplete="current-password"
        problems={problems}
      />
      <PasswordField
        t={t}
        name="newPassword"
        label={t('field.newPassword')}
        hint={t('field.passwordHint', { min: password.minLength })}
        autocomplete="new-password"
        problems={problems}
      />
      <SubmitButton kind="primary">{t('account.changePassword')}</SubmitButton>
    </Form>
  );
}

type Factor = NonNullable<AccountModel['factor']>;

function SecondFactor(props: { context: PageContext; model: AccountModel; factor: Factor }) {
  const { model, factor } = props;
  const { t } = props.context;
  return (
    <section class="panel" aria-labelledby="factor-title">
      <h2 id="factor-title">{t('account.factor')}</h2>
      {model.newCodes && (
        <>
          <Notice tone="good">{t('account.factorRenewed')}</Notice>
          <CodeList label={t('factor.codesList')} codes={model.newCodes} />
        </>
      )}
      {factor.kind === 'on' ? (
        <ChangeFactor context={props.context} model={model} factor={factor} />
      ) : (
        <>
          <p class="lead">{t('account.factorOff')}</p>
          <p class="hint">{t('account.factorSetUpHint')}</p>
          <div class="panel-form">
            <LinkButton href={factor.setUpUrl}>{t('account.factorSetUp')}</LinkButton>
          </div>
        </>
      )}
    </section>
  );
}

function ChangeFactor(props: {
  context: PageContext;
  model: AccountModel;
  factor: Extract<Factor, { kind: 'on' }>;
}) {
  const { model, factor } = props;
  const { t } = props.context;
  return (
    <>
      <p>
        <Rich t={t} text="account.factorOn" parts={{ date: <Moment t={t} at={factor.since} /> }} />
      </p>
      <Form model={{ action: factor.action, hidden: model.hidden }} class="panel-form">
        <p class="lead">{t('account.factorOnLead', { count: factor.codesLeft })}</p>
        <TextField
          name="code"
          label={t('account.factorCode')}
          autocomplete="one-time-code"
          maxlength={40}
          problems={model.problems}
        />
        <div class="actions">
          <SubmitButton name="do" value="renew">
            {t('account.factorRenew')}
          </SubmitButton>
          <SubmitButton kind="danger" name="do" value="remove">
            {t('account.factorRemove')}
          </SubmitButton>
        </div>
      </Form>
    </>
  );
}

function Sessions({ context: { t }, model }: { context: PageContext; model: AccountModel }) {
  const form: FormModel = { action: model.signOutEverywhereAction, hidden: model.hidden };
  return (
    <section class="panel" aria-labelledby="sessions-title">
      <div class="head">
        <h2 id="sessions-title">{t('account.sessions')}</h2>
        <p class="lead">{t('account.sessionsLead')}</p>
      </div>
      <ul class="sessions">
        {model.sessions.map((session) => (
          <SessionRow context={{ t }} model={model} session={session} />
        ))}
      </ul>
      <Form model={form} class="panel-form">
        <p class="hint">{t('account.signOutEverywhereLead')}</p>
        <SubmitButton kind="danger">{t('account.signOutEverywhere')}</SubmitButton>
      </Form>
    </section>
  );
}

function SessionRow(props: {
  context: Pick<PageContext, 't'>;
  model: AccountModel;
  session: AccountSession;
}) {
  const { model, session } = props;
  const { t } = props.context;
  const device = deviceName(props.context, session);
  return (
    <li>
      <div class="what">
        <p class="name">
          {device}
          {session.current && <span class="badge">{t('account.thisDevice')}</span>}
        </p>
        <p class="hint">
          <Rich t={t} text="account.signedInAt" parts={{ time: <Moment t={t} at={session.signedInAt} /> }} />
          {session.address && ` · ${session.address}`}
        </p>
        {session.lastActiveAt && (
          <p class="hint">
            <Rich
              t={t}
              text="account.lastActiveAt"
              parts={{ time: <Moment t={t} at={session.lastActiveAt} /> }}
            />
          </p>
        )}
      </div>
      {!session.current && (
        <Form model={{ action: model.endSessionAction, hidden: model.hidden }}>
          <SubmitButton
            size="small"
            name="session"
            value={session.id}
            label={t('account.signOutSessionOf', { device })}
          >
            {t('account.signOutSession')}
          </SubmitButton>
        </Form>
      )}
    </li>
  );
}

function deviceName({ t }: Pick<PageContext, 't'>, { browser, system }: AccountSession): string {
  if (browser && system) return t('account.browserOnDevice', { browser, system });
  return browser ?? system ?? t('account.unknownDevice');
}
