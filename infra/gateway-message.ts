import { STATUS_CODES } from 'node:http';

/** What API Gateway says in an answer of its own: the phrase of the status, for 413 an older one. */
export const gatewayMessage = (status: number): string =>
  status === 413 ? 'Request Entity Too Large' : (STATUS_CODES[status] ?? '');
