/** From the text of a file to a declaration that can be planned, or every problem that it has. */
import { readDocument, type SourceDocument } from './document.ts';
import { duplicates } from './duplicates.ts';
import type { Environment } from './environment.ts';
import { knownKeys } from './json-schema.ts';
import {
  DeclarationError,
  type Finding,
  findingsOf,
  type Path,
  type Problem,
  pathText,
  valueAt,
} from './problems.ts';
import { type DeclarationData, declarationSchema } from './schema.ts';
import { createRedaction, isSecretName, type Redaction, secretsIn } from './secrets.ts';

export interface Declaration {
  /** The file's name, for messages. */
  file: string;
  data: DeclarationData;
  redaction: Redaction;
  /** The error that tells these findings with their places. */
  refuse(findings: readonly Finding[]): DeclarationError;
}

export interface ReadOptions {
  file: string;
  env: Environment;
}

/** @throws DeclarationError with every problem of the file */
export function readDeclaration(text: string, { file, env }: ReadOptions): Declaration {
  const source = readDocument(text, env);
  const parsed = declarationSchema.safeParse(retyped(source));
  const data = parsed.success ? parsed.data : source.value;
  const redaction = createRedaction([
    ...secretsIn(data),
    ...source.fromEnvironment.filter(({ name }) => isSecretName(name)).map(({ value }) => value),
  ]);
  const refuse = (findings: readonly Finding[], more: readonly Problem[] = []) => {
    const placed = findings.map((finding) => ({
      ...source.place(finding),
      path: pathText(finding.path),
      message: redaction.text(finding.message),
    }));
    return new DeclarationError(file, [...more, ...placed].sort(byPlace));
  };
  if (source.problems.length > 0) throw refuse([], source.problems);
  const explained = (finding: Finding) => source.findings.some(({ path }) => isWithin(finding.path, path));
  const found = [...schemaFindings(parsed, source), ...duplicates(source.value)];
  const findings = [...source.findings, ...found.filter((finding) => !explained(finding))];
  if (!parsed.success || findings.length > 0) throw refuse(findings);
  return { file, data: parsed.data, redaction, refuse };
}

const isWithin = (path: Path, outer: Path) => outer.every((segment, index) => path[index] === segment);

const byPlace = (a: Problem, b: Problem) => a.line - b.line || a.column - b.column;

function schemaFindings(
  parsed: ReturnType<typeof declarationSchema.safeParse>,
  source: SourceDocument,
): Finding[] {
  if (parsed.success || source.value === undefined) return [];
  return parsed.error.issues.flatMap((issue) => findingsOf(issue, source.value, knownKeys));
}

/** Environment variables are text; where a flag or a number is wanted they are read as one. */
function retyped(source: SourceDocument): unknown {
  const first = declarationSchema.safeParse(source.value);
  if (first.success) return source.value;
  for (const issue of first.error.issues) {
    const path = issue.path as Path;
    if (issue.code !== 'invalid_type' || !source.isFromEnvironment(path)) continue;
    replaceText(source.value, path);
  }
  return source.value;
}

function replaceText(data: unknown, path: Path): void {
  const parent = valueAt(data, path.slice(0, -1)) as Record<string | number, unknown>;
  const name = path.at(-1)!;
  const text = parent[name];
  if (text === 'true' || text === 'false') parent[name] = text === 'true';
  else if (typeof text === 'string' && /^-?\d+(\.\d+)?$/.test(text)) parent[name] = Number(text);
}
