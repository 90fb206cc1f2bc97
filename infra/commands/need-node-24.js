// Imported ahead of a command written in TypeScript, which an older Node could not even read. The project's own Node 24
// is not there after `npm ci --ignore-scripts`.
if (Number.parseInt(process.versions.node, 10) < 24) {
  console.error(
    `Node ${process.versions.node} is too old: run "npm rebuild node", which brings Node 24 along, and use npm start or npm run.`,
  );
  process.exit(1);
}
