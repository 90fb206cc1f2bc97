import type { RouteKey } from '../lib/routes.ts';

/** Requests a second, and how many at once, over all callers. Above it API Gateway answers 429. */
export const throttle = { rateLimit: 1000, burstLimit: 2000 } as const;

/** The same for what hashes, a third of a second of a vCPU each: a flood of log-ins costs little and starves nobody. */
export const hashingThrottle = { rateLimit: 20, burstLimit: 40 } as const;

/** The routes that hash. */
export const hashingRoutes: readonly RouteKey[] = ['POST /users', 'PUT /users/me/password', 'POST /sessions'];
