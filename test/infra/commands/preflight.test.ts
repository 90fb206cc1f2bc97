import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import type { Server } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { readArguments } from '../../../infra/commands/arguments.ts';
import { preflight, tellOfReplicas } from '../../../infra/commands/preflight.ts';
import { freePort } from '../../support/free-port.ts';
import { endServer, listen } from '../../support/listen.ts';
import { type Account, serverOf } from './account.ts';

let server: Server;
let account: Account;

const log = jest.spyOn(console, 'log');

beforeEach(async () => {
  log.mockReset();
  server = serverOf(() => account);
  const endpoint = await listen(server);
  Object.assign(process.env, {
    AWS_ACCESS_KEY_ID: 'id',
    AWS_SECRET_ACCESS_KEY: 'secret',
    AWS_REGION: 'us-east-1',
    AWS_ENDPOINT_URL_SSM: endpoint,
    AWS_ENDPOINT_URL_CLOUDFORMATION: endpoint,
    AWS_ENDPOINT_URL_DYNAMODB: endpoint,
  });
  account = { bootstrapped: true };
});

afterEach(() => endServer(server));

const flying = (commandLine = '') => preflight(readArguments(commandLine.split(' ').filter(Boolean), process.env));

const tables = (...replicas: string[]) => ({ 'Duologue-Users': replicas, 'Duologue-Messages': replicas });

describe('npm run deploy, before it does anything', () => {
  it('finds nothing wrong with an account that is ready', async () => {
    await expect(flying()).resolves.toBeUndefined();
  });

  it('finds nothing wrong with a stack that is there already', async () => {
    account = { bootstrapped: true, tables: tables(), stacks: ['us-east-1'] };

    await expect(flying()).resolves.toBeUndefined();
  });

  it('names the command that prepares a region', async () => {
    account = { bootstrapped: false };

    await expect(flying('-c name=Chat')).rejects.toThrow(
      'CDK has not been used in us-east-1 yet. Once only, run: npx cdk bootstrap -c name=Chat',
    );
  });

  it('says that the credentials are refused, and by what', async () => {
    account = { refuses: 'ExpiredTokenException' };

    await expect(flying()).rejects.toThrow('AWS cannot be asked in us-east-1: ExpiredTokenException: no');
  });

  it('goes on where it may not ask, since CDK has roles of its own', async () => {
    account = { refuses: 'AccessDeniedException' };

    await expect(flying()).resolves.toBeUndefined();
  });

  it('reads a refusal as JSON, however it is spaced', async () => {
    account = { refuses: 'ExpiredTokenException', spaced: true };

    await expect(flying()).rejects.toThrow('AWS cannot be asked in us-east-1: ExpiredTokenException: no');
  });

  it.each(['AWS_ENDPOINT_URL', 'AWS_ENDPOINT_URL_SSM'])('says that nobody answers where %s leads', async (variable) => {
    const port = await freePort();
    delete process.env.AWS_ENDPOINT_URL_SSM;
    process.env[variable] = `http://127.0.0.1:${port}`;

    await expect(flying()).rejects.toThrow(
      new RegExp(`^AWS cannot be reached in us-east-1 \\(.*ECONNREFUSED.*${port}\\).+HTTPS_PROXY`),
    );
    delete process.env.AWS_ENDPOINT_URL;
  });

  it('takes an empty AWS_REGION for none', async () => {
    Object.assign(process.env, { AWS_REGION: '', AWS_DEFAULT_REGION: 'eu-west-1' });
    account = { bootstrapped: false };

    await expect(flying()).rejects.toThrow('CDK has not been used in eu-west-1 yet.');
  });

  it.each([
    ['npm_config_call', '-c'],
    ['npm_config_context', '--context'],
    ['npm_config_profile', '--profile'],
    ['npm_config_import_existing_resources', '--import-existing-resources'],
  ])('refuses at once where the -- was forgotten, as %s tells', (variable, option) => {
    expect(() => readArguments([], { ...process.env, [variable]: 'removal=destroy' })).toThrow(
      new RegExp(`^npm took ${option} for itself, .+npm run deploy -- -c removal=destroy`),
    );
  });

  it('says how to adopt tables that an earlier deployment has left', async () => {
    account = { bootstrapped: true, tables: tables() };

    await expect(flying('-c alarms=me@example.com')).rejects.toThrow(
      /^us-east-1 still has Duologue-Users, Duologue-Messages from .+ npm run deploy -- -c alarms=me@example.com --import-existing-resources;.+ -c name=\.\.\.$/,
    );
    await expect(flying('--import-existing-resources')).resolves.toBeUndefined();
    await expect(flying('-c name=Another')).resolves.toBeUndefined();
  });

  it('looks for tables left behind in each region, and leaves replicas to their home', async () => {
    const left = { 'Duologue-Bookmarks': [], 'Duologue-Attempts': [], 'Duologue-Users': ['us-east-1'] };
    account = { bootstrapped: true, stacks: ['us-east-1'], tablesIn: { 'ap-northeast-1': left } };

    await expect(flying('-c regions=us-east-1,ap-northeast-1')).rejects.toThrow(
      /^ap-northeast-1 still has Duologue-Bookmarks, Duologue-Attempts from an earlier deployment/,
    );
  });

  it('refuses to move the home, naming the one that is', async () => {
    account = { bootstrapped: true, tables: tables(), stacks: ['us-east-1', 'ap-northeast-1'] };

    const moved = /^The stack in .+ has its home in us-east-1, .+ move it to ap-northeast-1, .+ name us-east-1 first/;
    await expect(flying('-c regions=ap-northeast-1,us-east-1')).rejects.toThrow(moved);
    await expect(flying('-c regions=ap-northeast-1')).rejects.toThrow(moved);
  });

  it('does not delete the tables of a region that still runs', async () => {
    account = { bootstrapped: true, tables: tables('ap-northeast-1'), stacks: ['us-east-1', 'ap-northeast-1'] };

    await expect(flying()).rejects.toThrow(
      /^ap-northeast-1 runs Duologue too, .+ npx cdk destroy Duologue-ap-northeast-1/,
    );
    await expect(flying('-c regions=us-east-1,ap-northeast-1')).resolves.toBeUndefined();
  });

  it('leads out of a region by two steps, and tells which comes next', async () => {
    const both = '-c regions=us-east-1,ap-northeast-1';
    account = { bootstrapped: true, tables: tables('ap-northeast-1'), stacks: ['us-east-1', 'ap-northeast-1'] };
    await expect(flying(`${both} -c leaving=ap-northeast-1`)).rejects.toThrow(
      /^ap-northeast-1 still runs Duologue: .+ npx cdk destroy Duologue-ap-northeast-1 -c regions=us-east-1,ap-northeast-1$/,
    );

    account = { ...account, stacks: ['us-east-1'], protects: true };
    await expect(flying('-c regions=us-east-1')).rejects.toThrow(
      /^The tables in ap-northeast-1 are protected against deletion\. .+ -c leaving=ap-northeast-1/,
    );
    await expect(flying(`${both} -c leaving=ap-northeast-1`)).resolves.toBeUndefined();

    account = { ...account, protects: false };
    await expect(flying('-c regions=us-east-1')).resolves.toBeUndefined();
  });

  it('tells before it adds a replica that the table cannot be deleted for a day', async () => {
    account = { bootstrapped: true, tables: tables(), stacks: ['us-east-1'] };

    await flying('-c regions=us-east-1');
    expect(log).not.toHaveBeenCalled();
    await flying('-c regions=us-east-1,ap-northeast-1');
    expect(log).toHaveBeenCalledWith(expect.stringMatching(/adds replicas in ap-northeast-1\. For 24 hours/));
  });

  it('adds one region at a time to tables that exist, and any number to a new deployment', async () => {
    const threeRegions = '-c regions=us-east-1,ap-northeast-1,eu-west-1';
    await expect(flying(threeRegions)).resolves.toBeUndefined();

    account = { bootstrapped: true, tables: tables(), stacks: ['us-east-1'] };

    await expect(flying(threeRegions)).rejects.toThrow(
      /^Duologue-Users cannot gain or lose ap-northeast-1 and eu-west-1/,
    );
    await expect(flying('-c regions=us-east-1,ap-northeast-1')).resolves.toBeUndefined();
  });
});

