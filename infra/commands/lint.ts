import { command } from '../command-line/command.ts';

const usage = {
  command: 'npm run lint',
  purpose: 'Checks the templates that cdk deploys; both ways unless one is named. It needs Python 3.10 or newer.',
  operands: {
    placeholder: '[templates|sam]',
    known: {
      templates: 'cfn-lint on the templates of one region and of two, in every mode that differs',
      sam: 'whether the AWS SAM CLI finds exactly our routes in the template; no Docker needed',
    },
  },
  options: {},
};

const linters = {
  templates: async () => (await import('./lint-templates.ts')).lintTemplates(),
  sam: async () => (await import('./lint-sam.ts')).lintSam(),
};

await command(usage, async ({ operands }) => {
  for (const [name, lint] of Object.entries(linters)) {
    if (operands.length === 0 || operands.includes(name)) await lint();
  }
});
