/** The type of an application, as a badge. */
import { Badge } from '@mantine/core';
import { useMessages } from '../../app/i18n.ts';
import { type ApplicationType, typeColors, typeMessages } from './types.ts';

export function TypeBadge({ type }: { type: ApplicationType }) {
  return <Badge color={typeColors[type]}>{useMessages(typeMessages)[type]}</Badge>;
}
