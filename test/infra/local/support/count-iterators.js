import { writeSync } from 'node:fs';
import { createRequire } from 'node:module';

// Imported ahead of the product: at its end it says how many iterators of LevelDB were open at once, at most.
const requireAsDynalite = createRequire(createRequire(import.meta.url).resolve('dynalite'));
const { Level } = requireAsDynalite('level');
const { values } = Level.prototype;
const open = new Set();
let most = 0;

Level.prototype.values = function (options) {
  const iterator = values.call(this, options);
  const { close } = iterator;
  iterator.close = () => {
    open.delete(iterator);
    return close.call(iterator);
  };
  open.add(iterator);
  most = Math.max(most, open.size);
  return iterator;
};

process.on('exit', () => {
  if (most > 0) writeSync(2, `iterators: ${most}\n`);
});
