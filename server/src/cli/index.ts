/** The command line. */
import { runCommandLine } from './program.ts';
import { systemTerminal } from './terminal.ts';

process.exitCode = await runCommandLine(process.argv.slice(2), systemTerminal);
