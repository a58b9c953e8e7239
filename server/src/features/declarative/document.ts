// biome-ignore-all lint/suspicious/noTemplateCurlyInString: the syntax of the file, not of TypeScript
/** Reads YAML, keeps the place of every key and value, and puts in what the environment holds. */
import {
  type Alias,
  type Document,
  isAlias,
  isMap,
  isNode,
  isPair,
  isScalar,
  isSeq,
  LineCounter,
  type Node,
  parseDocument,
  type Range,
  type Scalar,
  visit,
  type YAMLMap,
} from 'yaml';
import { type Environment, expand, hasReference } from './environment.ts';
import type { Finding, Path, Place, Problem } from './problems.ts';

export interface SourceDocument {
  /** Plain data, with the environment's values in it; undefined when the text is no YAML. */
  value: unknown;
  /** Why it is no YAML. */
  problems: Problem[];
  /** Values that can't be used as they are, whatever they mean. */
  findings: Finding[];
  /** What came from the environment. */
  fromEnvironment: { name: string; value: string }[];
  /** Whether the value at this path came whole from the environment, where everything is text. */
  isFromEnvironment(path: Path): boolean;
  /** The place of the innermost part of the path that the file has. */
  place(finding: Pick<Finding, 'path' | 'key'>): Place;
}

const maxAliases = 100;

export function readDocument(text: string, env: Environment): SourceDocument {
  const lines = new LineCounter();
  const place = (offset: number): Place => {
    const { line, col } = lines.linePos(offset);
    return { line: Math.max(line, 1), column: Math.max(col, 1) };
  };
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false, logLevel: 'error' });
  const problems = syntaxProblems(document, text, place);
  const environment = expandAll(document, env);
  return {
    value: problems.length === 0 ? toValue(document, problems) : undefined,
    problems,
    findings: environment.findings,
    fromEnvironment: environment.used,
    isFromEnvironment: (path) => {
      const node = walk(document, path).node;
      return node !== undefined && environment.nodes.has(node);
    },
    place: ({ path, key }) => place(offsetOf(document, path, key)),
  };
}

/** One for each line: what follows on the same line is mostly the parser's confusion. */
function syntaxProblems(document: Document, text: string, place: (offset: number) => Place): Problem[] {
  const lines = text.split('\n');
  const problems = new Map<number, Problem>();
  for (const { message, pos } of [...document.errors, ...document.warnings]) {
    const at = place(pos[0]);
    if (problems.has(at.line)) continue;
    const unquoted = hasReference(lines[at.line - 1] ?? '') ? inFlow : '';
    problems.set(at.line, { ...at, path: '', message: withoutSource(message) + unquoted });
  }
  return [...problems.values()];
}

const inFlow = ' (within { } and [ ] an environment variable needs quotes: "${NAME}")';

/** The library quotes the text that it can't read, which may be a secret. */
const withoutSource = (message: string) =>
  `is not valid YAML: ${message.replace(/: ".*"$/s, '').replace(/^[A-Z]/, (letter) => letter.toLowerCase())}`;

function toValue(document: Document, problems: Problem[]): unknown {
  try {
    return document.toJS({ maxAliasCount: maxAliases });
  } catch (error) {
    const message = error instanceof ReferenceError ? 'repeats too much by aliases' : 'is nested too deeply';
    problems.push({ line: 1, column: 1, path: '', message });
    return undefined;
  }
}

const startOf = (node: Node): number => node.range?.[0] ?? 0;

/** Text that the database can't keep as it is. */
const unusable = (text: string) => text.includes('\0') || !text.isWellFormed();

interface Expanded {
  findings: Finding[];
  used: { name: string; value: string }[];
  nodes: Set<Node>;
}

function expandAll(document: Document, env: Environment): Expanded {
  const expanded: Expanded = { findings: [], used: [], nodes: new Set() };
  visit(document, {
    Scalar(key, node, ancestors) {
      // Only where there is something to tell: a path costs a walk through its lists.
      const path = () => pathTo(key, ancestors);
      if (key === 'key') checkKey(expanded, node, path);
      else if (typeof node.value === 'string') expandValue(expanded, node as Scalar<string>, path, env);
    },
    Pair(key, pair, ancestors) {
      if (isScalar(pair.key)) return;
      expanded.findings.push({ path: pathTo(key, ancestors), message: 'has a key that is not text' });
    },
  });
  return expanded;
}

function checkKey({ findings }: Expanded, { value }: Scalar, path: () => Path): void {
  const key = String(value);
  const found = (message: string) => findings.push({ path: [...path(), key], key, message });
  if (hasReference(key)) found('environment variables can stand in values only, not in keys');
  if (unusable(key)) found('holds a character that is not allowed (NUL)');
}

function expandValue(expanded: Expanded, node: Scalar<string>, path: () => Path, env: Environment): void {
  if (hasReference(node.value)) {
    const whole = /^\$\{\w+\}$/.test(node.value);
    const { text, used, problems } = expand(node.value, env);
    expanded.findings.push(...problems.map((message) => ({ path: path(), message })));
    expanded.used.push(...used);
    if (whole) expanded.nodes.add(node);
    node.value = text;
  }
  if (unusable(node.value)) {
    expanded.findings.push({ path: path(), message: 'holds a character that is not allowed (NUL)' });
  }
}

/** For a key the path of its mapping. */
function pathTo(key: number | 'key' | 'value' | null, ancestors: readonly unknown[]): Path {
  const path: (string | number)[] = [];
  ancestors.forEach((ancestor, index) => {
    if (isSeq(ancestor)) {
      const child = ancestors[index + 1];
      path.push(child === undefined ? Number(key) : ancestor.items.indexOf(child));
    }
    const isOwnKey = key === 'key' && index === ancestors.length - 1;
    if (isPair(ancestor) && isScalar(ancestor.key) && !isOwnKey) path.push(String(ancestor.key.value));
  });
  return path;
}

// --- places --------------------------------------------------------------------------------------

function resolve(node: unknown, document: Document): Node | undefined {
  if (isAlias(node)) return (node as Alias).resolve(document);
  return isNode(node) ? node : undefined;
}

const pairOf = (map: YAMLMap, key: string | number) =>
  map.items.find((pair) => isScalar(pair.key) && String(pair.key.value) === String(key));

/** Follows the path as far as the document goes; `key` is the node of the last key on the way. */
function walk(document: Document, path: Path): { node?: Node; key?: Node; last?: Node } {
  let node = resolve(document.contents, document);
  let key: Node | undefined;
  let last = node;
  for (const segment of path) {
    let next: Node | undefined;
    if (isMap(node)) {
      const pair = pairOf(node, segment);
      key = isNode(pair?.key) ? pair.key : undefined;
      next = resolve(pair?.value, document);
      last = key ?? last;
    } else if (isSeq(node)) {
      key = undefined;
      next = resolve(node.items[Number(segment)], document);
    }
    if (!next) return { key, last };
    node = next;
    if (!isEmpty(next)) last = next;
  }
  return { node, key, last };
}

/** `name:` with nothing behind it has no place of its own. */
const isEmpty = (node: Node) => {
  const range: Range | null | undefined = node.range;
  return !range || range[0] === range[1];
};

function offsetOf(document: Document, path: Path, key?: string): number {
  if (key !== undefined) {
    const parent = walk(document, path.slice(0, -1)).node;
    const pair = isMap(parent) ? pairOf(parent, key) : undefined;
    if (isNode(pair?.key)) return startOf(pair.key);
  }
  const { last } = walk(document, path);
  return last ? startOf(last) : 0;
}
