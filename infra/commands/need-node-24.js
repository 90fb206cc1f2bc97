// Imported ahead of a command written in TypeScript, which an older Node could not even read.
if (Number.parseInt(process.versions.node, 10) < 24) {
  console.error(
    `Node ${process.versions.node} is too old: run "npm install", which brings Node 24 along, and use npm run.`,
  );
  process.exit(1);
}
