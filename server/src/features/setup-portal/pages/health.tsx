/** The health of the customer's own connection: its state, and what went wrong lately, without anybody's name. */
import { LinkButton, Moment, Notice } from '../../../kernel/html/components.tsx';
import { Icon } from '../../../kernel/html/icons.tsx';
import type { T } from '../../../kernel/i18n/index.ts';
import type { CauseFacts } from '../../sso/index.ts';
import type { Ending } from '../visit.ts';
import { portalPage, type Seen } from './frame.tsx';
import { sideText } from './test.tsx';

interface Failure extends CauseFacts {
  reference: string;
  at: Date;
}

const endingKeys = {
  'client-secret': 'portal.ends.secret',
  'client-key': 'portal.ends.key',
  'saml-certificate': 'portal.ends.certificate',
  'saml-metadata': 'portal.ends.metadata',
  'domain-proof': 'portal.ends.domain',
} as const;

/** What the customer can renew; tokens that were given out here are not theirs. */
export const isTheirs = (kind: string): boolean => Object.hasOwn(endingKeys, kind);

interface HealthModel {
  endings: readonly Ending[];
  lastSuccessAt: Date | undefined;
  failures: readonly Failure[];
  renewable: boolean;
  settingUp: boolean;
}

export function healthPage(
  seen: Seen,
  { lastSuccessAt, failures, endings, renewable, settingUp }: HealthModel,
): string {
  const { t } = seen.page;
  const connector = seen.connector!;
  const state = connector.enabled ? 'enabled' : connector.disabledAt ? 'disabled' : 'waiting';
  return portalPage(
    seen,
    { title: t('portal.healthTitle'), lead: t('portal.healthLead') },
    <>
      <Notice tone={state === 'enabled' ? 'good' : 'warning'}>{t(`portal.state.${state}`)}</Notice>
      <dl class="facts portal-said">
        <div>
          <dt>{t('portal.lastSuccess')}</dt>
          <dd>{lastSuccessAt ? <Moment t={t} at={lastSuccessAt} /> : t('portal.never')}</dd>
        </div>
        <div>
          <dt>{t('portal.lastTest')}</dt>
          <dd>{connector.testedAt ? <Moment t={t} at={connector.testedAt} /> : t('portal.never')}</dd>
        </div>
        <div>
          <dt>{t('portal.domains')}</dt>
          <dd>
            {connector.domains
              .map(({ name, provedAt }) => `${name} (${t(provedAt ? 'portal.proved' : 'portal.unproved')})`)
              .join(', ') || t('portal.none')}
          </dd>
        </div>
      </dl>
      {endings.length > 0 && <Endings t={t} endings={endings} />}
      <section>
        <h2>{t('portal.failures')}</h2>
        {failures.length === 0 ? (
          <p class="hint">{t('portal.noFailures')}</p>
        ) : (
          <Failures t={t} failures={failures} />
        )}
      </section>
      <div class="actions">
        {renewable && <LinkButton href={`${seen.base}/renew`}>{t('portal.toRenew')}</LinkButton>}
        {settingUp && <LinkButton href={`${seen.base}/finish`}>{t('portal.backToSetup')}</LinkButton>}
      </div>
    </>,
  );
}

function Endings({ t, endings }: { t: T; endings: readonly Ending[] }) {
  return (
    <section>
      <h2>{t('portal.ends')}</h2>
      <ul class="portal-rules">
        {endings.map((ending) => (
          <EndingItem t={t} ending={ending} />
        ))}
      </ul>
    </section>
  );
}

function EndingItem({ t, ending: { kind, name, state, expiresAt } }: { t: T; ending: Ending }) {
  const fine = state === 'fine';
  const what = t(endingKeys[kind as keyof typeof endingKeys]);
  return (
    <li class={fine ? 'pass' : state === 'unknown' ? 'skip' : 'fail'}>
      <Icon name={fine ? 'check' : 'clock'} />
      <div>
        <span>{kind === 'domain-proof' ? `${what}: ${name}` : what}</span>
        <span class="hint">
          {expiresAt === null ? (
            t('portal.endUnknown')
          ) : (
            <>
              {t(state === 'expired' ? 'portal.ended' : 'portal.endsOn')}{' '}
              <Moment t={t} at={new Date(expiresAt)} />
            </>
          )}
        </span>
      </div>
    </li>
  );
}

function Failures({ t, failures }: { t: T; failures: readonly Failure[] }) {
  return (
    <ul class="portal-failures">
      {failures.map(({ reference, at, title, fix, side }) => (
        <li>
          <div class="top">
            <strong lang="en">{title}</strong>
            <Moment t={t} at={at} />
          </div>
          <p lang="en">{fix}</p>
          <p class="hint">
            {sideText(t, side)} · {t('error.reference')} <code>{reference}</code>
          </p>
        </li>
      ))}
    </ul>
  );
}
