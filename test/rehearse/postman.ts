import { Unexpected } from '../support/steps.ts';
import type { Commands } from './commands.ts';
import { forget, type Place } from './place.ts';

/** Runs the Postman collection on a deployment. @throws Unexpected with its first failures */
export async function postman({ run }: Commands, place: Place): Promise<string> {
  await forget(place);
  const to = ['--env-var', `baseUrl=${place.api.url}`];
  const { ok, output } = await run('npx', ['newman', 'run', 'postman_collection.json', ...to, '--color', 'off']);
  const failures = output.slice(output.search(/#\s+failure/));
  if (!ok) throw new Unexpected(failures.slice(0, 3000));
  const counts = output.split('\n').filter((line) => /^\W+(requests|assertions) /.test(line));
  return counts.map((line) => line.replaceAll(/[^\w]+/g, ' ').trim()).join(', ');
}