describe('npm run destroy, before it does anything', () => {
  const leaving = () => tellOfReplicas('us-east-1', readArguments([], process.env));

  it('tells that replicas may stop it, where the tables go with the stack', async () => {
    account = { tables: tables('ap-northeast-1') };

    await leaving();

    expect(log).toHaveBeenCalledWith(
      expect.stringMatching(/^The tables are replicated to ap-northeast-1\. .+24 hours/),
    );
  });

  it.each([
    ['are kept', { tables: tables('ap-northeast-1'), protects: true }],
    ['have no replicas', { tables: tables() }],
  ])('tells nothing where the tables %s', async (_, found) => {
    account = found;

    await leaving();

    expect(log).not.toHaveBeenCalled();
  });
});

describe('npm run deploy, without credentials', () => {
  /** An environment without any AWS setting but those given. */
  const withOnly = (settings: Readonly<Record<string, string>>) => {
    for (const name of Object.keys(process.env)) if (name.startsWith('AWS_')) delete process.env[name];
    Object.assign(process.env, { AWS_EC2_METADATA_DISABLED: 'true', HOME: '/nonexistent', AWS_REGION: 'us-east-1' });
    Object.assign(process.env, settings);
  };

  it('says how to sign in', async () => {
    withOnly({});

    await expect(flying()).rejects.toThrow(
      /^No AWS credentials in the environment or in the profile default: sign in with "aws login", "aws sso login"/,
    );
  });

  it.each(['AWS_PROFILE', 'AWS_DEFAULT_PROFILE'])('names the profile of %s', async (variable) => {
    withOnly({ [variable]: 'staging' });

    await expect(flying()).rejects.toThrow(/^No AWS credentials for the profile staging: /);
  });

  it('goes on without the look where the profile asks for a code, as cdk will', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'duologue-profile-'));
    const file = join(folder, 'config');
    writeFileSync(
      file,
      '[profile careful]\nrole_arn = arn:aws:iam::123456789012:role/admin\nsource_profile = base\n' +
        'mfa_serial = arn:aws:iam::123456789012:mfa/me\n[profile base]\naws_access_key_id = id\naws_secret_access_key = secret\n',
    );
    withOnly({ AWS_CONFIG_FILE: file, AWS_SHARED_CREDENTIALS_FILE: file, AWS_PROFILE: 'careful' });
    const warn = jest.spyOn(console, 'warn').mockReturnValue();

    await expect(flying()).resolves.toBeUndefined();
    expect(warn).toHaveBeenCalledWith(expect.stringMatching(/second factor, which cdk will ask you for/));
    warn.mockRestore();
    rmSync(folder, { recursive: true });
  });
});
