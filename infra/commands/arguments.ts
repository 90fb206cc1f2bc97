import { parseArgs } from 'node:util';
import { type Settings, settingsFrom } from '../settings.ts';
import { cdkContext } from '../synthesize.ts';

/** What was written after `npm run deploy --` or `npm run destroy --`: it all goes on to `cdk`. */
export type Arguments = {
  readonly settings: Settings;
  /** The settings as they were given, to be given again: `-c name=Chat -c removal=destroy`. */
  readonly asGiven: string;
  /** The profile of the credentials, from `--profile` or the environment. */
  readonly profile: string | undefined;
  readonly environment: NodeJS.ProcessEnv;
  readonly has: (option: string) => boolean;
};

/** Reads a command line as `cdk` does, as far as it concerns us. @throws Obstacle for faulty settings */
export function readArguments(args: string[], environment: NodeJS.ProcessEnv): Arguments {
  const { values } = parseArgs({
    args,
    options: { context: { type: 'string', short: 'c', multiple: true }, profile: { type: 'string' } },
    strict: false,
    allowPositionals: true,
  });
  const given = (values.context ?? []).filter((pair) => typeof pair === 'string');
  const context = Object.fromEntries(given.map((pair) => pair.split(/=(.*)/s).slice(0, 2)));
  return {
    settings: settingsFrom({ ...cdkContext(), ...context }),
    asGiven: given.map((pair) => ` -c ${pair}`).join(''),
    profile: typeof values.profile === 'string' ? values.profile : environment.AWS_PROFILE,
    environment,
    has: (option) => values[option] !== undefined,
  };
}
