/**
 * The command line. It is a program, not a library: it exports nothing.
 *
 * @packageDocumentation
 */
import { run } from './run';

// Set, not exit(): what was written to a pipe has to arrive first.
run(process.argv.slice(2), process).then(code => {
  process.exitCode = code;
});
