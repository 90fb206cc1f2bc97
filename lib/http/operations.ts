import type * as z from 'zod/mini';
import type { ErrorCode } from '../errors.ts';
import type { RouteKey } from '../routes.ts';
import { conversationsBody } from './answers/inbox.ts';
import { messageBody, pageBody } from './answers/messages.ts';
import { sessionBody, userBody } from './answers/users.ts';
import type { RequestShape } from './request.ts';
import { FetchMessagesRequest } from './requests/fetch-messages.ts';
import { ListConversationsRequest, PutReceiptRequest } from './requests/inbox.ts';
import { SendMessageRequest } from './requests/send-message.ts';
import {
  ChangePasswordRequest,
  CreateUserRequest,
  DeleteUserRequest,
  LogInRequest,
  LogOutRequest,
} from './requests/users.ts';

/** What one route takes, what it answers, and what it can refuse. */
export type Operation = {
  readonly request: RequestShape;
  readonly status: 200 | 201 | 204;
  readonly answer?: z.ZodMiniType;
  /** Headers that an answer may have, by their names in lower case, beside those that every answer has. */
  readonly headers?: readonly string[];
  /** The codes of its own, beside those that follow from what it takes: see {@link codesOf}. */
  readonly codes: readonly ErrorCode[];
};

/** What callers see of each route: what the OpenAPI document is made from. */
export const operations: Readonly<Record<RouteKey, Operation>> = {
  'POST /users': {
    request: CreateUserRequest,
    status: 201,
    answer: userBody,
    codes: ['username_taken', 'too_many_attempts'],
  },
  'PUT /users/me/password': {
    request: ChangePasswordRequest,
    status: 204,
    codes: ['wrong_password', 'too_many_attempts'],
  },
  'DELETE /users/me': { request: DeleteUserRequest, status: 204, codes: ['session_too_old'] },
  'POST /sessions': {
    request: LogInRequest,
    status: 201,
    answer: sessionBody,
    codes: ['invalid_credentials', 'too_many_attempts'],
  },
  'DELETE /sessions': { request: LogOutRequest, status: 204, codes: [] },
  'POST /messages': {
    request: SendMessageRequest,
    status: 201,
    answer: messageBody,
    headers: ['idempotent-replayed'],
    codes: ['not_the_sender', 'unknown_recipient', 'idempotency_key_reused'],
  },
  'GET /messages': {
    request: FetchMessagesRequest,
    status: 200,
    answer: pageBody,
    headers: ['link'],
    codes: ['invalid_cursor', 'not_a_participant', 'unknown_user'],
  },
  'GET /conversations': {
    request: ListConversationsRequest,
    status: 200,
    answer: conversationsBody,
    headers: ['link'],
    codes: ['invalid_cursor'],
  },
  'PUT /receipts': { request: PutReceiptRequest, status: 204, codes: ['unknown_user'] },
};

/** Every code that a route can answer. */
export const codesOf = ({ request, codes }: Operation): ErrorCode[] => [
  ...(request.body ? (['malformed_json', 'body_too_large', 'unsupported_media_type'] as const) : []),
  'invalid_request',
  ...(request.token ? (['unauthenticated'] as const) : []),
  ...codes,
  'internal',
  'unavailable',
];
