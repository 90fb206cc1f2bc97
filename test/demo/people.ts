import { randomUUID } from 'node:crypto';
import type { Client } from './client.ts';

/** A user who is logged in. */
export type Person = { readonly username: string; readonly token: string };

/** Signs up a user whose name begins like that and is nobody else's, and logs them in. */
export async function newPerson(client: Client, name: string): Promise<Person> {
  const body = { username: `${name}-${randomUUID().slice(0, 13)}`, password: randomUUID() };
  await client('POST /users', { body });
  return (await client<Person>('POST /sessions', { body })).body;
}
