/** The three Lambda functions, named after their files in `functions/`. */
export type FunctionName = 'users' | 'send-message' | 'fetch-messages';

/** One route of the HTTP API and the function that answers it. */
export type Route = {
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  readonly path: `/${string}`;
  readonly function: FunctionName;
  /** What clients that are generated from the OpenAPI document call it. */
  readonly operationId: string;
  /** What the route does, as one line for people: the start-up banner, the OpenAPI document. */
  readonly summary: string;
};

/**
 * Every route there is. CDK, the local HTTP API, the OpenAPI document and the Postman test are all made from,
 * or checked against, this table.
 */
export const routes = [
  { method: 'POST', path: '/users', function: 'users', operationId: 'createUser', summary: 'Create a user' },
  {
    method: 'PUT',
    path: '/users/me/password',
    function: 'users',
    operationId: 'changePassword',
    summary: 'Change your password',
  },
  { method: 'DELETE', path: '/users/me', function: 'users', operationId: 'deleteUser', summary: 'Delete yourself' },
  { method: 'POST', path: '/sessions', function: 'users', operationId: 'logIn', summary: 'Log in' },
  { method: 'DELETE', path: '/sessions', function: 'users', operationId: 'logOut', summary: 'Log out' },
  {
    method: 'POST',
    path: '/messages',
    function: 'send-message',
    operationId: 'sendMessage',
    summary: 'Send a message',
  },
  {
    method: 'GET',
    path: '/messages',
    function: 'fetch-messages',
    operationId: 'fetchMessages',
    summary: 'Fetch a page of messages',
  },
  {
    method: 'GET',
    path: '/conversations',
    function: 'fetch-messages',
    operationId: 'listConversations',
    summary: 'List your conversations',
  },
  {
    method: 'PUT',
    path: '/receipts',
    function: 'fetch-messages',
    operationId: 'putReceipt',
    summary: 'Say up to where you have read',
  },
] as const satisfies readonly Route[];

/** Every function that a route leads to. */
export const functionNames: readonly FunctionName[] = [...new Set(routes.map((route) => route.function))];

type KeyOf<R extends Route> = R extends Route ? `${R['method']} ${R['path']}` : never;

/** A route as API Gateway names it in `event.routeKey`, such as `POST /users`. */
export type RouteKey = KeyOf<(typeof routes)[number]>;
