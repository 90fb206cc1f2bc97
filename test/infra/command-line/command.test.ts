import { describe, expect, it } from '@jest/globals';
import { readCommandLine } from '../../../infra/command-line/command.ts';
import { flag, number, oneOf } from '../../../infra/command-line/options.ts';
import { helpOf } from '../../../infra/command-line/usage.ts';

const usage = {
  command: 'npm run play',
  purpose: 'Plays a piece.',
  operands: { placeholder: '[piece]...', known: { waltz: 'in three', polka: 'in two' } },
  options: {
    speed: number('beats a minute', 120, { lowest: 20, highest: 300 }),
    swing: number('how much of it', undefined, { whole: false, highest: 1 }),
    key: oneOf('what it is played in', ['A', 'B', 'C'], 'C'),
    loud: flag('so that the neighbours hear it'),
  },
};

describe('a command line', () => {
  it('gives every option its value or its default, and the arguments that are no options', () => {
    const { options, operands } = readCommandLine(usage, ['waltz', '--speed=90', '--loud', 'polka', '--swing', '0.5']);

    expect(options).toEqual({ speed: 90, swing: 0.5, key: 'C', loud: true });
    expect(operands).toEqual(['waltz', 'polka']);
  });

  it.each([
    [['--speed', '10'], '--speed must be a whole number from 20 to 300, not "10".'],
    [['--speed', '99.5'], '--speed must be a whole number from 20 to 300, not "99.5".'],
    [['--speed', ''], '--speed must be a whole number from 20 to 300, not "".'],
    [['--speed'], '--speed must be a whole number from 20 to 300.'],
    [['--swing', 'much'], '--swing must be a number from 0 to 1, not "much".'],
    [['--key', 'H'], '--key must be one of A, B, C, not "H".'],
    [['--loud=yes'], '--loud takes no value, not "yes".'],
    [['--slow'], '--slow is not known (--speed, --swing, --key, --loud are).'],
    [['--no-loud'], '--no-loud is not known (--speed, --swing, --key, --loud are).'],
    [['--constructor', '--__proto__'], '--constructor is not known (--speed, --swing, --key, --loud are).'],
    [['-s'], '-s is not known (--speed, --swing, --key, --loud are).'],
    [['tango'], '"tango" is not known (waltz, polka are).'],
    [['toString'], '"toString" is not known (waltz, polka are).'],
  ])('is refused: %j', (args, line) => {
    expect(() => readCommandLine(usage, args)).toThrow(
      expect.objectContaining({ name: 'CommandError', message: expect.stringContaining(line) }),
    );
  });

  it('is told all its faults in one line, and where help is', () => {
    expect(() => readCommandLine(usage, ['tango', '--speed', 'x', '--key', 'H'])).toThrow(
      /^"tango" is not known .+ --speed must be .+ --key must be .+ See npm run play -- --help\.$/,
    );
  });

  it('may have any arguments where the command knows none by name, and none where it takes none', () => {
    const { operands: _, ...without } = usage;
    const any = { ...usage, operands: { placeholder: '[file]...' } };

    expect(readCommandLine(any, ['tango']).operands).toEqual(['tango']);
    expect(() => readCommandLine(without, ['tango'])).toThrow('"tango" is not known. See npm run play -- --help.');
  });
});

describe('a command that hands on what it does not know', () => {
  it('takes any option, and must know the first argument if it knows some', () => {
    const anything = { command: 'npm run hand', purpose: '', options: {}, handsOn: 'To cdk.' };
    const named = { ...anything, operands: usage.operands };

    expect(readCommandLine(anything, ['--slow', 'tango']).all).toEqual(['--slow', 'tango']);
    expect(readCommandLine(named, ['waltz', '--slow']).all).toEqual(['waltz', '--slow']);
    expect(() => readCommandLine(named, ['--slow', 'waltz'])).toThrow('"--slow" is not known (waltz, polka are).');
    expect(() => readCommandLine(named, [])).toThrow('Name one of waltz, polka.');
  });
});

describe('the help of a command', () => {
  it('says what it is for, how it is written, and what each argument and option means', () => {
    expect(helpOf({ ...usage, notes: 'Mind the neighbours.' })).toBe(`Plays a piece.

Usage: npm run play -- [piece]... [options]

  waltz        in three
  polka        in two
  --speed N    beats a minute (120)
  --swing N    how much of it
  --key A|B|C  what it is played in (C)
  --loud       so that the neighbours hear it

Mind the neighbours.`);
  });
});
