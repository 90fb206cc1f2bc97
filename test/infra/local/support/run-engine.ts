import { startEngine } from '../../../../infra/local/engine.ts';

/** Runs the embedded engine on the folder it is given, until it is killed: the process that a test kills. */
const { endpoint } = await startEngine({ kind: 'embedded', dataDir: process.argv[2] });
console.log(endpoint);
