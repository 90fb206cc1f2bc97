/**
 * Does some work for each of many things, at most so many at once: another is begun as soon as one is done. Gives the
 * results in the order of the things. Where one fails, no other is begun.
 */
export async function mapAtOnce<Thing, Result>(
  things: readonly Thing[],
  most: number,
  work: (thing: Thing) => Promise<Result>,
): Promise<Result[]> {
  const results: Result[] = [];
  let next = 0;

  async function goOn(): Promise<void> {
    while (next < things.length) {
      const index = next++;
      try {
        results[index] = await work(things[index] as Thing);
      } catch (error) {
        next = things.length;
        throw error;
      }
    }
  }
  await Promise.all(Array.from({ length: Math.min(most, things.length) }, goOn));
  return results;
}
