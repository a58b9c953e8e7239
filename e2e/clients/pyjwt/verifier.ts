/** A Python back end that verifies tokens with PyJWT, as long as the test runs. */
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

export interface Verifier {
  /** `ok` and the subject, or what PyJWT said. */
  verify(token: string): Promise<string>;
  stop(): void;
}

export function pythonVerifier(python: string, args: readonly string[]): Verifier {
  const child = spawn(python, [join(import.meta.dirname, 'verify.py'), ...args], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  return {
    async verify(token) {
      child.stdin.write(`${token}\n`);
      return (await lines.next()).value ?? 'the verifier ended';
    },
    stop: () => void child.kill(),
  };
}
