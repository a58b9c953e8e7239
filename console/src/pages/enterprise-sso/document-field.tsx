/** Text that is longer than a line, pasted or taken from a file: SAML metadata, certificates. */
import { Button, FileButton, Group, Stack, Textarea } from '@mantine/core';
import { IconUpload } from '@tabler/icons-react';
import { useMessages } from '../../app/i18n.ts';
import { messages } from './messages-saml.ts';

interface DocumentFieldProps {
  label: string;
  help: string | undefined;
  readOnly: boolean;
  /** Several certificates, one below the other. */
  several: boolean;
  field: {
    value: string | string[];
    error: string | undefined;
    onChange(value: string | string[]): void;
    onBlur(): void;
  };
}

/** Certificates end where they say so; without such an end each paragraph is one. */
const split = (text: string): string[] =>
  text.split(/(?<=-----END CERTIFICATE-----)\s*|\n\s*\n/).filter((one) => one.trim() !== '');

export function DocumentField({ label, help, readOnly, several, field }: DocumentFieldProps) {
  const m = useMessages(messages);
  const { value, error, onChange, onBlur } = field;
  const text = Array.isArray(value) ? value.join('\n') : value;
  const give = (next: string) => onChange(several ? split(next) : next);
  const upload = async (file: File | null) => {
    const read = file && (await file.text());
    if (read) give(several && text ? `${text}\n${read}` : read);
  };
  return (
    <Stack gap="xs" align="stretch">
      <Textarea
        label={label}
        description={help}
        value={text}
        error={error}
        readOnly={readOnly}
        onChange={(event) => give(event.currentTarget.value)}
        onBlur={onBlur}
        autosize
        minRows={2}
        maxRows={8}
        spellCheck={false}
        autoComplete="off"
        styles={{ input: { fontFamily: 'var(--mantine-font-family-monospace)', fontSize: '0.75rem' } }}
      />
      {!readOnly && (
        <Group>
          <FileButton onChange={(file) => void upload(file)} accept=".xml,.pem,.crt,.cer,.txt">
            {(props) => (
              <Button
                {...props}
                variant="default"
                size="xs"
                leftSection={<IconUpload size={14} aria-hidden />}
              >
                {m.upload(label)}
              </Button>
            )}
          </FileButton>
        </Group>
      )}
    </Stack>
  );
}
