/** One field of a provider's form. Secrets and documents are shown to be there, never what they are. */
import type { Problem } from '../../../kernel/html/forms.tsx';
import { Icon } from '../../../kernel/html/icons.tsx';
import type { T } from '../../../kernel/i18n/index.ts';
import type { ConfigField } from '../connection-form.ts';

interface FieldProps {
  t: T;
  field: ConfigField;
  value: string;
  problems: Problem[];
  /** Something is stored already: what is left empty stays. */
  stored: boolean;
}

export function ConfigFieldInput({ t, field, value, problems, stored }: FieldProps) {
  const { name, kind, title, help } = field;
  const problem = problems.find((one) => one.field === name);
  const stays = stored && (kind === 'secret' || kind === 'document');
  const hints = [help, stays && t('portal.stays'), kind === 'list' && t('portal.onePerLine')].filter(Boolean);
  const notes = [problem && `error-${name}`, hints.length > 0 && `hint-${name}`].filter(Boolean).join(' ');
  if (kind === 'flag')
    return (
      <label class="check">
        <input type="checkbox" name={name} value="1" checked={value === 'true'} />
        <span>{title}</span>
      </label>
    );
  return (
    <div class="field">
      <label for={`field-${name}`}>
        {title}
        {!field.required && kind !== 'secret' && kind !== 'document' && (
          <span class="portal-optional"> {t('portal.optional')}</span>
        )}
      </label>
      <Control field={field} value={value} notes={notes} invalid={Boolean(problem)} t={t} />
      {problem && (
        <p class="error" id={`error-${name}`}>
          <Icon name="alert" />
          <span lang="en">{problem.message}</span>
        </p>
      )}
      {hints.length > 0 && (
        <p class="hint" id={`hint-${name}`}>
          {hints.join(' ')}
        </p>
      )}
    </div>
  );
}

interface ControlProps {
  t: T;
  field: ConfigField;
  value: string;
  notes: string;
  invalid: boolean;
}

function Control({
  t,
  field: { name, kind, placeholder, choices, title },
  value,
  notes,
  invalid,
}: ControlProps) {
  const shared = {
    id: `field-${name}`,
    name,
    class: 'input',
    'aria-describedby': notes || undefined,
    'aria-invalid': invalid ? ('true' as const) : undefined,
  };
  if (kind === 'choice')
    return (
      <select {...shared}>
        {choices.map((choice) => (
          <option value={choice} selected={choice === value}>
            {choice}
          </option>
        ))}
      </select>
    );
  if (kind === 'list')
    return (
      <textarea {...shared} rows={3} spellcheck={false} placeholder={placeholder}>
        {value}
      </textarea>
    );
  if (kind === 'document')
    return (
      <>
        <input
          type="file"
          class="input portal-file"
          name={`${name}_file`}
          aria-label={t('portal.upload', { title })}
          accept=".xml,.pem,.cer,.crt,text/xml,application/xml"
        />
        <textarea {...shared} rows={4} spellcheck={false} placeholder={t('portal.orPaste')} />
      </>
    );
  return (
    <input
      {...shared}
      type={kind === 'secret' ? 'password' : kind}
      value={kind === 'secret' ? undefined : value}
      placeholder={placeholder}
      autocomplete="off"
      autocapitalize="none"
      spellcheck={false}
      maxlength={4_000}
    />
  );
}
