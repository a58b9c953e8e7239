/** Tells at the end what must not go unseen: tests that passed at their second try only, and the slowest files. */
import type { Reporter, TestCase, TestModule } from 'vitest/node';

const slowest = 12;

/** Beside the default reporter. */
export class E2eReporter implements Reporter {
  readonly #flaky: string[] = [];

  onTestCaseResult(test: TestCase): void {
    if (test.diagnostic()?.flaky) this.#flaky.push(`${test.module.relativeModuleId} > ${test.fullName}`);
  }

  onTestRunEnd(modules: readonly TestModule[]): void {
    const seconds = (module: TestModule) => Math.round(module.diagnostic().duration / 1000);
    const files = [...modules].sort((a, b) => seconds(b) - seconds(a)).slice(0, slowest);
    console.log('\nThe slowest files, in seconds:');
    for (const file of files) console.log(`${String(seconds(file)).padStart(6)}  ${file.relativeModuleId}`);
    for (const name of this.#flaky) console.log(`*** PASSED AT THE SECOND TRY: ${name}`);
  }
}
