/**
 * On the way to an identity provider that wants a form: the page's script sends it at once, and without scripts one
 * button does.
 */
import { Heading } from '../../../kernel/html/components.tsx';
import { Form, SubmitButton } from '../../../kernel/html/forms.tsx';
import { type PageContext, renderPage } from '../../../kernel/html/layout.tsx';

export interface PostFormModel {
  /** The provider's address. */
  action: string;
  fields: Readonly<Record<string, string>>;
}

export function postFormPage(context: PageContext, { action, fields }: PostFormModel): string {
  const { t } = context;
  const title = t('ssoForm.title');
  return renderPage(
    context,
    { title },
    <>
      <Heading title={title} lead={t('ssoForm.lead')} emblem={{ icon: 'organization' }} />
      <div data-send>
        <Form model={{ action, hidden: { ...fields } }}>
          <SubmitButton kind="primary">{t('page.continue')}</SubmitButton>
        </Form>
      </div>
    </>,
  );
}
