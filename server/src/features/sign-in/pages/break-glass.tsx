/** Break-glass: an owner's address and one of the codes made beforehand. The same page answers whatever is wrong. */
import { renderFormPage } from '../../../kernel/html/form-page.tsx';
import { Form, type FormModel, SubmitButton, TextField } from '../../../kernel/html/forms.tsx';
import type { PageContext } from '../../../kernel/html/layout.tsx';

/** Posts `email` and `code`. */
export interface BreakGlassModel extends FormModel {
  value?: string;
}

export function breakGlassPage(context: PageContext, model: BreakGlassModel): string {
  const { t } = context;
  const title = t('breakGlass.title');
  return renderFormPage(
    context,
    { title, lead: t('breakGlass.lead'), problems: model.problems },
    <>
      <Form model={model}>
        <TextField
          name="email"
          label={t('field.email')}
          inputmode="email"
          autocomplete="username email"
          value={model.value}
          problems={model.problems}
          tidy="spaces"
          enterkeyhint="next"
          autofocus
        />
        <TextField
          name="code"
          label={t('breakGlass.code')}
          autocomplete="off"
          problems={model.problems}
          tidy="spaces"
          enterkeyhint="go"
        />
        <SubmitButton kind="primary">{t('page.continue')}</SubmitButton>
      </Form>
      <p class="quiet">{t('breakGlass.told')}</p>
    </>,
  );
}
