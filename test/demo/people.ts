import { randomUUID } from 'node:crypto';
import type { Client } from './client.ts';

/** A user who is logged in. */
export type Person = { readonly username: string; readonly password: string; readonly token: string };

type Credentials = Pick<Person, 'username' | 'password'>;

/** Signs up a user whose name begins like that and is nobody else's, and logs them in. */
export async function newPerson(client: Client, name: string): Promise<Person> {
  const credentials = { username: `${name}-${randomUUID().slice(0, 13)}`, password: randomUUID() };
  await client('POST /users', { body: credentials });
  return logIn(client, credentials);
}

/** Gives a user another password, and logs them in with it. */
export async function withNewPassword(client: Client, { username, password, token }: Person): Promise<Person> {
  const newPassword = `a new one, ${randomUUID()}`;
  await client('PUT /users/me/password', { token, body: { password, newPassword } });
  return logIn(client, { username, password: newPassword });
}

async function logIn(client: Client, credentials: Credentials): Promise<Person> {
  const { body } = await client<{ token: string }>('POST /sessions', { body: credentials });
  return { ...credentials, token: body.token };
}
