import { parseArgs } from 'node:util';
import { CommandError } from '../command-line/command-error.ts';
import { type Settings, settingsFrom } from '../settings.ts';
import { cdkContext } from '../synthesize.ts';

/** What was written after `npm run deploy --` or `npm run destroy --`: it all goes on to `cdk`. */
export type Arguments = {
  readonly settings: Settings;
  /** The settings as they were given, to be given again: `-c name=Chat -c removal=destroy`. */
  readonly asGiven: string;
  /** The profile of the credentials, from `--profile` or the environment, as `cdk` looks for it. */
  readonly profile: string | undefined;
  readonly environment: NodeJS.ProcessEnv;
  readonly has: (option: string) => boolean;
};

/** The options that npm takes for its own where `--` was forgotten before them, by the variables that it then sets. */
const takenByNpm = {
  npm_config_call: '-c',
  npm_config_context: '--context',
  npm_config_profile: '--profile',
  npm_config_import_existing_resources: '--import-existing-resources',
} as const;

/** Reads a command line as `cdk` does, as far as it concerns us. @throws CommandError for faulty settings */
export function readArguments(args: readonly string[], environment: NodeJS.ProcessEnv): Arguments {
  const taken = Object.entries(takenByNpm).find(([variable]) => environment[variable] !== undefined);
  if (taken) {
    throw new CommandError(
      `npm took ${taken[1]} for itself, and handed nothing on. Options stand after "--": ` +
        "npm run deploy -- -c removal=destroy (in PowerShell, after '--' in quotes).",
    );
  }
  const { values } = parseArgs({
    args: [...args],
    options: { context: { type: 'string', short: 'c', multiple: true }, profile: { type: 'string' } },
    strict: false,
    allowPositionals: true,
  });
  const given = (values.context ?? []).filter((pair) => typeof pair === 'string');
  const context = Object.fromEntries(given.map((pair) => pair.split(/=(.*)/s).slice(0, 2)));
  return {
    settings: settingsFrom({ ...cdkContext(), ...context }),
    asGiven: given.map((pair) => ` -c ${pair}`).join(''),
    profile:
      typeof values.profile === 'string'
        ? values.profile
        : environment.AWS_PROFILE || environment.AWS_DEFAULT_PROFILE || undefined,
    environment,
    has: (option) => values[option] !== undefined,
  };
}
