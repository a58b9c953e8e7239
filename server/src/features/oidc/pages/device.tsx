/**
 * The device flow's pages (RFC 8628 section 3.3): typing the code, checking that it is one's own device, and the end.
 */
import { Heading, Notice, type Person, PersonCard, Rich, Strong } from '../../../kernel/html/components.tsx';
import { renderFormPage } from '../../../kernel/html/form-page.tsx';
import { Form, type FormModel, SubmitButton, TextField } from '../../../kernel/html/forms.tsx';
import { type PageContext, renderPage } from '../../../kernel/html/layout.tsx';

/** Posts `user_code`, with the provider's `xsrf` among `hidden`. */
export interface DeviceEntryModel extends FormModel {
  userCode?: string;
}

export function deviceEntryPage(context: PageContext, model: DeviceEntryModel): string {
  const { t } = context;
  const title = t('device.title');
  return renderFormPage(
    context,
    { title, lead: t('device.lead'), emblem: { icon: 'device' }, problems: model.problems },
    <Form model={model}>
      <TextField
        name="user_code"
        label={t('field.userCode')}
        class="code"
        autocomplete="off"
        autocapitalize="characters"
        value={model.userCode}
        problems={model.problems}
        maxlength={32}
        tidy="spaces"
        enterkeyhint="go"
        autofocus
      />
      <SubmitButton kind="primary">{t('page.continue')}</SubmitButton>
    </Form>,
  );
}

/** Posts `hidden` (the provider's `xsrf`, `user_code` and `confirm=yes`), and `abort=yes` when it is refused. */
export interface DeviceConfirmModel extends FormModel {
  applicationName: string;
  userCode: string;
  person?: Person;
}

export function deviceConfirmPage(context: PageContext, model: DeviceConfirmModel): string {
  const { t } = context;
  const title = t('device.confirmTitle');
  const parts = { application: <Strong>{model.applicationName}</Strong> };
  return renderPage(
    context,
    { title },
    <>
      <Heading
        title={title}
        lead={<Rich t={t} text="device.confirmLead" parts={parts} />}
        emblem={{ icon: 'device' }}
      />
      <div class="stack">
        <p>{t('device.confirmCode')}</p>
        <code class="user-code">{model.userCode}</code>
      </div>
      {model.person && <PersonCard label={t('account.signedInAs')} person={model.person} />}
      <Notice tone="warning">{t('device.confirmWarning')}</Notice>
      <Form model={model}>
        <div class="actions row">
          <SubmitButton name="abort" value="yes">
            {t('device.deny')}
          </SubmitButton>
          <SubmitButton kind="primary">{t('device.allow')}</SubmitButton>
        </div>
      </Form>
    </>,
  );
}

export interface DeviceDoneModel {
  outcome: 'allowed' | 'denied';
}

export function deviceDonePage(context: PageContext, model: DeviceDoneModel): string {
  const { t } = context;
  const allowed = model.outcome === 'allowed';
  const title = t(allowed ? 'device.doneTitle' : 'device.deniedTitle');
  return renderPage(
    context,
    { title },
    <Heading
      title={title}
      lead={t(allowed ? 'device.doneLead' : 'device.deniedLead')}
      emblem={allowed ? { icon: 'check', tone: 'good' } : { icon: 'cross' }}
    />,
  );
}
