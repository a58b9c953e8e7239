/** The pages of the second factor: its code, a recovery code, setting it up, and the recovery codes once they are made. */
import { CodeList, Heading, Notice } from '../../../kernel/html/components.tsx';
import {
  CodeField,
  Form,
  type FormModel,
  ProblemSummary,
  SubmitButton,
  TextField,
} from '../../../kernel/html/forms.tsx';
import { type PageContext, renderPage } from '../../../kernel/html/layout.tsx';
import { safeUrl } from '../../../kernel/html/url.ts';
import type { QrCode } from '../../second-factor/index.ts';

/** All of them post `code`, but for the last, which posts nothing. */
interface Placed extends FormModel {
  /** The application, or the place itself, as people know it. */
  place: string;
}

export interface SecondFactorModel extends Placed {
  recoveryUrl: string;
  cancelUrl: string;
}

export interface RecoveryCodeModel extends Placed {
  codeUrl: string;
}

export interface EnrolSecondFactorModel extends Placed {
  /** In groups, to be typed. */
  secret: string;
  /** Opens the app on the phone that shows this page. */
  uri: string;
  qr: QrCode;
}

export interface RecoveryCodesModel extends FormModel {
  codes: string[];
}

const failed = ({ problems }: FormModel) => Boolean(problems?.length);

export function secondFactorPage(context: PageContext, model: SecondFactorModel): string {
  const { t } = context;
  const title = t('factor.title');
  return renderPage(
    context,
    { title, failed: failed(model) },
    <>
      <Heading title={title} emblem={{ icon: 'phone' }} lead={t('factor.lead', { place: model.place })} />
      <ProblemSummary t={t} problems={model.problems} />
      <Form model={model}>
        <CodeField label={t('factor.field')} problems={model.problems} autofocus />
        <SubmitButton kind="primary">{t('factor.submit')}</SubmitButton>
      </Form>
      <div class="links">
        <p class="quiet">
          <a href={safeUrl(model.recoveryUrl)}>{t('factor.useRecovery')}</a>
        </p>
        <p class="quiet">
          <a href={safeUrl(model.cancelUrl)}>{t('factor.cancel')}</a>
        </p>
      </div>
    </>,
  );
}

export function recoveryCodePage(context: PageContext, model: RecoveryCodeModel): string {
  const { t } = context;
  const title = t('factor.recoveryTitle');
  return renderPage(
    context,
    { title, failed: failed(model) },
    <>
      <Heading title={title} emblem={{ icon: 'phone' }} lead={t('factor.recoveryLead')} />
      <ProblemSummary t={t} problems={model.problems} />
      <Form model={model}>
        <TextField
          name="code"
          label={t('factor.recoveryField')}
          autocomplete="off"
          autocapitalize="characters"
          maxlength={40}
          tidy="spaces"
          problems={model.problems}
          enterkeyhint="go"
          autofocus
        />
        <SubmitButton kind="primary">{t('factor.submit')}</SubmitButton>
      </Form>
      <div class="links">
        <p class="quiet">{t('factor.recoveryLost', { place: model.place })}</p>
        <p class="quiet">
          <a href={safeUrl(model.codeUrl)}>{t('factor.backToCode')}</a>
        </p>
      </div>
    </>,
  );
}

export function enrolSecondFactorPage(context: PageContext, model: EnrolSecondFactorModel): string {
  const { t } = context;
  const title = t('factor.enrolTitle');
  const lead = t('factor.enrolLead', { place: model.place });
  return renderPage(
    context,
    { title, failed: failed(model) },
    <>
      <Heading title={title} emblem={{ icon: 'phone' }} lead={lead} />
      <ProblemSummary t={t} problems={model.problems} />
      <ol class="numbered">
        <li>
          <p>{t('factor.enrolScan')}</p>
          <p class="hint">{t('factor.enrolApps')}</p>
          <Qr label={t('factor.qr')} qr={model.qr} />
          <p class="hint" id="secret">
            {t('factor.enrolType')} ({t('factor.enrolTypeHint')})
          </p>
          <code class="secret" aria-describedby="secret">
            {model.secret}
          </code>
          <p class="quiet">
            <a href={model.uri}>{t('factor.enrolOpen')}</a>
          </p>
        </li>
        <li>
          <p>{t('factor.enrolConfirm')}</p>
          <Form model={model}>
            <CodeField label={t('factor.field')} problems={model.problems} autofocus={failed(model)} />
            <SubmitButton kind="primary">{t('factor.submit')}</SubmitButton>
          </Form>
        </li>
      </ol>
    </>,
  );
}

/** Dark on light in either colour scheme: many apps read no other. */
function Qr({ label, qr }: { label: string; qr: QrCode }) {
  const { size, path } = qr;
  return (
    <svg
      class="qr"
      viewBox={`0 0 ${size} ${size}`}
      role="img"
      aria-label={label}
      shape-rendering="crispEdges"
    >
      <rect width={size} height={size} fill="#fff" />
      <path d={path} fill="#000" />
    </svg>
  );
}

export function recoveryCodesPage(context: PageContext, model: RecoveryCodesModel): string {
  const { t } = context;
  const title = t('factor.codesTitle');
  return renderPage(
    context,
    { title },
    <>
      <Heading title={title} emblem={{ icon: 'phone' }} lead={t('factor.codesLead')} />
      <CodeList label={t('factor.codesList')} codes={model.codes} />
      <Notice tone="warning">{t('factor.codesKeep')}</Notice>
      <Form model={model}>
        <SubmitButton kind="primary">{t('factor.codesKept')}</SubmitButton>
      </Form>
    </>,
  );
}
