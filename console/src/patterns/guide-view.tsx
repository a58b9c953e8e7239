/** Shows a guide: text and code with the values of this application filled in, and what the page puts at directives. */
import { Anchor, Blockquote, Box, Code, List, Paper, Stack, Table, Text, Title } from '@mantine/core';
import { Fragment, type ReactNode } from 'react';
import { CopyIcon } from './copy.tsx';
import type { Block, CodeSpan, Guide, Inline } from './guide.ts';
import classes from './guide-view.module.css';

export interface GuideViewProps {
  guide: Guide;
  /** By the names of placeholders; one without a value stays visible as its name. */
  values: Readonly<Record<string, string | undefined>>;
  /** What stands at `::name`. */
  directives?: Readonly<Record<string, ReactNode>>;
}

const mark = /GATEHOUSEx(\w+?)xVALUE/g;

export function GuideView({ guide, values, directives = {} }: GuideViewProps) {
  const fill = (text: string) => text.replaceAll(mark, (_, name: string) => values[name] ?? `<${name}>`);
  return (
    <Stack gap="md" className={classes.guide}>
      <Blocks blocks={guide.blocks} fill={fill} directives={directives} />
    </Stack>
  );
}

interface Drawing {
  fill(text: string): string;
  directives: Readonly<Record<string, ReactNode>>;
}

/** Guides never change while they are shown, so places can be keys. */
function Blocks({ blocks, ...drawing }: { blocks: readonly Block[] } & Drawing) {
  return blocks.map((block, place) => (
    <OneBlock key={`${block.type}-${place.toString()}`} block={block} {...drawing} />
  ));
}

function OneBlock({ block, fill, directives }: { block: Block } & Drawing) {
  const text = (children: readonly Inline[]) => <Inlines of={children} fill={fill} />;
  switch (block.type) {
    case 'heading':
      return (
        <Title order={block.level === 2 ? 2 : 3} size={block.level === 2 ? 'h4' : 'h5'} mt="sm">
          {text(block.children)}
        </Title>
      );
    case 'paragraph':
      return (
        <Text size="sm" component="p" m={0}>
          {text(block.children)}
        </Text>
      );
    case 'quote':
      return (
        <Blockquote p="sm">
          <Blocks blocks={block.blocks} fill={fill} directives={directives} />
        </Blockquote>
      );
    case 'list':
      return (
        <List
          type={block.ordered ? 'ordered' : 'unordered'}
          size="sm"
          spacing={6}
          {...(block.ordered && { start: block.start })}
        >
          {block.items.map((item, place) => (
            <List.Item key={`item-${place.toString()}`}>
              <Blocks blocks={item} fill={fill} directives={directives} />
            </List.Item>
          ))}
        </List>
      );
    case 'table':
      return (
        <Box style={{ overflowX: 'auto' }} tabIndex={0}>
          <Table fz="sm" withTableBorder>
            <Table.Thead>
              <Table.Tr>
                {block.header.map((cell, place) => (
                  <Table.Th key={`head-${place.toString()}`}>{text(cell)}</Table.Th>
                ))}
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody>
              {block.rows.map((row, place) => (
                <Table.Tr key={`row-${place.toString()}`}>
                  {row.map((cell, column) => (
                    <Table.Td key={`cell-${column.toString()}`}>{text(cell)}</Table.Td>
                  ))}
                </Table.Tr>
              ))}
            </Table.Tbody>
          </Table>
        </Box>
      );
    case 'code':
      return <CodeBlock title={block.title} language={block.language} lines={block.lines} fill={fill} />;
    case 'directive':
      return directives[block.name];
  }
}

/** Only what is on the web or in mail; a guide has nothing else. */
const safe = (href: string) => (/^(https?:|mailto:)/.test(href) ? href : undefined);

function Inlines({ of, fill }: { of: readonly Inline[]; fill: Drawing['fill'] }): ReactNode {
  return of.map((child, place) => (
    <OneInline key={`${child.type}-${place.toString()}`} of={child} fill={fill} />
  ));
}

function OneInline({ of: child, fill }: { of: Inline; fill: Drawing['fill'] }): ReactNode {
  switch (child.type) {
    case 'text':
      return fill(child.text);
    case 'code':
      return <Code>{fill(child.text)}</Code>;
    case 'strong':
      return (
        <strong>
          <Inlines of={child.children} fill={fill} />
        </strong>
      );
    case 'em':
      return (
        <em>
          <Inlines of={child.children} fill={fill} />
        </em>
      );
    case 'link':
      return (
        <Anchor href={safe(fill(child.href))} size="sm" underline="always" target="_blank" rel="noreferrer">
          <Inlines of={child.children} fill={fill} />
        </Anchor>
      );
  }
}

/** Code with its file's name and a button that copies it. */
export function CodeBlock({
  title,
  language,
  lines,
  fill = (text) => text,
}: {
  title?: string;
  language: string;
  lines: readonly CodeSpan[][];
  fill?: Drawing['fill'];
}) {
  const whole = lines.map((line) => fill(line.map(({ text }) => text).join(''))).join('\n');
  return (
    <Paper p={0} className={classes.code}>
      <div className={classes.head}>
        <Text size="xs" c="dimmed" ff="monospace">
          {title ?? language}
        </Text>
        <CopyIcon value={whole} what={title ?? language} />
      </div>
      <pre tabIndex={0}>
        <code>
          {lines.map((line, number) => (
            <Fragment key={`line-${number.toString()}`}>
              {line.map((span, place) => (
                <span
                  key={`span-${place.toString()}`}
                  style={{ '--light': span.light, '--dark': span.dark } as object}
                >
                  {fill(span.text)}
                </span>
              ))}
              {'\n'}
            </Fragment>
          ))}
        </code>
      </pre>
    </Paper>
  );
}
