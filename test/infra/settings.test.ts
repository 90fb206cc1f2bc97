import { describe, expect, it } from '@jest/globals';
import { settingsUsage } from '../../infra/commands/settings-usage.ts';
import { settingsFrom } from '../../infra/settings.ts';
import { readmeAt, rowsOf, sectionOf } from '../readme/readmes.ts';

describe('the settings of a deployment', () => {
  it('have defaults that keep data and run in one region', () => {
    expect(settingsFrom({})).toEqual({
      name: 'Duologue',
      allowOrigins: ['*'],
      removal: 'keep',
      regions: [],
      bookmarks: '1',
      tracing: false,
      architecture: 'arm64',
    });
  });

  it('take a generation of bookmarks, a whole number from 1, as text or from cdk.json', () => {
    expect(settingsFrom({ bookmarks: '2' }).bookmarks).toBe('2');
    expect(settingsFrom({ bookmarks: 12 }).bookmarks).toBe('12');
    for (const bookmarks of ['0', '', '1.5', '-1', '01', 1e21, true])
      expect(() => settingsFrom({ bookmarks })).toThrow('bookmarks must be a whole number from 1');
  });

  it('take tracing as text or from cdk.json', () => {
    expect([true, 'true', false, 'false'].map((tracing) => settingsFrom({ tracing }).tracing)).toEqual([
      true,
      true,
      false,
      false,
    ]);
    for (const tracing of ['', 'yes', 1])
      expect(() => settingsFrom({ tracing })).toThrow('tracing must be true or false');
  });

  it('take lists that are separated by commas', () => {
    const settings = settingsFrom({
      regions: 'us-east-1, ap-northeast-1',
      allowOrigins: 'https://a.example,http://localhost:5173',
    });

    expect(settings.regions).toEqual(['us-east-1', 'ap-northeast-1']);
    expect(settings.allowOrigins).toEqual(['https://a.example', 'http://localhost:5173']);
  });

  it('tell all their faults in one line', () => {
    const faulty = {
      name: '1 chat',
      allowOrigins: 'example.com/',
      removal: 'yes',
      regions: 'Ohio',
      alarms: 'me',
      architecture: 'arm',
    };

    expect(() => settingsFrom(faulty)).toThrow(
      /^Faulty settings: name must .+; allowOrigins must .+; removal must .+; regions must .+; alarms must .+; architecture must .+\.$/,
    );
  });

  it.each([
    ['a misspelt name', { region: 'us-east-1' }, /region is not known \(name, allowOrigins, .+ are\)/],
    ['a region named twice', { regions: 'us-east-1,us-east-1' }, /regions must name each region once/],
    [
      'leaving home',
      { regions: 'us-east-1,eu-west-1', leaving: 'us-east-1' },
      /leaving must be one of regions, and not/,
    ],
    [
      'leaving where it is not',
      { leaving: 'eu-west-1' },
      /leaving must be one of regions, and not the first: eu-west-1/,
    ],
    ['an empty list', { regions: '' }, /regions must be regions such as us-east-1/],
  ])('refuse %s', (_, faulty, message) => {
    expect(() => settingsFrom(faulty)).toThrow(message);
  });

  it('are all told by --help and by the README', () => {
    const settings = settingsFrom({ regions: 'us-east-1,eu-west-1', leaving: 'eu-west-1', alarms: 'me@example.com' });
    const inReadme = rowsOf(sectionOf(readmeAt('infra/README.md').text, 'Settings')).map(([choice]) => choice);

    const named = (lines: readonly (string | undefined)[], form: RegExp) =>
      lines.flatMap((line = '') => form.exec(line)?.[1] ?? []).sort();
    expect(named(settingsUsage.split('\n'), /^ {2}(\w+)=/)).toEqual(Object.keys(settings).sort());
    expect(named(inReadme, /^`-c (\w+)=/)).toEqual(Object.keys(settings).sort());
  });

  it('leave the context keys of CDK alone', () => {
    expect(() => settingsFrom({ '@aws-cdk/core:x': true, 'aws:cdk:y': [], 'cli-telemetry': false })).not.toThrow();
  });
});
