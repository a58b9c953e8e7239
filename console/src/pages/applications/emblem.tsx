/** The tile of a framework: two letters of its name on the colour of its language. */
import { Center } from '@mantine/core';
import { IconRobot, IconShieldCheck, IconTerminal2 } from '@tabler/icons-react';
import type { GuideSummary } from '../../patterns/guide.ts';

/** Dark enough for white letters (WCAG 2.2, 1.4.3). */
const colors: [RegExp, string][] = [
  [/python/i, '#2f6690'],
  [/typescript/i, '#2f5fb3'],
  [/javascript|node/i, '#7a5c00'],
  [/\bgo\b/i, '#00707f'],
  [/kotlin|java/i, '#9c4221'],
  [/c#|\.net/i, '#6b3fa0'],
  [/php/i, '#4f5b93'],
  [/ruby/i, '#a8201a'],
  [/swift/i, '#b5451b'],
  [/dart/i, '#0b6e83'],
];

/** Where the first two letters would say little. */
const letters: Record<string, string> = {
  javascript: 'JS',
  dotnet: '.N',
  next: 'N',
  ios: 'iO',
  'spring-boot': 'Sb',
  php: 'Php',
  ruby: 'Rb',
  hono: 'Ho',
  fastapi: 'Fa',
  fastify: 'Ff',
};

const icons = { device: IconTerminal2, machine: IconRobot, api: IconShieldCheck } as const;

export function Emblem({ guide, size = 40 }: { guide: GuideSummary; size?: number }) {
  const Icon = icons[guide.kind as keyof typeof icons];
  const color = colors.find(([language]) => language.test(guide.language))?.[1] ?? '#475569';
  const text = letters[guide.id] ?? guide.title.replaceAll(/[^A-Za-z]/g, '').slice(0, 2);
  return (
    <Center
      aria-hidden
      w={size}
      h={size}
      style={{
        flex: 'none',
        borderRadius: 10,
        background: color,
        color: '#fff',
        fontWeight: 700,
        fontSize: size * (text.length > 2 ? 0.3 : 0.38),
      }}
    >
      {Icon ? <Icon size={size * 0.55} stroke={1.7} /> : text}
    </Center>
  );
}
