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
    ['log-ins-per-user', 'logInsPerUser', 0.5],
    ['bytes-per-message', 'bytesPerMessage', 100],
    ['with-key', 'withKey', 0.25],
    ['regions', 'regions', 3],
    ['peak-factor', 'peakFactor', 1],
    ['months-kept', 'monthsKept', 0],
  ])('take --%s into the load', (name, figure, value) => {
    expect(loadFrom(`--${name}`, String(value))).toEqual({ ...usualLoad, [figure]: value });
  });

  it.each([
    ['--users', '0.5', 'a whole number of at least 1'],
    ['--messages-per-user', '-1', 'a number of at least 0'],
    ['--bytes-per-message', '99', 'a whole number from 100 to 16384'],
    ['--with-key', '1.01', 'a number from 0 to 1'],
    ['--regions', '99', 'a whole number from 1 to 20'],
    ['--peak-factor', '0.9', 'a number of at least 1'],
  ])('refuse %s %s', (option, value, range) => {
    expect(() => loadFrom(`${option}=${value}`)).toThrow(`${option} must be ${range}, not "${value}".`);
  });
});
