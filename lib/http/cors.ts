/**
 * What a page from another origin may send and read (CORS). API Gateway answers preflights from this, and so does the
 * local HTTP API. The headers are named one by one because `*` does not cover `Authorization`.
 */
export const cors = {
  allowOrigin: '*',
  allowHeaders: ['Authorization', 'Content-Type', 'Idempotency-Key'],
  /** How long a browser may keep the answer to a preflight, in seconds. */
  maxAge: 3600,
  exposeHeaders: ['Link', 'Retry-After', 'Idempotent-Replayed'],
} as const;
