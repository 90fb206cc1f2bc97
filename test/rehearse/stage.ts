import type { Rehearsal } from '../support/steps.ts';
import type { Commands } from './commands.ts';
import type { Emulator } from './emulator.ts';
import type { Answering } from './place.ts';
import type { Recorder } from './rights.ts';

/** The name of the deployment: the default. */
export const STACK = 'Duologue';

/** The regions of the rehearsal. */
export const HOME = 'us-east-1';
export const AWAY = 'ap-northeast-1';

/** What every part of the rehearsal works with. */
export type Stage = {
  readonly emulator: Emulator;
  readonly run: Commands;
  readonly step: Rehearsal['step'];
  readonly answering: Answering;
  readonly record: Recorder;
};
