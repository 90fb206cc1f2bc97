import { spawnSync } from 'node:child_process';

/** Programs that generating and compiling clients needs, how each is asked whether it is there, and what to install. */
const needs = [
  { program: 'java', args: ['-version'], install: 'Java 17 or newer, which runs openapi-generator' },
  { program: 'mvn', args: ['--version'], install: 'Maven, which fetches openapi-generator' },
  { program: 'go', args: ['version'], install: 'Go 1.21 or newer, for the client in Go' },
  { program: 'python3', args: ['--version'], install: 'Python 3.10 or newer, for the client in Python' },
] as const;

/** What is not installed on this machine, a line for each. */
export const missing = (): string[] =>
  needs
    .filter(({ program, args }) => spawnSync(program, args).status !== 0)
    .map(({ program, install }) => `There is no "${program}": install ${install}.`);
