import { describe, expect, it } from '@jest/globals';
import { usualLoad } from './load.ts';
import { BadOptions, readOptions } from './options.ts';

describe('the options of npm run cost', () => {
  it('are the usual load where nothing is said', () => {
    expect(readOptions([])).toEqual(usualLoad);
  });

  it('are taken, in both spellings', () => {
    const load = readOptions(['--users', '1000', '--messages-per-user=2.5', '--with-key', '0', '--regions', '3']);

    expect(load).toEqual({ ...usualLoad, users: 1000, messagesPerUser: 2.5, withKey: 0, regions: 3 });
  });

  it('are refused all at once, a line for each', () => {
    const bad = ['--users', '0.5', '--regions=99', '--colour=red', '--with-key', 'two', '--peak-factor'];

    expect(() => readOptions(bad)).toThrow(BadOptions);
    expect(() => readOptions(bad)).toThrow(
      /^--colour is not known .*\n--users must be a whole.*"0.5".\n--regions .*"99".\n--with-key .*"two".\n--peak-factor must.*$/,
    );
  });

  it('are not what every object has', () => {
    expect(() => readOptions(['--constructor=1'])).toThrow('--constructor is not known');
  });

  it('are no other arguments', () => {
    expect(() => readOptions(['1000'])).toThrow('"1000" is not an option.');
  });
});
