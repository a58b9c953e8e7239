/** The command line. */
import { systemContext } from './context.ts';
import { runCommandLine } from './program.ts';

const code = await runCommandLine(process.argv.slice(2), systemContext);
// A start that failed half-way may have left something running; what was confirmed is on disk.
if (code !== 0) process.exit(code);
