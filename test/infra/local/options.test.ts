import { describe, expect, it } from '@jest/globals';
import { readCommandLine } from '../../../infra/command-line/command.ts';
import { readOptions, usage } from '../../../infra/local/options.ts';

const optionsOf = (args: readonly string[], environment: NodeJS.ProcessEnv) =>
  readOptions(readCommandLine(usage, args).options, environment);

const seeHelp = 'See npm start -- --help.';

describe('the options of the local run', () => {
  it('have defaults for everything', () => {
    expect(optionsOf([], {})).toEqual({
      inSam: false,
      port: 3000,
      host: '127.0.0.1',
      engine: { kind: 'embedded', dataDir: '.data', port: 0 },
    });
  });

  it('come from the environment and the command line', () => {
    const environment = { PORT: '0', HOST: '::1', DATA_DIR: '/data', ENGINE_PORT: '8000' };

    expect(optionsOf(['--engine', 'dynamodb-local'], environment)).toEqual({
      inSam: false,
      port: 0,
      host: '::1',
      engine: { kind: 'dynamodb-local', dataDir: '/data', port: 8000 },
    });
  });

  it('take an empty variable as one that is not set', () => {
    const environment = { PORT: '', HOST: '', DATA_DIR: '', ENGINE_PORT: '', AWS_ENDPOINT_URL_DYNAMODB: '' };

    expect(optionsOf([], environment)).toEqual(optionsOf([], {}));
  });

  it('start no engine where one runs already', () => {
    const endpoint = 'http://127.0.0.1:8000';

    expect(optionsOf([], { AWS_ENDPOINT_URL_DYNAMODB: endpoint })).toMatchObject({ engine: { endpoint } });
  });

  it('ask for sam, on DynamoDB Local, with the same environment', () => {
    const environment = { PORT: '0', HOST: '::1', DATA_DIR: '/data', ENGINE_PORT: '8000' };

    expect(optionsOf(['--sam'], environment)).toEqual({
      inSam: true,
      port: 0,
      host: '::1',
      engine: { kind: 'dynamodb-local', dataDir: '/data', port: 8000 },
    });
  });

  it.each([
    [['--engine', 'mysql'], {}, `--engine must be embedded or dynamodb-local, not "mysql". ${seeHelp}`],
    [['--engine'], {}, `--engine must be embedded or dynamodb-local. ${seeHelp}`],
    [['--sam', '--engine', 'embedded'], {}, 'Give only one of --engine, --sam.'],
    [
      ['--sam'],
      { AWS_ENDPOINT_URL_DYNAMODB: 'http://127.0.0.1:8000' },
      'Give only one of --sam, AWS_ENDPOINT_URL_DYNAMODB.',
    ],
    [['--sam'], { PORT: 'http' }, 'PORT must be a whole number from 0 to 65535, not "http".'],
    [[], { PORT: 'http' }, 'PORT must be a whole number from 0 to 65535, not "http".'],
    [[], { PORT: '65536' }, 'PORT must be a whole number from 0 to 65535, not "65536".'],
    [[], { PORT: '-1' }, 'PORT must be a whole number from 0 to 65535, not "-1".'],
    [[], { ENGINE_PORT: '1e3' }, 'ENGINE_PORT must be a whole number from 0 to 65535, not "1e3".'],
    [
      [],
      { AWS_ENDPOINT_URL_DYNAMODB: 'localhost:8000' },
      'AWS_ENDPOINT_URL_DYNAMODB must be a URL such as http://127.0.0.1:8000, not "localhost:8000".',
    ],
    [
      ['--engine', 'embedded'],
      { AWS_ENDPOINT_URL_DYNAMODB: 'http://127.0.0.1:8000' },
      'Give only one of --engine, AWS_ENDPOINT_URL_DYNAMODB.',
    ],
  ])('refuse %j with %j in one line', (args, environment, line) => {
    expect(() => optionsOf(args, environment)).toThrow(
      expect.objectContaining({ name: 'CommandError', message: line }),
    );
  });
});
