import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { python } from '../../infra/commands/python.ts';
import { projectRoot } from '../../infra/project-root.ts';
import { documentFile } from '../support/documented.ts';
import { run } from './shell.ts';

/** A client that a generator makes from the document, and a program that uses it. */
type Client = {
  readonly name: string;
  /** Where its programs stand within this folder, and all that belongs to it within `.clients/`. */
  readonly folder: string;
  readonly generate: (folder: string) => void;
  /** Gives the warnings. */
  readonly compile: (folder: string) => string;
  /** Runs the program, on the product and on a server that answers problems. Gives the last line that it writes. */
  readonly travel: (folder: string, ...urls: readonly string[]) => string;
};

const GENERATOR = '7.20.0';
const document = fileURLToPath(documentFile);

/** Runs openapi-generator, which Maven fetches at its first use. */
function openapiGenerator(folder: string, ...args: readonly string[]): void {
  const clients = join(projectRoot, '.clients');
  const jar = join(clients, `openapi-generator-cli-${GENERATOR}.jar`);
  if (!existsSync(jar)) {
    const artifact = `org.openapitools:openapi-generator-cli:${GENERATOR}`;
    run(clients, 'mvn', '--batch-mode', 'dependency:copy', `-Dartifact=${artifact}`, `-DoutputDirectory=${clients}`);
  }
  const noTests = ['--global-property', 'apiTests=false,modelTests=false,apiDocs=false,modelDocs=false'];
  run(folder, 'java', '-jar', jar, 'generate', '-i', document, '--package-name', 'duologue', ...noTests, ...args);
}

/** Of its own: it needs TypeScript in JavaScript, which version 7 is not. */
const typescript: Client = {
  name: 'openapi-typescript with openapi-fetch',
  folder: 'typescript',
  generate(folder) {
    const dependencies = {
      '@types/node': '^24.0.0',
      'openapi-fetch': '0.17.0',
      'openapi-typescript': '7.13.0',
      typescript: '5.9.3',
    };
    writeFileSync(join(folder, 'package.json'), JSON.stringify({ private: true, type: 'module', dependencies }));
    run(folder, 'npm', 'install', '--silent', '--no-audit', '--no-fund', '--prefer-offline');
    run(folder, 'npx', 'openapi-typescript', document, '--output', 'duologue.d.ts');
  },
  compile(folder) {
    const options = ['--strict', '--exactOptionalPropertyTypes', '--noEmit', '--allowImportingTsExtensions'];
    const node = ['--module', 'nodenext', '--target', 'esnext', '--lib', 'esnext,dom,dom.iterable', '--types', 'node'];
    return run(folder, 'npx', 'tsc', ...options, ...node, 'journey.ts');
  },
  travel: (folder, ...urls) => run(folder, process.execPath, 'journey.ts', ...urls),
};

const go: Client = {
  name: 'openapi-generator for Go',
  folder: 'go',
  generate(folder) {
    openapiGenerator(folder, '-g', 'go', '-o', join(folder, 'duologue'), '--additional-properties=withGoMod=false');
    writeFileSync(join(folder, 'go.mod'), 'module journey\n\ngo 1.21\n');
    run(folder, 'go', 'mod', 'tidy');
  },
  compile: (folder) => run(folder, 'go', 'vet', './...') + run(folder, 'go', 'build', '-o', 'journey', './'),
  travel: (folder, ...urls) => run(folder, join(folder, 'journey'), ...urls),
};

const inPython = () => python('python', 'pydantic>=2', 'clients');

const pythonClient: Client = {
  name: 'openapi-generator for Python',
  folder: 'python',
  generate(folder) {
    openapiGenerator(folder, '-g', 'python', '-o', folder);
    run(folder, inPython(), '-m', 'pip', 'install', '-qqq', '--disable-pip-version-check', '-r', 'requirements.txt');
  },
  compile: (folder) =>
    run(folder, inPython(), '-W', 'error', '-m', 'compileall', '-q', '-f', 'duologue') +
    run(folder, inPython(), '-W', 'error', '-c', 'import duologue'),
  travel: (folder, ...urls) => run(folder, inPython(), '-W', 'error', 'journey.py', ...urls),
};

export const clients: readonly Client[] = [typescript, go, pythonClient];
