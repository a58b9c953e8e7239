/** The fourth step: domains, each with the record that proves it. It may be left and come back to. */
import { LinkButton, Moment, Notice } from '../../../kernel/html/components.tsx';
import { Form, type Problem, SubmitButton, TextField } from '../../../kernel/html/forms.tsx';
import { CopyValue, formOf, portalPage, type Seen } from './frame.tsx';

export interface ShownDomain {
  name: string;
  proved: boolean;
  checkedAt: Date | null;
  record: { name: string; value: string };
  removable: boolean;
}

interface DomainModel {
  domains: readonly ShownDomain[];
  /** Expected, and not to be had here. */
  missing: readonly string[];
  mayAdd: boolean;
  typed: string;
  problems: Problem[];
}

export function domainPage(seen: Seen, { domains, missing, mayAdd, typed, problems }: DomainModel): string {
  const { t } = seen.page;
  return portalPage(
    seen,
    { step: 'domain', title: t('portal.domainTitle'), lead: t('portal.domainLead'), problems },
    <>
      {domains.map((domain, index) => (
        <Domain seen={seen} domain={domain} id={`domain-${index}`} />
      ))}
      {missing.map((name) => (
        <Notice tone="warning">{t('portal.domainMissing', { domain: name })}</Notice>
      ))}
      {mayAdd && (
        <Form model={formOf(seen, 'domain', { do: 'add' })} class="portal-add">
          <TextField
            name="domain"
            label={t('portal.domainField')}
            hint={t('portal.domainHint')}
            value={typed}
            problems={problems}
            autocomplete="off"
            inputmode="text"
            tidy="spaces"
            maxlength={253}
          />
          <SubmitButton kind={domains.length === 0 ? 'primary' : undefined}>
            {t('portal.domainAdd')}
          </SubmitButton>
        </Form>
      )}
      <div class="actions">
        <LinkButton href={`${seen.base}/test`} kind={domains.length > 0 ? 'primary' : undefined}>
          {t(domains.some(({ proved }) => proved) ? 'portal.toTest' : 'portal.domainLater')}
        </LinkButton>
      </div>
    </>,
  );
}

function Domain({ seen, domain, id }: { seen: Seen; domain: ShownDomain; id: string }) {
  const { t } = seen.page;
  const { name, proved, checkedAt, record } = domain;
  return (
    <section class="portal-domain" aria-labelledby={id}>
      <div class="top">
        <h2 id={id}>
          <bdi>{name}</bdi>
        </h2>
        <span class={proved ? 'badge' : 'badge neutral'}>
          {t(proved ? 'portal.proved' : 'portal.unproved')}
        </span>
      </div>
      {!proved && (
        <>
          <p>{t('portal.domainRecord')}</p>
          <div class="portal-record">
            <CopyValue t={t} id={`${id}-type`} label={t('portal.recordType')} value="TXT" />
            <CopyValue t={t} id={`${id}-name`} label={t('portal.recordName')} value={record.name} />
            <CopyValue t={t} id={`${id}-value`} label={t('portal.recordValue')} value={record.value} />
          </div>
          {checkedAt && (
            <p class="hint">
              {t('portal.lastChecked')} <Moment t={t} at={checkedAt} />
            </p>
          )}
          <div class="portal-row">
            <Form model={formOf(seen, 'domain', { do: 'check', domain: name })}>
              <SubmitButton size="small" label={`${t('portal.checkNow')}: ${name}`}>
                {t('portal.checkNow')}
              </SubmitButton>
            </Form>
            {domain.removable && (
              <Form model={formOf(seen, 'domain', { do: 'remove', domain: name })}>
                <SubmitButton size="small" label={`${t('portal.domainRemove')}: ${name}`}>
                  {t('portal.domainRemove')}
                </SubmitButton>
              </Form>
            )}
          </div>
        </>
      )}
    </section>
  );
}
