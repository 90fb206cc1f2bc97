import { ChatError } from '../errors.ts';

/** How many bytes a request's body may have: 64 KiB. */
export const LARGEST_BODY = 64 * 1024;

/** A body of more than {@link LARGEST_BODY}. */
export class BodyTooLarge extends ChatError {
  readonly code = 'body_too_large';

  constructor(bytes: number) {
    super(`The body has ${bytes} bytes; at most ${LARGEST_BODY} are taken.`);
  }
}

/** A body that is not declared as plain JSON in UTF-8. */
export class UnsupportedMediaType extends ChatError {
  readonly code = 'unsupported_media_type';

  constructor(detail = 'The body must be JSON in UTF-8. Send it with the header "Content-Type: application/json".') {
    super(detail);
  }
}

/** A body that is not JSON, whatever it is declared as. */
export class MalformedJson extends ChatError {
  readonly code = 'malformed_json';

  constructor(detail = 'The body is not well-formed JSON in UTF-8.') {
    super(detail);
  }
}
