import { describe, expect, it } from '@jest/globals';
import { readCommandLine } from '../../../infra/command-line/command.ts';
import { usualLoad } from './load.ts';
import { loadOf, usage } from './options.ts';

const loadFrom = (...args: string[]) => loadOf(readCommandLine(usage, args).options);

describe('the options of npm run cost', () => {
  it('are the usual load where nothing is said', () => {
    expect(loadFrom()).toEqual(usualLoad);
  });

  it.each([
    ['users', 'users', 7],
    ['messages-per-user', 'messagesPerUser', 2.5],
    ['pages-per-user', 'pagesPerUser', 0],
    ['inboxes-per-user', 'inboxesPerUser', 1.5],
    ['receipts-per-user', 'receiptsPerUser', 0],
    ['contacts-per-user', 'contactsPerUser', 200],
    ['log-ins-per-user', 'logInsPerUser', 0.5],
    ['bytes-per-message', 'bytesPerMessage', 100],
    ['with-key', 'withKey', 0.25],
    ['begins-hour', 'beginsHour', 0.5],
    ['peak-factor', 'peakFactor', 1],
    ['months-kept', 'monthsKept', 0],
  ])('take --%s into the load', (name, figure, value) => {
    expect(loadFrom(`--${name}`, String(value))).toEqual({ ...usualLoad, [figure]: value });
  });

  it('take --tracing into the load', () => {
    expect(loadFrom('--tracing')).toEqual({ ...usualLoad, isTraced: true });
  });

  it('take --regions into the load, each once', () => {
    expect(loadFrom('--regions', 'eu-central-1,us-east-1').regions).toEqual(['eu-central-1', 'us-east-1']);
    for (const regions of ['3', '', 'us-east-1,', 'us-east-1,us-east-1', 'eu-west-7']) {
      expect(() => loadFrom(`--regions=${regions}`)).toThrow(
        '--regions must be some of us-east-1, ap-northeast-1, eu-central-1, each once, with commas between them',
      );
    }
  });

  it.each([
    ['--users', '0.5', 'a whole number of at least 1'],
    ['--messages-per-user', '-1', 'a number of at least 0'],
    ['--bytes-per-message', '99', 'a whole number from 100 to 16384'],
    ['--with-key', '1.01', 'a number from 0 to 1'],
    ['--peak-factor', '0.9', 'a number of at least 1'],
  ])('refuse %s %s', (option, value, range) => {
    expect(() => loadFrom(`${option}=${value}`)).toThrow(`${option} must be ${range}, not "${value}".`);
  });
});
