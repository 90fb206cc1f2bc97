import { GetCommand } from '@aws-sdk/lib-dynamodb';
import type { Clock } from '../../../lib/clock.ts';
import { connectToDynamodb } from '../../../lib/dynamodb/client.ts';
import { attemptsKeyOf, newAttempt, WINDOW } from '../../../lib/sessions/attempt.ts';
import { attemptsStore } from '../../../lib/sessions/attempts-store.ts';
import { InvalidCredentials, TooManyAttempts } from '../../../lib/sessions/errors.ts';
import { logIn } from '../../../lib/sessions/log-in.ts';
import { sessionsStore } from '../../../lib/sessions/store.ts';
import { bcryptHashing, credentialsSchema } from '../../../lib/users/password.ts';
import { usersStore } from '../../../lib/users/store.ts';
import type { Username } from '../../../lib/users/username.ts';
import type { Fate } from '../../faults/fate.ts';
import { startProxy } from '../../faults/proxy.ts';
import type { StoreCall } from '../../faults/store-call.ts';
import { aPassword } from '../../support/api.ts';
import { engine, engineEnvironment, productTable } from '../../support/engine.ts';

export type Guesser = Awaited<ReturnType<typeof guesser>>;

/**
 * Log-ins in a process for which time passes only where a test lets it, from the beginning of a window, on the real
 * engine with a proxy before it. The comparisons of passwords are counted.
 */
export async function guesser() {
  let now = Math.floor(Date.now() / WINDOW) * WINDOW;
  let fateOf: (call: StoreCall) => Fate = () => ({ kind: 'pass' });
  let comparisons = 0;
  const proxy = startProxy({
    engine: engineEnvironment().AWS_ENDPOINT_URL_DYNAMODB,
    fateOf: (call) => fateOf(call),
  });
  Object.assign(process.env, engineEnvironment());
  const dynamodb = connectToDynamodb(process.env, { endpoint: await proxy.gate('the guesser') });
  const clock: Clock = () => now;
  const hashing = bcryptHashing(4);
  const enter = logIn({
    users: usersStore(dynamodb),
    sessions: sessionsStore(dynamodb),
    attempts: attemptsStore(dynamodb),
    hashing: {
      ...hashing,
      matches: (password, hash) => {
        comparisons++;
        return hashing.matches(password, hash);
      },
    },
    clock,
  });
  const database = engine();

  return {
    clock,
    /** Logs in, and tells what came of it: for how many seconds to wait, where it was one too many. */
    async guess(username: string, password = 'a wrong password'): Promise<'in' | 'wrong' | number> {
      try {
        await enter(credentialsSchema.parse({ username, password }));
        return 'in';
      } catch (error) {
        if (error instanceof TooManyAttempts) return error.retryAfter;
        if (error instanceof InvalidCredentials) return 'wrong';
        throw error;
      }
    },
    logIn: (username: string) => enter(credentialsSchema.parse({ username, password: aPassword })),
    /** How often a password was compared. */
    comparisons: () => comparisons,
    /** Lets milliseconds pass. */
    wait: (milliseconds: number) => {
      now += milliseconds;
    },
    /** What becomes of requests to the store from now on; without it, nothing happens to them. */
    follow: (next: (call: StoreCall) => Fate = () => ({ kind: 'pass' })) => {
      fateOf = next;
    },
    /** What is stored of the log-ins of a name in this window. */
    async stored(
      username: string,
    ): Promise<{ readonly attempts?: Set<string>; readonly expiresAt: number } | undefined> {
      const attemptsKey = attemptsKeyOf(newAttempt(username as Username, now));
      const { Item } = await database.send(
        new GetCommand({ TableName: productTable('Attempts'), Key: { attemptsKey }, ConsistentRead: true }),
      );
      return Item as { attempts?: Set<string>; expiresAt: number } | undefined;
    },
    stop: async () => {
      dynamodb.client.destroy();
      database.destroy();
      await proxy.stop();
    },
  };
}
