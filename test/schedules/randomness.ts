import { createHash } from 'node:crypto';
import { syncBuiltinESMExports } from 'node:module';

const crypto = process.getBuiltinModule('node:crypto');
const { randomUUID, randomBytes, randomInt } = crypto;

let owner = '';
let drawn = 0;

const bytes = (length: number): Buffer =>
  Buffer.concat(
    Array.from({ length: Math.ceil(length / 32) }, () => createHash('sha256').update(`${owner} ${drawn++}`).digest()),
  ).subarray(0, length);

/** From now on whatever is random in this process follows from that name, from the beginning: replays repeat it. */
export function drawFor(name: string): void {
  owner = name;
  drawn = 0;
}

/** Makes the randomness of node:crypto (and so of UUIDs, ULIDs and tokens) repeat itself. Gives what undoes that. */
export function tameRandomness(): () => void {
  const set = (functions: object) => {
    Object.assign(crypto, functions);
    syncBuiltinESMExports();
  };
  set({
    randomUUID: () => `${owner} ${drawn++}`,
    randomBytes: bytes,
    randomInt: (max: number) => bytes(6).readUIntBE(0, 6) % max,
  });
  return () => set({ randomUUID, randomBytes, randomInt });
}
