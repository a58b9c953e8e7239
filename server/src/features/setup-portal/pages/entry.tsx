/** Before the portal: the mailed code, and a link that does not work. */
import { Heading } from '../../../kernel/html/components.tsx';
import {
  Form,
  type FormModel,
  LinkSubmit,
  ProblemSummary,
  SubmitButton,
  TextField,
} from '../../../kernel/html/forms.tsx';
import { type PageContext, renderPage } from '../../../kernel/html/layout.tsx';

/** Says nothing of the link: it may be unknown, over, or another browser's. */
export function linkGonePage(context: PageContext): string {
  const { t } = context;
  const title = t('portal.goneTitle');
  return renderPage(
    context,
    { title },
    <>
      <Heading title={title} lead={t('portal.goneLead')} emblem={{ icon: 'clock' }} />
      <ul class="stack">
        <li>{t('portal.goneAgain')}</li>
        <li>{t('portal.goneNew')}</li>
      </ul>
    </>,
  );
}

export interface CodeModel extends FormModel {
  /** An address that a code was asked for. */
  sentTo?: string;
  email: string;
  minutes: number;
}

export function codePage(context: PageContext, model: CodeModel): string {
  const { t } = context;
  const { sentTo, minutes, problems } = model;
  const title = t('portal.codeTitle');
  const lead = sentTo ? t('portal.codeSent', { email: sentTo, minutes }) : t('portal.codeLead');
  return renderPage(
    context,
    { title, failed: Boolean(problems?.length) },
    <>
      <Heading title={title} lead={lead} emblem={{ icon: 'mail' }} />
      <ProblemSummary t={t} problems={problems} />
      {sentTo ? (
        <CodeForm context={context} model={model} sentTo={sentTo} />
      ) : (
        <EmailForm context={context} model={model} />
      )}
    </>,
  );
}

function EmailForm({ context: { t }, model }: { context: PageContext; model: CodeModel }) {
  return (
    <Form model={model}>
      <TextField
        name="email"
        type="email"
        inputmode="email"
        label={t('field.workEmail')}
        value={model.email}
        problems={model.problems}
        autocomplete="email"
        autofocus
        tidy="spaces"
      />
      <SubmitButton kind="primary">{t('portal.codeSend')}</SubmitButton>
    </Form>
  );
}

function CodeForm({
  context: { t },
  model,
  sentTo,
}: {
  context: PageContext;
  model: CodeModel;
  sentTo: string;
}) {
  const { action, hidden = {}, problems } = model;
  return (
    <>
      <Form model={{ action, hidden: { ...hidden, do: 'check' } }}>
        <TextField
          name="code"
          label={t('field.code')}
          problems={problems}
          class="code"
          autocomplete="one-time-code"
          inputmode="numeric"
          tidy="digits"
          maxlength={16}
          autofocus
        />
        <SubmitButton kind="primary">{t('page.continue')}</SubmitButton>
      </Form>
      <div class="links">
        <LinkSubmit action={action} hidden={{ ...hidden, email: sentTo }}>
          {t('portal.codeAgain')}
        </LinkSubmit>
      </div>
      <details>
        <summary>{t('portal.codeOther')}</summary>
        <EmailForm context={{ t } as PageContext} model={{ ...model, problems: [] }} />
      </details>
    </>
  );
}
