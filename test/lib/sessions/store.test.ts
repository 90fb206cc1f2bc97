import { GetCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { connectToDynamodb, type Dynamodb } from '../../../lib/dynamodb/client.ts';
import { type Session, sessionsStore } from '../../../lib/sessions/store.ts';
import { type Caller, callerOf, newToken } from '../../../lib/sessions/token.ts';
import type { Username } from '../../../lib/users/username.ts';
import { type Fate, held } from '../../faults/fate.ts';
import { type StoreProxy, startProxy } from '../../faults/proxy.ts';
import { aUsername } from '../../support/api.ts';
import { engine, engineEnvironment, productTable } from '../../support/engine.ts';

let proxy: StoreProxy;
let dynamodb: Dynamodb;
let sessions: ReturnType<typeof sessionsStore>;
/** What becomes of the requests to come, one after the other; then nothing does. */
let fates: Fate[];
let caller: Caller;

const session: Session = { createdAt: '2026-11-26T09:00:00.000Z', expiresAt: Date.UTC(2100, 0) / 1000 };
const shorter: Session = { ...session, expiresAt: Date.UTC(2099, 0) / 1000 };

beforeAll(async () => {
  proxy = startProxy({
    engine: engineEnvironment().AWS_ENDPOINT_URL_DYNAMODB,
    fateOf: () => fates.shift() ?? { kind: 'pass' },
  });
  Object.assign(process.env, engineEnvironment());
  dynamodb = connectToDynamodb(process.env, { endpoint: await proxy.gate('this process') });
  sessions = sessionsStore(dynamodb);
});
beforeEach(() => {
  fates = [];
  caller = callerOf(newToken(aUsername() as Username));
});
afterAll(async () => {
  dynamodb.client.destroy();
  await proxy.stop();
});

async function stored(): Promise<Record<string, unknown> | undefined> {
  const Key = { username: caller.username, tokenDigest: caller.digest };
  const { Item } = await engine().send(new GetCommand({ TableName: productTable('Sessions'), Key }));
  return Item;
}

/** Lets the first attempt of the next put be held, and gives what lets it land. */
function holdOne(): () => Promise<void> {
  const { fate, letGo } = held();
  fates = [fate];
  return letGo;
}

describe('a session', () => {
  it('that has ended stays so until it would have expired, whatever put of it was held back', async () => {
    const letGo = holdOne();
    await sessions.putAtHome(caller, session);
    await sessions.end(caller, session);

    await letGo();

    const { username, digest: tokenDigest } = caller;
    expect(await stored()).toEqual({ username, tokenDigest, ended: true, expiresAt: session.expiresAt });
    expect(await sessions.replace(caller, { ...session, deletesUser: true })).toBe(false);
    expect(await sessions.find(caller)).toBeUndefined();
  });

  it('that deletes its user stays good for that alone, whatever of its log-in was held back', async () => {
    await sessions.putAtHome(caller, session);
    const letGo = holdOne();
    await sessions.replaceHere(caller, shorter);
    await sessions.replace(caller, { ...shorter, deletesUser: true });

    await letGo();

    expect(await sessions.find(caller)).toEqual({ ...shorter, deletesUser: true });
  });
});
