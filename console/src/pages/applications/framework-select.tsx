/** The choice of another guide for an application: those of its type. */
import { Select } from '@mantine/core';
import { useMessages } from '../../app/i18n.ts';
import { guides } from './guides.ts';
import { guideMessages } from './messages-guide.ts';
import type { ApplicationType } from './types.ts';

export function FrameworkSelect(props: {
  type: ApplicationType;
  value: string | undefined;
  onChange(id: string | undefined): void;
}) {
  const m = useMessages(guideMessages);
  const offered = guides.filter(({ type }) => type === props.type);
  return (
    <Select
      label={m.framework}
      placeholder={m.choose}
      data={offered.map(({ id, title, language }) => ({ value: id, label: `${title} (${language})` }))}
      value={props.value ?? null}
      onChange={(id) => props.onChange(id ?? undefined)}
      allowDeselect={false}
      searchable
      w={{ base: '100%', xs: 320 }}
    />
  );
}
