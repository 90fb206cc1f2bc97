import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { isBuiltin } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { gzipSync } from 'node:zlib';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import type { CfnElement } from 'aws-cdk-lib';
import type { APIGatewayProxyEventV2 } from 'aws-lambda';
import { build } from 'esbuild';
import { bundleOptions, entryOf, nodeOptions } from '../../infra/bundle.ts';
import { type Calls, calls, callsAway, callsHome } from '../../infra/calls.ts';
import { projectRoot } from '../../infra/project-root.ts';
import { synthesize } from '../../infra/synthesize.ts';
import type { FunctionName } from '../../lib/routes.ts';
import { aPassword, aPerson, aText, aUsername, MOST_TRIES, send } from '../support/api.ts';
import { engineEnvironment, messageIdsOf, storeMessages } from '../support/engine.ts';
import { anEvent } from '../support/lambda-event.ts';
import { quiet } from '../support/quiet.ts';
import { type RecordingEngine, recordingEngine } from '../support/recording-engine.ts';
import { hang, troubledStore } from '../support/troubled-store.ts';

const names = Object.keys(calls) as FunctionName[];

const rehearsedReads: Readonly<Record<FunctionName, readonly string[]>> = {
  users: ['GetItem Sessions'],
  'send-message': ['GetItem Sessions', 'GetItem Users', 'Query Messages'],
  'fetch-messages': ['GetItem Sessions', 'Query Messages'],
};

/** A folder far from `node_modules`, where only what is bundled can be found. */
let outdir: string;
/** The bundle of each function, as `cdk deploy` would upload it. */
let bundles: Record<FunctionName, string>;

quiet(); // the CDK says of each function that it is bundled

beforeAll(async () => {
  outdir = await mkdtemp(join(tmpdir(), 'duologue-bundles-'));
  const { app, stacks } = synthesize({}, { outdir, bundle: true });
  const { Resources } = app.synth().getStackByName(stacks[0].stackName).template;
  const found = names.map((name) => {
    const { lambda } = stacks[0].functions[name];
    const { Metadata } = Resources[stacks[0].resolve(stacks[0].getLogicalId(lambda.node.defaultChild as CfnElement))];
    return [name, join(outdir, Metadata['aws:asset:path'], 'index.mjs')];
  });
  bundles = Object.fromEntries(found);
});

afterAll(() => rm(outdir, { recursive: true }));

describe.each(names)('the bundle of %s', (name) => {
  const built = build({
    ...bundleOptions,
    entryPoints: [entryOf(name)],
    outfile: join(projectRoot, 'index.mjs'),
    write: false,
    metafile: true,
  });

  it('is made with the options that are measured', async () => {
    const { outputFiles } = await built;

    expect(outputFiles.find(({ path }) => path.endsWith('.mjs'))?.text).toBe(await readFile(bundles[name], 'utf8'));
  });

  it('has at most 300 KB minified and 100 KB gzipped', async () => {
    const bundle = await readFile(bundles[name]);

    expect(bundle.length).toBeLessThanOrEqual(300_000);
    expect(gzipSync(bundle).length).toBeLessThanOrEqual(100_000);
  });

  it('has a source map of our own lines beside it, of at most 80 KB', async () => {
    const map = await readFile(`${bundles[name]}.map`, 'utf8');
    const sources: string[] = JSON.parse(map).sources;

    expect(await readdir(join(bundles[name], '..'))).toEqual(['index.mjs', 'index.mjs.map']);
    expect(
      sources.filter((source) => !/(functions|lib)\/[^/]/.test(source) || source.includes('node_modules')),
    ).toEqual([]);
    expect(map.length).toBeLessThanOrEqual(80_000);
  });

  it('needs nothing but Node, and imports what is left out only when it is asked for', async () => {
    const { metafile } = await built;
    const imports = Object.values(metafile.outputs).flatMap((output) => output.imports);

    const statically = imports.filter(({ kind }) => kind !== 'dynamic-import').map(({ path }) => path);
    expect(statically.filter((path) => !isBuiltin(path))).toEqual([]);
  });

  it('hashes only if it is users, and has no locale of zod', async () => {
    const { metafile } = await built;
    const inputs = Object.values(metafile.outputs).flatMap((output) => Object.entries(output.inputs));
    const modules = inputs.filter(([, { bytesInOutput }]) => bytesInOutput > 0).map(([path]) => path);

    expect(modules.some((path) => path.includes('node_modules/bcryptjs/'))).toBe(name === 'users');
    expect(modules.filter((path) => path.includes('zod/v4/locales/'))).toEqual([]);
  });
});

