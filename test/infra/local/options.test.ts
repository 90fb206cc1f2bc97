import { describe, expect, it } from '@jest/globals';
import { readOptions } from '../../../infra/local/options.ts';

describe('the options of the local run', () => {
  it('have defaults for everything', () => {
    expect(readOptions([], {})).toEqual({
      port: 3000,
      host: '127.0.0.1',
      engine: { kind: 'embedded', dataDir: '.data', port: 0 },
    });
  });

  it('come from the environment and the command line', () => {
    const environment = { PORT: '0', HOST: '::1', DATA_DIR: '/data', ENGINE_PORT: '8000' };

    expect(readOptions(['--engine', 'dynamodb-local'], environment)).toEqual({
      port: 0,
      host: '::1',
      engine: { kind: 'dynamodb-local', dataDir: '/data', port: 8000 },
    });
  });

  it('take an empty variable as one that is not set', () => {
    const environment = { PORT: '', HOST: '', DATA_DIR: '', ENGINE_PORT: '', AWS_ENDPOINT_URL_DYNAMODB: '' };

    expect(readOptions([], environment)).toEqual(readOptions([], {}));
  });

  it('start no engine where one runs already', () => {
    const endpoint = 'http://127.0.0.1:8000';

    expect(readOptions([], { AWS_ENDPOINT_URL_DYNAMODB: endpoint })).toMatchObject({ engine: { endpoint } });
  });

  it.each([['--help'], ['-h'], ['--engine', 'embedded', '--help']])('ask for help with %s', (...args) => {
    expect(readOptions(args, {})).toBe('help');
  });

  it.each([
    [['--engine', 'mysql'], {}, '--engine must be embedded or dynamodb-local, not "mysql".'],
    [['--engine'], {}, "Option '--engine <value>' argument missing. See npm start -- --help."],
    [['--port', '1'], {}, "Unknown option '--port'. See npm start -- --help."],
    [['embedded'], {}, "Unexpected argument 'embedded'. See npm start -- --help."],
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
      'Give either --engine or AWS_ENDPOINT_URL_DYNAMODB, not both.',
    ],
  ])('refuse %j with %j in one line', (args, environment, line) => {
    expect(() => readOptions(args, environment)).toThrow(
      expect.objectContaining({ name: 'CannotStart', message: line }),
    );
  });
});
