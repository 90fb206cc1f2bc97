import { rm } from 'node:fs/promises';

export default async function globalTeardown(): Promise<void> {
  if (!globalThis.duologue) return;
  const { product, dataDir } = globalThis.duologue;
  await product.stop();
  await rm(dataDir, { recursive: true, force: true });
}
