/**
 * One page for every code by email: signing in, verifying a new address, resetting a password.
 */
import { Notice, Rich, Strong } from '../../../kernel/html/components.tsx';
import { renderFormPage } from '../../../kernel/html/form-page.tsx';
import {
  Checkbox,
  CodeField,
  Form,
  type FormModel,
  LinkSubmit,
  SubmitButton,
} from '../../../kernel/html/forms.tsx';
import type { PageContext } from '../../../kernel/html/layout.tsx';
import { safeUrl } from '../../../kernel/html/url.ts';

export type CodePurpose = 'sign-in' | 'register' | 'reset-password' | 'verify-email';

/** Posts `code` (may hold spaces; tidy it) and, if offered, `remember=1`. Resending posts to `resend.action`. */
export interface CodeModel extends FormModel {
  purpose: CodePurpose;
  /** The identifier as the person typed it. The text promises a mail to a stranger no more than to an owner. */
  to: string;
  /** How long a code works. */
  minutes: number;
  resend: { action: string /** 0 when it may be sent at once. */; availableInSeconds: number };
  /** True on the page that follows a resend. */
  resent?: boolean;
  /** Back to where the address was typed. */
  changeUrl?: string;
  /** "Use your password instead". */
  passwordUrl?: string;
  offerRemember?: boolean;
  remember?: boolean;
}

const words = {
  'sign-in': { title: 'code.signInTitle', lead: 'code.sent', submit: 'code.signInSubmit' },
  register: { title: 'code.registerTitle', lead: 'code.sentRegister', submit: 'code.verifySubmit' },
  'reset-password': { title: 'code.resetTitle', lead: 'code.sentReset', submit: 'page.continue' },
  'verify-email': { title: 'code.registerTitle', lead: 'code.sentRegister', submit: 'code.verifySubmit' },
} as const;

export function codePage(context: PageContext, model: CodeModel): string {
  const { t } = context;
  const text = words[model.purpose];
  const title = t(text.title);
  const parts = { email: <Strong>{model.to}</Strong>, minutes: model.minutes };
  return renderFormPage(
    context,
    {
      title,
      emblem: { icon: 'mail' },
      lead: <Rich t={t} text={text.lead} parts={parts} />,
      problems: model.problems,
    },
    <>
      {model.resent && !model.problems?.length && <Notice tone="good">{t('code.resent')}</Notice>}
      <Form model={model}>
        <CodeField label={context.t('field.code')} problems={model.problems} autofocus />
        {model.offerRemember && (
          <Checkbox name="remember" label={t('field.remember')} checked={model.remember} />
        )}
        <SubmitButton kind="primary">{t(text.submit)}</SubmitButton>
      </Form>
      <SideWays context={context} model={model} />
    </>,
  );
}

function SideWays({ context, model }: { context: PageContext; model: CodeModel }) {
  const { t } = context;
  const seconds = model.resend.availableInSeconds;
  const wait = seconds > 0 ? { seconds, text: t.raw('code.resendIn') } : undefined;
  return (
    <div class="links">
      <p class="quiet">{t('code.notReceived')}</p>
      <LinkSubmit action={model.resend.action} hidden={model.hidden} wait={wait}>
        {t('code.resend')}
      </LinkSubmit>
      {model.passwordUrl && (
        <p class="quiet">
          <a href={safeUrl(model.passwordUrl)}>{t('code.usePassword')}</a>
        </p>
      )}
      {model.changeUrl && (
        <p class="quiet">
          <a href={safeUrl(model.changeUrl)}>{t('sso.otherAccount')}</a>
        </p>
      )}
    </div>
  );
}
