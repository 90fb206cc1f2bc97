import { createHmac } from 'node:crypto';
import bcrypt from 'bcryptjs';
import * as z from 'zod/mini';
import { codePoints, unicodeString } from '../unicode.ts';
import { usernameSchema } from './username.ts';

/** A password as somebody gives it, right or wrong, in Unicode's NFKC form: the same from every keyboard. */
export type GivenPassword = string & z.core.$brand<'GivenPassword'>;

/** A password that a user may have. */
export type Password = GivenPassword & z.core.$brand<'Password'>;

const SHORTEST = 8;
const LONGEST = 256;

/** As long as a password may be before NFKC, which makes one character of at most four. */
const LONGEST_GIVEN = 4 * LONGEST;

const normalized = (password: string) => password.normalize('NFKC');

const lengthOf = (password: string) => codePoints(normalized(password));

/** A new password as it is sent: 8 to 256 characters after NFKC. */
export const passwordSchema = z.pipe(
  unicodeString().check(
    z.refine((password) => lengthOf(password) >= SHORTEST, { error: `must be at least ${SHORTEST} characters long` }),
    z.refine((password) => lengthOf(password) <= LONGEST, { error: `must be at most ${LONGEST} characters long` }),
    // No lengths, which would be those before NFKC: U+FDFA alone becomes 18 characters.
    z.meta({
      description: `${SHORTEST} to ${LONGEST} characters of any script, after Unicode NFKC. Well-formed Unicode.`,
      format: 'password',
      minLength: 1,
    }),
  ),
  z.transform((password) => normalized(password) as Password),
);

/** A password as it is sent to be compared: one that no user can have is wrong, and not malformed. */
export const givenPasswordSchema = z.pipe(
  unicodeString().check(
    z.refine((password) => password !== '', { error: 'must not be empty' }),
    z.refine((password) => codePoints(password) <= LONGEST_GIVEN, {
      error: `must be at most ${LONGEST_GIVEN} characters long`,
    }),
    z.meta({
      description: 'Compared after Unicode NFKC. Well-formed Unicode.',
      format: 'password',
      minLength: 1,
      maxLength: LONGEST_GIVEN,
    }),
  ),
  z.transform((password) => normalized(password) as GivenPassword),
);

/** The name and password of a user, as signing up takes them. */
export const newCredentialsSchema = z
  .strictObject({ username: usernameSchema, password: passwordSchema })
  .register(z.globalRegistry, { id: 'SignUp', description: 'The name and password of a new user.' });

/** The name and password of a user, as logging in takes them. */
export const credentialsSchema = z
  .strictObject({ username: usernameSchema, password: givenPasswordSchema })
  .register(z.globalRegistry, { id: 'Credentials', description: 'The name and password of a user.' });

/** How passwords are hashed and compared. */
export type PasswordHashing = {
  /** The bcrypt hash of a password, with a new salt. */
  hash(password: Password): Promise<string>;
  /** Whether the password is the hashed one. Without a hash it takes the same time, and is not. */
  matches(password: GivenPassword, hash: string | undefined): Promise<boolean>;
};

/** The environment variable that only tests set, to a lower cost than {@link BCRYPT_COST}. */
const BCRYPT_COST_VARIABLE = 'BCRYPT_COST';

/** How many doublings a hash takes: 12 is about a quarter of a second of one vCPU. */
const BCRYPT_COST = 12;

/** bcrypt at the cost that the environment sets, or else at {@link BCRYPT_COST}. Throws where there is no such cost. */
export const hashingFromEnvironment = (environment: NodeJS.ProcessEnv = process.env): PasswordHashing =>
  bcryptHashing(Number(environment[BCRYPT_COST_VARIABLE] || BCRYPT_COST));

/**
 * What bcrypt hashes in place of a password, of which it would read 72 bytes, and those only to the first NUL: 64 characters
 * that depend on all of it. The key is no secret. It names the purpose, so that a hash of the same password that leaked
 * elsewhere is of no use here.
 */
const digestOf = (password: GivenPassword) =>
  createHmac('sha384', 'Duologue: what bcrypt hashes of a password').update(password).digest('base64');

/** The salt of a hash: another one whenever a password is set, and no secret. */
export const saltOf = (hash: string): string => hash.slice('$2b$12$'.length, '$2b$12$'.length + 22);

/** bcrypt, with `cost` doublings: 4 to 31. */
export function bcryptHashing(cost: number): PasswordHashing {
  if (!(cost >= 4 && cost <= 31)) throw new Error(`${BCRYPT_COST_VARIABLE} must be a number from 4 to 31.`);
  // A hash that no password has, for the user that does not exist: comparing with it costs the same.
  const nobody = `${bcrypt.genSaltSync(cost)}${'.'.repeat(31)}`;

  return {
    hash: (password) => bcrypt.hash(digestOf(password), cost),
    matches: async (password, hash) => (await bcrypt.compare(digestOf(password), hash ?? nobody)) && hash !== undefined,
  };
}
