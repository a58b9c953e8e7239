/** A list of addresses: a field for each with its own problem, a button to remove it, and one to add another. */
import { ActionIcon, Button, Group, Input, Stack, TextInput, Tooltip } from '@mantine/core';
import { IconPlus, IconX } from '@tabler/icons-react';
import { useMessages } from '../../app/i18n.ts';
import type { Problems } from '../../patterns/form.ts';
import { detailMessages } from './messages-detail.ts';

export interface UriListProps {
  label: string;
  description: string;
  add: string;
  placeholder: string;
  /** Of the list among the form's values: problems are found at `name.0`. */
  name: string;
  value: readonly string[];
  problems: Problems;
  onChange(value: string[]): void;
  onBlur(): void;
  disabled: boolean;
}

export function UriList(props: UriListProps) {
  const { label, description, add, value, onChange, disabled } = props;
  return (
    <Input.Wrapper component="fieldset" bd={0} p={0} m={0} miw={0}>
      <Input.Label component="legend" p={0}>
        {label}
      </Input.Label>
      <Input.Description mb={6}>{description}</Input.Description>
      <Stack gap="xs">
        {value.map((uri, place) => (
          <Row key={`row-${place.toString()}`} {...props} uri={uri} place={place} />
        ))}
        {!disabled && (
          <Group>
            <Button
              variant="default"
              size="xs"
              leftSection={<IconPlus size={14} aria-hidden />}
              onClick={() => onChange([...value, ''])}
            >
              {add}
            </Button>
          </Group>
        )}
      </Stack>
    </Input.Wrapper>
  );
}

function Row({ uri, place, ...props }: UriListProps & { uri: string; place: number }) {
  const { label, name, value, problems, onChange, onBlur, placeholder, disabled } = props;
  const m = useMessages(detailMessages);
  const number = (place + 1).toString();
  return (
    <Group gap={4} wrap="nowrap" align="flex-start">
      <TextInput
        flex={1}
        aria-label={m.nth(label, number)}
        type="url"
        placeholder={placeholder}
        readOnly={disabled}
        // A field that was added by the button is the one to type in.
        autoFocus={uri === ''}
        value={uri}
        error={problems[`${name}.${place.toString()}`]}
        onChange={(event) => onChange(value.with(place, event.currentTarget.value.trim()))}
        onBlur={onBlur}
      />
      {!disabled && (
        <Tooltip label={m.remove(label, number)}>
          <ActionIcon
            variant="subtle"
            color="gray"
            size={36}
            aria-label={m.remove(label, number)}
            onClick={() => onChange(value.filter((_, other) => other !== place))}
          >
            <IconX size={16} aria-hidden />
          </ActionIcon>
        </Tooltip>
      )}
    </Group>
  );
}
