import autocannon from 'autocannon';

type Request = Parameters<typeof autocannon>[0]['requests'][number];

/** Requests a second that a server answers. Throws where it refuses one. */
export async function rateOf(url: string, request: Request, connections: number, seconds: number): Promise<number> {
  const { requests, non2xx, errors } = await autocannon({ url, connections, duration: seconds, requests: [request] });
  if (non2xx + errors > 0) throw new Error(`${non2xx} of ${requests.total} requests were refused, ${errors} failed.`);
  return requests.total / seconds;
}

/** How often a second `work` can be done, so many at a time. */
export async function rateOfLoop(work: () => Promise<void>, parallel: number, seconds: number): Promise<number> {
  const end = performance.now() + seconds * 1000;
  let done = 0;
  const loop = async () => {
    while (performance.now() < end) {
      await work();
      done++;
    }
  };
  await Promise.all(Array.from({ length: parallel }, loop));
  return done / seconds;
}
