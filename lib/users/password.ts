import bcrypt from 'bcryptjs';
import * as z from 'zod/mini';
import { codePoints, unicodeString } from '../unicode.ts';
import { usernameSchema } from './username.ts';

/** A password in Unicode's NFKC form, so that it is the same from every keyboard. */
export type Password = string & z.core.$brand<'Password'>;

/** How many bytes of UTF-8 bcrypt reads. A longer password is refused, never cut. */
const BCRYPT_BYTES = 72;
const SHORTEST = 8;

const normalized = (password: string) => password.normalize('NFKC') as Password;

/** A password as it is sent: at least 8 characters and at most 72 bytes of UTF-8, both after NFKC. */
export const passwordSchema = z.pipe(
  unicodeString().check(
    z.refine((password) => codePoints(normalized(password)) >= SHORTEST, {
      error: `must be at least ${SHORTEST} characters long`,
    }),
    z.refine((password) => Buffer.byteLength(normalized(password)) <= BCRYPT_BYTES, {
      error: `must be at most ${BCRYPT_BYTES} bytes long in UTF-8`,
    }),
    // bcrypt repeats a password with a NUL behind it: one that holds a NUL could stand for a shorter one.
    z.refine((password) => !password.includes('\0'), { error: 'must not contain the character U+0000' }),
    // No lengths, which would be those before NFKC: U+FDFA alone becomes 18 characters.
    z.meta({
      description: `At least ${SHORTEST} characters and at most ${BCRYPT_BYTES} bytes of UTF-8, both after Unicode NFKC; longer is refused, never cut. Well-formed Unicode.`,
      format: 'password',
      pattern: '^[^\\x00]+$',
    }),
  ),
  z.transform(normalized),
);

/** The name and password of a user, as signing up and logging in take them. */
export const credentialsSchema = z
  .strictObject({ username: usernameSchema, password: passwordSchema })
  .register(z.globalRegistry, { id: 'Credentials', description: 'The name and password of a user.' });

/** How passwords are hashed and compared. */
export type PasswordHashing = {
  /** The bcrypt hash of a password, with a new salt. */
  hash(password: Password): Promise<string>;
  /** Whether the password is the hashed one. Without a hash it takes the same time, and is not. */
  matches(password: Password, hash: string | undefined): Promise<boolean>;
};

/** The environment variable that only tests set, to a lower cost than {@link BCRYPT_COST}. */
const BCRYPT_COST_VARIABLE = 'BCRYPT_COST';

/** How many doublings a hash takes: 12 is about a quarter of a second of one vCPU. */
const BCRYPT_COST = 12;

export const hashingFromEnvironment = (environment: NodeJS.ProcessEnv = process.env): PasswordHashing =>
  bcryptHashing(Number(environment[BCRYPT_COST_VARIABLE] || BCRYPT_COST));

/** bcrypt, with `cost` doublings: 4 to 31. */
export function bcryptHashing(cost: number): PasswordHashing {
  if (!(cost >= 4 && cost <= 31)) throw new Error(`${BCRYPT_COST_VARIABLE} must be a number from 4 to 31.`);
  // A hash that no password has, for the user that does not exist: comparing with it costs the same.
  const nobody = `${bcrypt.genSaltSync(cost)}${'.'.repeat(31)}`;

  return {
    hash: (password) => bcrypt.hash(password, cost),
    matches: async (password, hash) => (await bcrypt.compare(password, hash ?? nobody)) && hash !== undefined,
  };
}
