/** The command line. */

import { systemContext } from './context.ts';
import { runCommandLine } from './program.ts';

process.exitCode = await runCommandLine(process.argv.slice(2), systemContext);
