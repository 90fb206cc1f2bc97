/**
 * What a page from another origin may send and read (CORS). API Gateway answers preflights from this, and so does the
 * local HTTP API. The headers are named one by one because `*` does not cover `Authorization`.
 */
export const cors = {
  allowOrigin: '*',
  allowHeaders: ['Authorization', 'Content-Type', 'Idempotency-Key'],
  exposeHeaders: ['Link', 'Retry-After', 'Idempotent-Replayed'],
} as const;
