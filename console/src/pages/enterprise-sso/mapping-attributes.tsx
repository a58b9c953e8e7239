/** Which claims fill which field of a user, and what goes into the custom data. */
import { ActionIcon, Button, Group, SimpleGrid, Stack, TagsInput, Text, TextInput } from '@mantine/core';
import { IconPlus, IconTrash } from '@tabler/icons-react';
import { useMessages } from '../../app/i18n.ts';
import { Section } from '../../patterns/section.tsx';
import type { Settings } from '../../patterns/settings.tsx';
import { useProviders, useThisConnector } from './data.ts';
import { type CustomField, type MappingValues, newUid, targets } from './mapping-values.ts';
import { messages } from './messages-mapping.ts';

interface Part {
  form: Settings<MappingValues>;
  readOnly: boolean;
}

export function AttributesSection({ form, readOnly }: Part) {
  const m = useMessages(messages);
  const { provider } = useThisConnector();
  const defaults = useProviders().data?.items.find(({ id }) => id === provider)?.attributeMapping ?? {};
  const { attributes } = form.values;
  return (
    <Section title={m.attributes} description={m.attributesText}>
      <SimpleGrid cols={{ base: 1, sm: 2 }}>
        {targets.map((target) => (
          <TagsInput
            key={target}
            label={m.targets[target]}
            placeholder={attributes[target].length > 0 ? '' : (defaults[target]?.join(', ') ?? m.notMapped)}
            readOnly={readOnly}
            maxTags={10}
            splitChars={[]}
            acceptValueOnBlur
            value={attributes[target]}
            onChange={(claims) => form.set('attributes', { ...attributes, [target]: claims })}
          />
        ))}
      </SimpleGrid>
      <CustomData form={form} readOnly={readOnly} />
    </Section>
  );
}

function CustomData({ form, readOnly }: Part) {
  const m = useMessages(messages);
  const fields = form.values.customData;
  const change = (index: number, field: CustomField) =>
    form.set(
      'customData',
      fields.map((one, at) => (at === index ? field : one)),
    );
  return (
    <Stack gap="xs" component="fieldset" p={0} m={0} style={{ border: 0, minWidth: 0 }}>
      <Text component="legend" size="sm" fw={600} p={0}>
        {m.customData}
      </Text>
      <Text size="sm" c="dimmed">
        {m.customDataText}
      </Text>
      {fields.map((field, index) => (
        <Group key={field.uid} align="flex-start" wrap="nowrap" gap="xs">
          <TextInput
            aria-label={m.key}
            placeholder={m.key}
            w={180}
            readOnly={readOnly}
            value={field.key}
            error={form.problems[`customData.${index}.key`]}
            onChange={(event) => change(index, { ...field, key: event.currentTarget.value })}
          />
          <TagsInput
            aria-label={m.claims}
            placeholder={field.claims.length > 0 ? '' : m.claims}
            flex={1}
            readOnly={readOnly}
            maxTags={10}
            splitChars={[]}
            acceptValueOnBlur
            value={field.claims}
            error={form.problems[`customData.${index}.claims`]}
            onChange={(claims) => change(index, { ...field, claims })}
          />
          {!readOnly && (
            <ActionIcon
              variant="subtle"
              color="gray"
              mt={4}
              aria-label={m.removeKey(field.key)}
              onClick={() =>
                form.set(
                  'customData',
                  fields.filter((one) => one !== field),
                )
              }
            >
              <IconTrash size={18} aria-hidden />
            </ActionIcon>
          )}
        </Group>
      ))}
      {!readOnly && (
        <Button
          variant="default"
          size="xs"
          w="fit-content"
          leftSection={<IconPlus size={14} aria-hidden />}
          onClick={() => form.set('customData', [...fields, { uid: newUid(), key: '', claims: [] }])}
        >
          {m.addKey}
        </Button>
      )}
    </Stack>
  );
}
