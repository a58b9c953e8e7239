/** What commands work with: where they read and write, and the app. Tests put in their own. */
import { createInterface } from 'node:readline/promises';
import { text } from 'node:stream/consumers';
import type { Environment } from '../features/declarative/index.ts';
import { environment } from './environment.ts';
import { withApp } from './ground.ts';

export interface CommandContext {
  env: Environment;
  /** Opens the installation for as long as the work takes. */
  withApp: typeof withApp;
  /** Results: what a script reads. */
  out(line: string): void;
  /** Words for people. */
  err(line: string): void;
  /** Everything on the standard input. */
  input(): Promise<string>;
  /** Undefined when nobody is there to answer. */
  ask(question: string): Promise<string> | undefined;
}

async function ask(question: string): Promise<string> {
  const lines = createInterface({ input: process.stdin, output: process.stderr });
  try {
    return await lines.question(question);
  } finally {
    lines.close();
  }
}

export const systemContext: CommandContext = {
  env: environment,
  withApp,
  out: (line) => void process.stdout.write(`${line}\n`),
  err: (line) => void process.stderr.write(`${line}\n`),
  input: () => text(process.stdin),
  ask: (question) => (process.stdin.isTTY && process.stderr.isTTY ? ask(question) : undefined),
};
