import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { aPerson, send } from '../../support/api.ts';
import { engineEnvironment } from '../../support/engine.ts';
import { startProduct } from '../../support/product.ts';
import { people } from '../stub/answers.ts';

/** How many messages the conversation has before anything is measured: more than a page. */
const MESSAGES = 60;

/** `npm start` as it is, with two users and their conversation, and the environment of whoever uses its engine too. */
export async function startServer() {
  const folder = await mkdtemp(join(tmpdir(), 'duologue-bench-'));
  const product = await startProduct({ environment: { DATA_DIR: folder } });
  process.env.DUOLOGUE_URL = product.url;
  const [sender, recipient] = await Promise.all(people.map((name) => aPerson(name)));
  if (!sender || !recipient) throw new Error('Two people are needed.');
  for (let number = 0; number < MESSAGES; number++) await send(sender, recipient);

  const headers = { authorization: `Bearer ${sender.token}`, 'content-type': 'application/json' };
  const content = { type: 'text', text: 'Did you hear what I was playing, Lane?' };
  const body = JSON.stringify({ sender: sender.username, recipient: recipient.username, content });
  return {
    product,
    token: sender.token,
    environment: engineEnvironment(product.engineUrl),
    requests: {
      send: { method: 'POST', path: '/messages', headers, body },
      fetch: { method: 'GET', path: `/messages?userA=${sender.username}&userB=${recipient.username}`, headers },
    },
    async stop() {
      await product.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