describe.each([
  { where: 'at home', isAway: false },
  { where: 'away from home', isAway: true },
])('the bundles $where, each in a fresh Node as Lambda starts it', ({ isAway }) => {
  const password = aPassword;
  const alice = aUsername();
  const bob = aUsername();
  let token: string;
  let engine: RecordingEngine;
  /** The home region, as the functions see it that are away from it. */
  let home: RecordingEngine | undefined;
  let lambda: ChildProcess;

  /**
   * Starts Lambda's stand-in with no environment but what Lambda would give, credentials included; once more where a busy
   * machine let not all out that a function rehearses, for which it does not wait long.
   */
  async function start(name: FunctionName) {
    await startOnce(name);
    for (let tries = 1; made().length < rehearsed(name).length && tries < MOST_TRIES; tries++) {
      await stop();
      await startOnce(name);
    }
  }

  async function startOnce(name: FunctionName) {
    const { AWS_ENDPOINT_URL_DYNAMODB: url } = engineEnvironment();
    engine = await recordingEngine(url);
    home = isAway ? await recordingEngine(url) : undefined;
    lambda = runtime(name, {
      ...engineEnvironment(engine.url),
      ...(home && { HOME_REGION: 'us-east-1', HOME_ENDPOINT_URL_DYNAMODB: home.url }),
    });
    await Promise.race([once(lambda, 'message'), ended(lambda)]);
  }

  /** Fails when Lambda's stand-in ends of itself, with what it said last. */
  const ended = async ({ stderr }: ChildProcess) => {
    throw new Error(await text(stderr as Readable));
  };

  const runtime = (name: FunctionName, environment: Record<string, string>) =>
    fork(join(projectRoot, 'test/support/lambda-process.js'), [bundles[name]], {
      cwd: outdir,
      env: { ...environment, ...nodeOptions, AWS_LAMBDA_FUNCTION_NAME: name, BCRYPT_COST: '4' },
      execArgv: [],
      stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
    });

  /** What the function answers, asked again where the store was too slow for it on a busy machine. */
  async function answer(event: APIGatewayProxyEventV2) {
    for (let tries = 1; ; tries++) {
      lambda.send(event);
      const [{ statusCode, headers, body }] = await once(lambda, 'message');
      if (statusCode !== 503 || tries === MOST_TRIES) return { statusCode, headers, body: body && JSON.parse(body) };
    }
  }

  async function stop() {
    lambda.kill();
    await engine?.stop();
    await home?.stop();
  }

  afterEach(stop);

  /** The calls that a function made, such as `GetItem Users`, or `GetItem Users at home`. */
  const made = () => [...engine.calls, ...[...(home?.calls ?? [])].map((call) => `${call} at home`)].sort();

  const listed = (all: Calls[FunctionName]) =>
    Object.entries<readonly string[]>(all).flatMap(([table, names]) => names.map((call) => `${call} ${table}`));

  /** The calls that it may make. */
  const granted = (name: FunctionName) => {
    if (!isAway) return listed(calls[name]).sort();
    return [...listed(callsAway[name]), ...listed(callsHome[name]).map((call) => `${call} at home`)].sort();
  };

  /** The reads that it makes when it starts. */
  const rehearsed = (name: FunctionName) => {
    const alsoAtHome = (read: string) => (isAway && read.startsWith('GetItem') ? [read, `${read} at home`] : [read]);
    return rehearsedReads[name].flatMap(alsoAtHome);
  };

  it('users signs up, logs in, logs out and deletes one who has a contact, with the calls that it is granted', async () => {
    await start('users');
    for (const username of [alice, bob]) {
      const signUp = await answer(anEvent('POST /users', { body: { username, password } }));
      expect(signUp).toMatchObject({ statusCode: 201, body: { username } });
    }
    const logIn = (username: string) => answer(anEvent('POST /sessions', { body: { username, password } }));
    token = (await logIn(alice)).body.token;
    const { body: another } = await logIn(bob);
    const leaver = await aPerson();
    await send(leaver, leaver);

    const logOut = await answer(anEvent('DELETE /sessions?all=true', { token: another.token }));
    const deletion = await answer(anEvent('DELETE /users/me', { token: leaver.token }));

    expect([logOut.statusCode, deletion.statusCode]).toEqual([204, 204]);
    expect(made()).toEqual(granted('users'));
  });

  it('send-message sends once, however often it is asked, with the calls that it is granted', async () => {
    await start('send-message');
    const body = { sender: alice, recipient: bob, content: aText() };
    const event = anEvent('POST /messages', { token, body });
    const send = () => answer({ ...event, headers: { ...event.headers, 'idempotency-key': 'a key' } });

    const sent = await send();
    const again = await send();
    const unknown = await answer(anEvent('POST /messages', { token, body: { ...body, recipient: aUsername() } }));

    expect(sent).toMatchObject({ statusCode: 201, body });
    expect(again).toEqual({ ...sent, headers: { ...sent.headers, 'idempotent-replayed': 'true' } });
    expect(unknown.body.code).toBe('unknown_recipient');
    expect(made()).toEqual(granted('send-message'));
  });

  it('fetch-messages reads, lists and marks as read, with the calls that it is granted', async () => {
    await start('fetch-messages');

    const page = await answer(anEvent(`GET /messages?userA=${alice}&userB=${bob}`, { token }));
    const empty = await answer(anEvent(`GET /messages?userA=${alice}&userB=${alice}`, { token }));
    const ids = messageIdsOf({ count: 150, from: Date.now() - 86_400_000, step: 1000 });
    await storeMessages({ username: alice, token }, { username: alice, token }, ids, aText());
    const unknown = await answer(anEvent(`GET /messages?userA=${alice}&userB=${aUsername()}`, { token }));
    const jump = await answer(anEvent(`GET /messages?userA=${alice}&userB=${alice}&page=2`, { token }));
    const inbox = await answer(anEvent('GET /conversations', { token }));
    const receipt = await answer(anEvent('PUT /receipts', { token, body: { contact: alice, readUpTo: ids[0] } }));

    expect(page).toMatchObject({ statusCode: 200, body: { messages: [{ sender: alice, content: aText() }] } });
    expect(empty).toMatchObject({ statusCode: 200, body: { messages: [] } });
    expect(jump.body.messages).toHaveLength(50);
    expect(unknown.body.code).toBe('unknown_user');
    expect(inbox).toMatchObject({ statusCode: 200, body: { conversations: [{ contact: bob }] } });
    expect(receipt.statusCode).toBe(204);
    expect(made()).toEqual(granted('fetch-messages'));
  });

  it.each(names)('%s has made the reads of a request when it starts, and nothing else', async (name) => {
    await start(name);

    expect(made()).toEqual(rehearsed(name));
  });

  it('wait a second for a store that does not answer, and start', async () => {
    const store = await troubledStore(engineEnvironment().AWS_ENDPOINT_URL_DYNAMODB);
    store.now(hang);
    lambda = runtime('fetch-messages', { ...engineEnvironment(), AWS_ENDPOINT_URL_DYNAMODB: store.url });
    await Promise.race([once(lambda, 'message'), ended(lambda)]);
    store.now(undefined);

    const page = await answer(anEvent(`GET /messages?userA=${alice}&userB=${bob}`, { token }));

    expect(page.statusCode).toBe(200);
    store.stop();
  });

  it('name our own lines where something fails', async () => {
    const { stderr } = runtime('send-message', {});

    const source = await readFile(join(projectRoot, 'lib/dynamodb/client.ts'), 'utf8');
    const line = source.split('\n').findIndex((one) => one.includes('throw new Error')) + 1;
    const stack = (await text(stderr as Readable)).split('\n').filter((one) => one.trimStart().startsWith('at '));
    expect(stack[0]).toContain(`lib/dynamodb/client.ts:${line}:`);
    expect(stack[1]).toContain('lib/dynamodb/connection.ts:');
  });
});
