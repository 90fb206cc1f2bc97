import { blocksOf, codeSpansOf, type Readme, readmeAt, sectionOf } from './readmes.ts';

/** The sections whose commands are pasted into one shell, one after the other. */
const pastedSections = [
  ['README.md', 'Try it now'],
  ['functions/README.md', 'Sending again'],
  ['functions/README.md', 'Reading'],
  ['functions/README.md', 'The inbox'],
  ['functions/README.md', 'Deleting a user'],
] as const;

/** Commands that are run by themselves, each to its end. */
export const runCommands: readonly string[] = ['npm run cost -- --users 1000000 --regions us-east-1,ap-northeast-1'];

const aws = 'needs an AWS account';
const rehearsed = 'npm run rehearse runs it, on an emulated account';
const server = 'runs until it is stopped';
const steps = 'a step of .ci/run';
const long = 'takes minutes';

const windows = 'for PowerShell: nobody has run it';

/** Bring tables back from point-in-time recovery. */
const restoring = [
  'restore-table-to-point-in-time --source-table-name Duologue-Messages --target-table-name Restored-Messages --restore-date-time 2026-11-26T10:00:00Z',
  'wait table-exists --table-name Restored-Messages',
  'update-time-to-live --table-name Restored-Sends --time-to-live-specification Enabled=true,AttributeName=expiresAt',
  'update-table --table-name Restored-Messages --deletion-protection-enabled',
  'update-continuous-backups --table-name Restored-Messages --point-in-time-recovery-specification PointInTimeRecoveryEnabled=true',
].map((command) => `aws dynamodb ${command}`);

/** Commands that no test runs as they are written, and why. */
export const notRun: Readonly<Record<string, string>> = {
  'npm ci && npm start': 'installs everything; start.test.ts starts the same server',
  'npm ci && npm run deploy': aws,
  'npm run deploy': rehearsed,
  'npm run deploy -- -c removal=destroy': rehearsed,
  'npm run deploy -- -c name=Chat -c removal=destroy': rehearsed,
  'npm run deploy -- -c regions=us-east-1,ap-northeast-1': rehearsed,
  'npm run deploy -- --import-existing-resources': rehearsed,
  'npm run destroy': aws,
  'npx cdk bootstrap': aws,
  'npx cdk bootstrap -c regions=us-east-1,ap-northeast-1': rehearsed,
  'npx cdk deploy': aws,
  'npx cdk diff': aws,
  'npx newman run postman_collection.json': 'postman.test.ts runs the collection, on a server of its own',
  'npx cdk destroy Duologue-ap-northeast-1 -c regions=us-east-1,ap-northeast-1': rehearsed,
  'npm run deploy -- -c regions=us-east-1,ap-northeast-1 -c leaving=ap-northeast-1': rehearsed,
  'npm run deploy -- -c regions=us-east-1': rehearsed,
  'npm run destroy -- --force': rehearsed,
  'npm run rehearse': 'a step of .ci/run',
  'npm run deploy -- -c name=Restored --import-existing-resources': aws,
  'npx cdk validate --unstable=validate': rehearsed,
  'npx cdk drift': aws,
  'npx cdk gc --unstable=gc --type=s3': aws,
  'aws cloudformation delete-stack --stack-name CDKToolkit': aws,
  'aws lambda get-account-settings': aws,
  'aws service-quotas request-service-quota-increase --service-code lambda --quota-code L-B99A9384 --desired-value 1000':
    aws,
  'aws s3 rm': 'is what not to run',
  ...Object.fromEntries(restoring.map((command) => [command, aws])),
  'npm run deploy -- -c name=Chat': rehearsed,
  "npm run deploy '--' -c name=Chat": windows,
  'npm start': `${server}; start.test.ts`,
  'PORT=3001 npm start': `${server}; options.test.ts reads PORT`,
  'AWS_ENDPOINT_URL_DYNAMODB=http://127.0.0.1:8000 npm start': `${server}; start.test.ts`,
  'npm start -- --engine dynamodb-local': `${server}; engine.test.ts`,
  'npm start -- --sam': 'needs Docker',
  'pip install aws-sam-cli': 'npm run lint installs it',
  'rm -r .data': 'deletes the data of whoever runs the tests',
  'npm ci': steps,
  'npm ci --ignore-scripts': 'installs everything anew',
  'npm rebuild node': 'installs Node anew',
  'npm test': steps,
  'npm run check': steps,
  'npm run lint': steps,
  'npm run bench': steps,
  'npm run test:more -- clients': steps,
  'npm run test:more -- window': steps,
  'npm run test:more -- readme': 'pastes what is pasted',
  'npm test -- test/lib/messages': 'npm test runs it',
  'npm run lint -- sam': 'npm run lint runs it',
  'npm run check -- --write': 'changes files',
  'npm run openapi': 'writes openapi.json, which document.test.ts compares',
  'npm run bench -- cost globe': 'writes results.json, which readme.test.ts compares',
  'npm run bench -- readme': 'writes the READMEs, which readme.test.ts compares',
  'npm run bench -- regions': 'npm run bench runs it',
  'npm run bench -- regions pages': 'npm run bench runs them',
  'npm run bench -- --full': long,
  'npm run demo': 'needs a running server; demo.test.ts plays it',
  'npm run fuzz': `${long}; fuzz.test.ts is its short form`,
  'npm run test:faults': `${long}; faults.test.ts is its short form`,
  'npm run test:faults -- --no-tests --seed 7 --break <name>': `${long}; breaks.test.ts is its short form`,
  'npm run test:pages': `${long}; properties.test.ts is its short form`,
  'npm run test:schedules': `${long}; schedules.test.ts is its short form`,
  "npm run test:schedules -- 'signing up'": long,
  'npm run test:more -- dynamodb-local': long,
  'npm run test:more -- mutants': long,
  '.ci/run': long,
};

/** Commands to paste, and the response that is shown under them. */
export type Sample = { readonly command: string; readonly response: string };

/** Every sample of the sections that are pasted, in their order. */
export const samples = (): Sample[] =>
  pastedSections.flatMap(([path, heading]) => {
    const blocks = blocksOf(sectionOf(readmeAt(path).text, heading));
    return blocks.flatMap(({ language, code }, index) => {
      const next = blocks[index + 1];
      const response = next && next.language !== 'sh' ? next.code : '';
      return language === 'sh' && !(code.trim() in notRun) ? [{ command: code, response }] : [];
    });
  });

const program = /^([A-Z_]+=\S+ )?((npm|npx|node|curl|rm|aws|java|pip|docker|bash|git) \S|\.ci\/run)/;

/** What readers of a README may run, beside the samples: the lines of its shell blocks, and what its prose names. */
export function commandsOf({ text }: Readme): string[] {
  const pasted = samples().map(({ command }) => command);
  const blocks = blocksOf(text).filter(({ language, code }) => language === 'sh' && !pasted.includes(code));
  return [
    ...blocks.flatMap(({ code }) => code.trim().split('\n')),
    ...codeSpansOf(text).filter((code) => program.test(code)),
  ];
}
