/** Chooses an organization: in the settings of a connector, and in the link that makes one. */
import { Select } from '@mantine/core';
import { useMessages } from '../../app/i18n.ts';
import { nameOf, useOrganizationNames } from '../../patterns/names.ts';
import { messages } from './messages-organization.ts';

export function OrganizationField(props: {
  value: string | null;
  onChange(value: string | null): void;
  label: string;
  description?: string;
  disabled?: boolean;
}) {
  const m = useMessages(messages);
  const names = useOrganizationNames();
  const { value } = props;
  // Beyond the first hundred, and where the list may not be read, the chosen one stays what it is.
  const known = value !== null && !names.some(({ id }) => id === value) ? [{ id: value, name: value }] : [];
  const options = [...known, ...names].map(({ id }) => ({ value: id, label: nameOf(names, id) }));
  return <Select {...props} data={options} placeholder={m.none} searchable clearable />;
}
