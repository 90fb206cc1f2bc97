// Tells its parent how many milliseconds of CPU time the import of the file in its argument takes.
const before = process.cpuUsage();
await import(process.argv[2]);
const { user, system } = process.cpuUsage(before);
process.send((user + system) / 1000, () => process.exit());
