import { createRequire } from 'node:module';

// Imported ahead of the product: its LevelDB then finds the disk full as soon as somebody called `full` is stored.
const requireAsDynalite = createRequire(createRequire(import.meta.url).resolve('dynalite'));
const { Level } = requireAsDynalite('level');
const { put } = Level.prototype;

Level.prototype.put = async function (key, value) {
  if (JSON.stringify(value).includes('"full"')) {
    throw Object.assign(new Error('IO error: 000003.log: No space left on device'), { code: 'LEVEL_IO_ERROR' });
  }
  return put.call(this, key, value);
};
