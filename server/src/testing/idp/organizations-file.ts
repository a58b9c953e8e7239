/** Reads the simulator's YAML file; every problem is listed with its line. */
import { readFile } from 'node:fs/promises';
import { type Document, isNode, LineCounter, parseDocument } from 'yaml';
import { z } from 'zod';
import { organizationsSchema, type SimulatorOrganization } from './organization.ts';

const fileSchema = z.strictObject({ organizations: organizationsSchema });

export async function loadSimulatorFile(path: string): Promise<{ organizations: SimulatorOrganization[] }> {
  const lines = new LineCounter();
  const document = parseDocument(await readFile(path, 'utf8'), { lineCounter: lines, prettyErrors: false });
  const broken = document.errors.map(
    ({ message, pos }) => `${path}:${lines.linePos(pos[0]).line}: ${message}`,
  );
  if (broken.length > 0) throw new Error(broken.join('\n'));
  const parsed = fileSchema.safeParse(document.toJS());
  if (parsed.success) return parsed.data;
  const problems = parsed.error.issues.map(
    ({ path: where, message }) =>
      `${path}:${lineOf(document, lines, where)}: ${where.join('.') || 'file'}: ${message}`,
  );
  throw new Error(problems.join('\n'));
}

/** The line of the innermost part of the path that the file has. */
function lineOf(document: Document, lines: LineCounter, path: PropertyKey[]): number {
  for (let length = path.length; length > 0; length--) {
    const node = document.getIn(path.slice(0, length), true);
    if (isNode(node) && node.range) return lines.linePos(node.range[0]).line;
  }
  return 1;
}
