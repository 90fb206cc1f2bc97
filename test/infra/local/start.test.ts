import { once } from 'node:events';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { text } from 'node:stream/consumers';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { startEngine } from '../../../infra/local/engine.ts';
import { routes } from '../../../lib/routes.ts';
import { aPerson } from '../../support/api.ts';
import { clientOf, createTable } from './support/dynamodb.ts';
import { type Ended, type Program, run, until } from './support/program.ts';
import { aRequest, beginRequest, jsonOf, sendRaw } from './support/raw.ts';

let folder: string;
let programs: Program[] = [];
let started = 0;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'duologue-start-'));
});

afterAll(() => rm(folder, { recursive: true }));

afterEach(async () => {
  await Promise.all(programs.map((program) => program.kill()));
  programs = [];
});

/** A program that ends with its test, at the latest, and has data of its own. */
function start(
  args: readonly string[] = [],
  environment: NodeJS.ProcessEnv = {},
  node: readonly string[] = [],
): Program {
  const program = run(args, { DATA_DIR: join(folder, `${++started}`), ...environment }, node);
  programs.push(program);
  return program;
}

const fullDisk = new URL('support/full-disk.js', import.meta.url).href;
const countIterators = new URL('support/count-iterators.js', import.meta.url).href;

const oneLine = (line: string): Ended => ({ code: 1, stdout: '', stderr: `${line}\n` });

