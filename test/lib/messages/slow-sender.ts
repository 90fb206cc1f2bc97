import type { Clock } from '../../../lib/clock.ts';
import { connectToDynamodb } from '../../../lib/dynamodb/client.ts';
import { contactsStore } from '../../../lib/inbox/contacts-store.ts';
import type { Message } from '../../../lib/messages/message.ts';
import { notesStore } from '../../../lib/messages/notes-store.ts';
import { idempotencyKeySchema } from '../../../lib/messages/send-key.ts';
import { sendMessage } from '../../../lib/messages/send-message.ts';
import { messagesStore } from '../../../lib/messages/store.ts';
import { admission } from '../../../lib/sessions/admission.ts';
import { authenticate } from '../../../lib/sessions/authenticate.ts';
import { sessionsStore } from '../../../lib/sessions/store.ts';
import { callerOf, type Token } from '../../../lib/sessions/token.ts';
import { usersStore } from '../../../lib/users/store.ts';
import type { Username } from '../../../lib/users/username.ts';
import { type Fate, held } from '../../faults/fate.ts';
import { startProxy } from '../../faults/proxy.ts';
import { isMessagePut, type StoreCall } from '../../faults/store-call.ts';
import { aPair, fetchPage } from '../../support/api.ts';
import { engineEnvironment } from '../../support/engine.ts';

/** What happens at a request to the store: something else first, time may pass, and the request meets a fate. */
type Event = { readonly first?: () => Promise<unknown>; readonly passes?: number; readonly fate?: Fate };

/** How many milliseconds pass at which requests, and what becomes of them. */
export type Events = (call: StoreCall) => Event | undefined;

export type SlowSender = Awaited<ReturnType<typeof slowSender>>;

/**
 * Sends of one user to another in a process for which time passes only where a test lets it, on the real engine. The
 * requests to the store go through a proxy, which sees those that put a message.
 */
export async function slowSender() {
  const [alice, bob] = await aPair();
  let now = Date.now();
  let events: Events = () => undefined;
  let puts = 0;
  const proxy = startProxy({
    engine: engineEnvironment().AWS_ENDPOINT_URL_DYNAMODB,
    fateOf: async (call) => {
      if (isMessagePut(call)) puts++;
      const { first, passes = 0, fate = { kind: 'pass' } as const } = events(call) ?? {};
      await first?.();
      now += passes;
      return fate;
    },
  });
  Object.assign(process.env, engineEnvironment());
  const dynamodb = connectToDynamodb(process.env, { endpoint: await proxy.gate('the sender') });
  const clock: Clock = () => now;
  const messages = messagesStore(dynamodb, clock);
  const send = sendMessage({
    admit: admission({ authenticate: authenticate({ sessions: sessionsStore(dynamodb), clock }) }),
    users: usersStore(dynamodb),
    messages,
    notes: notesStore(dynamodb, clock),
    contacts: contactsStore(dynamodb),
    clock,
  });

  return {
    clock,
    client: dynamodb.client,
    messages,
    users: { sender: alice.username as Username, recipient: bob.username as Username },
    /** Sends, with a key if there is one, and gives the message. */
    send: async (key?: string): Promise<Message> => {
      const { message } = await send({
        caller: callerOf(alice.token as Token),
        sender: alice.username as Username,
        recipient: bob.username as Username,
        content: { type: 'text', text: 'Better late than never.' },
        idempotencyKey: key === undefined ? undefined : idempotencyKeySchema.parse(key),
      });
      return message;
    },
    /** Lets things happen from now on; without them, nothing does. */
    follow: (next: Events = () => undefined) => {
      events = next;
    },
    /** Lets milliseconds pass. */
    wait: (milliseconds: number) => {
      now += milliseconds;
    },
    /** How many attempts to put a message were made, as the store sees them. */
    puts: () => puts,
    /** Lets the first request that is one of those be held, and gives what lets it go and waits until it has landed. */
    hold: (isHeld: (call: StoreCall) => boolean, others?: Events) => {
      const { fate, letGo } = held();
      let isHolding = true;
      events = (call) => {
        if (!isHolding || !isHeld(call)) return others?.(call);
        isHolding = false;
        return { fate };
      };
      return letGo;
    },
    /** What is stored, as the product shows it. */
    stored: async () => (await fetchPage(alice, bob)).messages,
    stop: async () => {
      dynamodb.client.destroy();
      await proxy.stop();
    },
  };
}
