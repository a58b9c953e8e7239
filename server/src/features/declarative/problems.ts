/** What is wrong with a file: every problem with its place, in plain words, and never a secret value. */
import type { z } from 'zod';

/** Where in the file: `['tenants', 'default', 'applications', 0]`. */
export type Path = readonly (string | number)[];

export interface Place {
  line: number;
  column: number;
}

export interface Problem extends Place {
  /** `tenants.default.applications[0].name`; empty for the file as a whole. */
  path: string;
  message: string;
}

/** A problem before its place in the file is known. */
export interface Finding {
  path: Path;
  message: string;
  /** The problem is this key itself, not its value. */
  key?: string;
}

/** The file can't be applied; nothing was changed. */
export class DeclarationError extends Error {
  override readonly name = 'DeclarationError';
  readonly file: string;
  readonly problems: readonly Problem[];

  constructor(file: string, problems: readonly Problem[]) {
    super(problems.map((problem) => problemLine(file, problem)).join('\n'));
    this.file = file;
    this.problems = problems;
  }
}

function problemLine(file: string, { line, column, path, message }: Problem): string {
  return `${file}:${line}:${column}: ${path ? `${path}: ` : ''}${message}`;
}

export function pathText(path: Path): string {
  return path.reduce<string>((text, segment) => {
    if (typeof segment === 'number') return `${text}[${segment}]`;
    const plain = /^[\w-]+$/.test(segment);
    if (!plain) return `${text}[${JSON.stringify(segment)}]`;
    return text ? `${text}.${segment}` : segment;
  }, '');
}

/** `redirectUris.0`, as the features' own errors name their fields. */
export function parsePath(text: string): Path {
  return text === '' ? [] : text.split('.').map((part) => (/^\d+$/.test(part) ? Number(part) : part));
}

const typeNames: Record<string, string> = {
  string: 'text',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
  array: 'a list',
  tuple: 'a list',
  object: 'a mapping (key: value)',
  record: 'a mapping (key: value)',
  null: 'null',
};

const units: Record<string, string> = { string: 'characters', array: 'entries', object: 'keys' };

function typeMessage(expected: string, value: unknown): string {
  if (value === undefined) return 'is missing';
  const wanted = `must be ${typeNames[expected] ?? expected}`;
  const unquoted = expected === 'string' && (typeof value === 'number' || typeof value === 'boolean');
  return unquoted ? `${wanted}: put it in quotes` : wanted;
}

function sizeMessage(word: 'at least' | 'at most', origin: string, limit: number | bigint): string {
  const unit = units[origin];
  return unit ? `must have ${word} ${limit} ${unit}` : `must be ${word} ${limit}`;
}

function messageOf(issue: z.core.$ZodIssue, value: unknown): string {
  switch (issue.code) {
    case 'invalid_type':
      return typeMessage(issue.expected, value);
    case 'invalid_value':
      return `must be ${issue.values.length > 1 ? 'one of ' : ''}${issue.values.join(', ')}`;
    case 'too_small':
      return sizeMessage('at least', issue.origin, issue.minimum);
    case 'too_big':
      return sizeMessage('at most', issue.origin, issue.maximum);
    default:
      return issue.message.replace(/^Invalid input$/, 'is not valid');
  }
}

export function valueAt(value: unknown, path: Path): unknown {
  return path.reduce<unknown>(
    (at, segment) =>
      typeof at === 'object' && at !== null ? (at as Record<string | number, unknown>)[segment] : undefined,
    value,
  );
}

/** One zod issue in the words of a person who edits the file. */
export function findingsOf(
  issue: z.core.$ZodIssue,
  data: unknown,
  knownKeys: (path: Path) => string[],
): Finding[] {
  const path = issue.path.map((segment) => (typeof segment === 'number' ? segment : String(segment)));
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) => ({
      path: [...path, key],
      key,
      message: `is not a known key${suggestion(key, knownKeys(path))}`,
    }));
  }
  if (issue.code === 'invalid_key') {
    const key = path.at(-1) === undefined ? undefined : String(path.at(-1));
    return issue.issues.map(({ message }) => ({ path, key, message }));
  }
  return [{ path, message: messageOf(issue, valueAt(data, path)) }];
}

function suggestion(key: string, known: string[]): string {
  const [nearest] = known
    .map((name) => ({ name, distance: distance(key.toLowerCase(), name.toLowerCase()) }))
    .filter((candidate) => candidate.distance <= Math.max(1, Math.floor(key.length / 3)))
    .sort((a, b) => a.distance - b.distance);
  if (nearest) return `; did you mean ${nearest.name}?`;
  return known.length > 0 ? `; known here: ${known.join(', ')}` : '';
}

/** Levenshtein's, row by row. */
function distance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, column) => column);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      const replaced = row[j - 1]! + (a[i - 1] === b[j - 1] ? 0 : 1);
      next.push(Math.min(replaced, row[j]! + 1, next[j - 1]! + 1));
    }
    row = next;
  }
  return row[b.length]!;
}