describe('npm start', () => {
  let program: Program;
  let url: string;
  let engine: string;
  let dataDir: string;

  beforeAll(async () => {
    dataDir = join(folder, 'data');
    program = run([], { DATA_DIR: dataDir });
    url = await program.listening();
    engine = /^Engine +(\S+)/m.exec(program.said.stdout)?.[1] ?? '';
  });

  afterAll(() => program.kill());

  it('says what it runs, and last where it listens', () => {
    const { stdout, stderr } = program.said;

    for (const { method, path, function: name } of routes) {
      expect(stdout).toMatch(new RegExp(`^${method} +${path} +functions/${name}.ts`, 'm'));
    }
    expect(stdout).toContain(`Engine   ${engine}  dynalite, embedded, data in ${join(dataDir, 'embedded')}\n`);
    expect(stdout).toContain(`Page     ${url}/  the chat, to try with two people\n`);
    expect(stdout).toContain(`Docs     ${url}/docs  the API, to read and to try out\n`);
    expect(stdout).toMatch(new RegExp(`\nDuologue listens on ${url}\n$`));
    expect(stdout.split('\n').filter((line) => line.length > 100 && !line.startsWith('Engine'))).toEqual([]);
    expect(stderr).toBe('');
  });

  it('serves the product, as its own first curl shows', async () => {
    const [, to = '', type = '', body = ''] = /curl -i (\S+) -H '(.*)' \\\n +-d '(.*)'/.exec(program.said.stdout) ?? [];

    const response = await fetch(to, { method: 'POST', headers: [type.split(': ') as [string, string]], body });

    const { username, code } = (await response.json()) as { username?: string; code?: string };
    // On a busy machine its store may be too slow.
    expect([response.status, username ?? code]).toEqual(
      response.status === 503 ? [503, 'unavailable'] : [201, JSON.parse(body).username],
    );
    await until(() => /^POST \/users (201|503) \d+ ms$/m.test(program.said.stdout));
  });

  it('hands JSON that is not UTF-8 to the handler, which refuses it', async () => {
    const request = aRequest('POST /users', 'Host: a', 'Content-Type: application/json', 'Content-Length: 3');

    const answer = await sendRaw(url, request, Uint8Array.of(0x22, 0xff, 0x22));

    expect(jsonOf(answer)).toMatchObject({ status: 400, code: 'malformed_json' });
  });

  it('works on the engine of another one', async () => {
    const second = start([], { AWS_ENDPOINT_URL_DYNAMODB: engine });

    await second.listening();

    expect(second.said.stdout).toContain(`Engine   ${engine}  as AWS_ENDPOINT_URL_DYNAMODB says\n`);
  });

  it('prints its options with --help', async () => {
    const { code, stdout, stderr } = await start(['--help']).ended;

    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    for (const name of ['--engine', 'PORT', 'HOST', 'DATA_DIR', 'ENGINE_PORT', 'AWS_ENDPOINT_URL_DYNAMODB']) {
      expect(stdout).toMatch(new RegExp(`^  ${name} `, 'm'));
    }
  });

  describe('ends with one clear line', () => {
    const advice = 'Install one, or leave out --engine for the embedded engine, which needs no Java.';

    it.each([
      ['a port that is none', [], { PORT: 'abc' }, 'PORT must be a whole number from 0 to 65535, not "abc".'],
      [
        'an engine that it does not know',
        ['--engine', 'mysql'],
        {},
        '--engine must be embedded or dynamodb-local, not "mysql". See npm start -- --help.',
      ],
      [
        'a DynamoDB that does not answer',
        [],
        { AWS_ENDPOINT_URL_DYNAMODB: 'http://127.0.0.1:9' },
        'No DynamoDB answers at http://127.0.0.1:9 (ECONNREFUSED): start it, correct AWS_ENDPOINT_URL_DYNAMODB, or unset it to use the embedded engine.',
      ],
    ])('for %s', async (_, args, environment, line) => {
      expect(await start(args, environment).ended).toEqual(oneLine(line));
    });

    it('for a port that is in use', async () => {
      const { port } = new URL(url);

      const ended = await start([], { PORT: port }).ended;

      expect(ended).toEqual(oneLine(`Port ${port} is in use: stop what listens there, or set PORT to another one.`));
    });

    it.each([
      ['4000', '4001'],
      ['0', '0'],
    ])('for a data folder that is in use, with advice for PORT=%s', async (PORT, other) => {
      const ended = await start([], { DATA_DIR: dataDir, PORT }).ended;

      expect(ended).toEqual(
        oneLine(
          `${join(dataDir, 'embedded')} is in use by another engine. To have data apart: set DATA_DIR. To share its data: AWS_ENDPOINT_URL_DYNAMODB=${engine} PORT=${other} npm start`,
        ),
      );
    });

    it('for data of an earlier version', async () => {
      const earlier = join(folder, 'earlier');
      const before = await startEngine({ kind: 'embedded', dataDir: earlier });
      await createTable(clientOf(before.endpoint), 'Duologue-Messages', ['conversation', 'id']);
      await before.stop();

      const ended = await start([], { DATA_DIR: earlier }).ended;

      expect(ended).toEqual(
        oneLine(
          `The data in ${join(earlier, 'embedded')} is of another version of Duologue: remove that folder, or set DATA_DIR to another one.`,
        ),
      );
    });

    it('for an endpoint that is no DynamoDB', async () => {
      const { code, stdout, stderr } = await start([], { AWS_ENDPOINT_URL_DYNAMODB: url }).ended;

      expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
      expect(stderr).toMatch(
        /^The tables cannot be created at \S+ \(.+\): is AWS_ENDPOINT_URL_DYNAMODB the address of a DynamoDB\?\n$/,
      );
    });

    it('for Java that is missing', async () => {
      const ended = await start(['--engine', 'dynamodb-local'], { PATH: folder }).ended;

      expect(ended).toEqual(oneLine(`DynamoDB Local needs Java 17 or later, and there is none on the PATH. ${advice}`));
    });

    it('for Java that is too old', async () => {
      const bin = join(folder, 'bin');
      const java = '#!/bin/sh\necho "java.lang.UnsupportedClassVersionError: class file version 61.0" >&2\nexit 1\n';
      await mkdir(bin);
      await writeFile(join(bin, 'java'), java, { mode: 0o755 });

      const PATH = `${bin}${delimiter}${process.env.PATH}`;
      const ended = await start(['--engine', 'dynamodb-local'], { PATH }).ended;

      expect(ended).toEqual(
        oneLine(`DynamoDB Local needs Java 17 or later, and the one on the PATH is older. ${advice}`),
      );
    });
  });

  it('says that the disk is full, once it has answered the request that found out', async () => {
    const { ended, listening } = start([], {}, ['--import', fullDisk]);
    const url = await listening();

    const sent = await fetch(`${url}/users`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ username: 'full', password: 'correct horse' }),
    });

    expect(await sent.json()).toMatchObject({ status: 503, code: 'unavailable' });
    const { code, stderr } = await ended;
    expect(code).toBe(1);
    expect(stderr.trimEnd().split('\n').at(-1)).toMatch(
      /^There is no room left on the disk of \S+embedded\. Nothing is damaged: make room/,
    );
  });

  it('reads a page again and again without keeping what it read with', async () => {
    const { child, ended, listening } = start([], { BCRYPT_COST: '4' }, ['--import', countIterators]);
    const url = await listening();
    const { username, token } = await aPerson('alice', url);
    const page = `${url}/messages?userA=${username}&userB=${username}`;

    for (let count = 0; count < 50; count++) {
      const response = await fetch(page, { headers: { authorization: `Bearer ${token}` } });
      expect(response.status).toBe(200);
    }
    child.kill('SIGTERM');

    const [, most] = /^iterators: (\d+)$/m.exec((await ended).stderr) ?? [];
    expect(Number(most)).toBeGreaterThan(0);
    expect(Number(most)).toBeLessThan(10);
  });

  describe('stops', () => {
    it.each(['SIGINT', 'SIGTERM'] as const)('at %s with exit code 0, whoever is connected', async (signal) => {
      const { child, ended, listening } = start();
      const { origin, hostname, port } = new URL(await listening());
      await fetch(`${origin}/nothing`);
      await once(connect(Number(port), hostname), 'connect');

      child.kill(signal);

      expect(await ended).toMatchObject({ code: 0, stderr: '' });
    });

    it('after it has answered the request under way', async () => {
      const { child, said, ended, listening } = start();
      const body = JSON.stringify({ username: 'alice', password: 'correct horse' });
      const request = await beginRequest(await listening(), body.length);

      child.kill('SIGINT');
      await until(() => said.stdout.includes('Stopping.'));
      request.write(body);

      // On a busy machine its store may be too slow; what it says then is an answer, too.
      expect(await text(request)).toMatch(/^HTTP\/1.1 (201|503) /);
      expect((await ended).code).toBe(0);
    });

    it('while the store answers requests whose callers have hung up', async () => {
      const { child, ended, listening } = start();
      const url = `${await listening()}/messages?userA=alice&userB=bob`;
      const headers = { authorization: `Bearer ${'x'.repeat(43)}` };
      const callers = new AbortController();
      const calls = Array.from({ length: 60 }, () => fetch(url, { headers, signal: callers.signal }));

      await Promise.any(calls);
      callers.abort();
      child.kill('SIGTERM');

      await Promise.allSettled(calls);
      expect((await ended).code).toBe(0);
    });

    it('at once at a second signal, which is not one that npm repeats', async () => {
      const { child, said, ended, listening } = start();
      await beginRequest(await listening(), 100);

      child.kill('SIGINT');
      child.kill('SIGTERM');
      await until(() => said.stdout.includes('Stopping. Ctrl-C again stops at once.'));
      await sleep(700);
      const codeBefore = child.exitCode;
      child.kill('SIGINT');

      expect(codeBefore).toBeNull();
      expect((await ended).code).toBe(130);
    });
  });
});
