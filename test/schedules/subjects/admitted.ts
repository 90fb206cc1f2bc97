import type { Admit } from '../../../lib/sessions/admission.ts';
import type { Caller, TokenDigest } from '../../../lib/sessions/token.ts';
import type { Username } from '../../../lib/users/username.ts';

/** Admits that user at once: for subjects in which sessions are not at stake. */
export const admitted =
  (username: Username): Admit =>
  () => ({ granted: Promise.resolve(username), beside: (read) => read() });

export const callerOf = (username: Username): Caller => ({ username, digest: 'digest' as TokenDigest });
