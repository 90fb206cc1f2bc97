import { rehearsal } from '../support/steps.ts';
import { faults, hostileMessages } from './hostile.ts';
import { byKeyboard } from './keyboard.ts';
import { longConversation } from './long-conversation.ts';
import { looks } from './looks.ts';
import { fromAnotherOrigin } from './other-origin.ts';
import { elsewhere, reloaded, stopped, storeGone } from './outage.ts';
import { clearPictures } from './pictures.ts';
import { onStage, type Stage } from './stage.ts';
import { eachKind, leaving } from './talking.ts';

const steps: Readonly<Record<string, (stage: Stage) => Promise<string>>> = {
  kinds: eachKind,
  leaving,
  keyboard: byKeyboard,
  faults,
  hostile: hostileMessages,
  long: longConversation,
  outage: storeGone,
  reloaded,
  elsewhere,
  stopped,
  origin: fromAnotherOrigin,
  looks,
};

/** Takes those steps, or all. @returns how many failed */
export const walk = (names: readonly string[]): Promise<number> =>
  onStage(async (stage) => {
    clearPictures();
    const { step, failed } = rehearsal();
    for (const [name, take] of Object.entries(steps)) {
      if (names.length === 0 || names.includes(name))
        await step(name, () => take(stage).finally(() => stage.store.now(undefined)));
    }
    return failed();
  });
