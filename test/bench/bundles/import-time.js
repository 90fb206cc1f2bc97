// Tells its parent how many milliseconds the import of the file in its argument takes.
const startedAt = performance.now();
await import(process.argv[2]);
process.send(performance.now() - startedAt, () => process.exit());
