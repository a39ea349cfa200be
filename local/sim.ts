import { simulate } from './sim/command.ts';

process.exitCode = await simulate(process.argv.slice(2), console.log);
