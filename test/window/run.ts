import { command } from '../../infra/command-line/command.ts';
import { CommandError } from '../../infra/command-line/command-error.ts';

const usage = {
  command: 'npm run test:more -- window',
  purpose: 'Uses the page of the local run in a real browser, as people do, and takes pictures of it.',
  operands: {
    placeholder: 'STEP',
    known: {
      kinds: 'each kind of message, unread counts, receipts',
      leaving: 'logging out everywhere',
      keyboard: 'from signing up to a sent message without a mouse',
      faults: "the API's words at the fields that it names",
      hostile: 'messages that could do harm',
      long: 'a conversation of 10,000 messages',
      outage: 'the store gone for 20 s in the middle of a send',
      reloaded: 'the page reloaded while messages wait for the store',
      elsewhere: 'another conversation opened while messages wait',
      stopped: 'a send that is stopped, and sent again by hand after a reload',
      origin: 'an API of another origin',
      looks: 'pictures in both widths and both schemes, into .window/',
    },
  },
  options: {},
};

await command(usage, async ({ operands }) => {
  const { walk } = await import('./walk.ts');
  const failed = await walk(operands);
  if (failed > 0) throw new CommandError(`${failed} steps failed.`);
});
