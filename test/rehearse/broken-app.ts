import { App, type CfnResource, Stack } from 'aws-cdk-lib';
import { duologue } from '../../infra/duologue.ts';
import { BREAK_VARIABLE, type Break } from './breaks.ts';

/** The CDK app with one thing wrong in its templates, for `npm run rehearse -- --break`. */
const app = new App();
const stacks = duologue(app);

const resources = stacks.flatMap((stack) =>
  stack.node.findAll().filter((one): one is CfnResource => 'cfnResourceType' in one),
);
const ofType = (type: string) => resources.filter(({ cfnResourceType }) => cfnResourceType === type);
// biome-ignore lint/suspicious/noExplicitAny: the properties of any CloudFormation resource.
const propertiesOf = (one: CfnResource): any => Stack.of(one).resolve((one as unknown as Props)._toCloudFormation());
type Props = { _toCloudFormation(): object };

const change: Readonly<Record<Break, () => void>> = {
  grant: () => {
    for (const policy of ofType('AWS::IAM::Policy').filter(({ node }) => node.path.includes('SendMessage'))) {
      const [{ Properties }] = Object.values(propertiesOf(policy).Resources) as [{ Properties: Policy }];
      const { Statement } = Properties.PolicyDocument;
      const kept = Statement.map((one) => ({
        ...one,
        Action: [one.Action].flat().filter((action) => action !== 'dynamodb:PutItem'),
      })).filter(({ Action }) => Action.length > 0);
      policy.addPropertyOverride('PolicyDocument.Statement', kept);
    }
  },
  route: () => {
    for (const route of ofType('AWS::ApiGatewayV2::Route').filter(({ node }) => node.path.includes('POST --messages')))
      route.addPropertyOverride('RouteKey', 'POST /message');
  },
  key: () => {
    for (const table of ofType('AWS::DynamoDB::GlobalTable').filter(({ node }) => node.path.includes('/Messages/'))) {
      table.addPropertyOverride('KeySchema.1.AttributeName', 'sendAt');
      table.addPropertyOverride('AttributeDefinitions.1.AttributeName', 'sendAt');
    }
  },
  throttle: () => {
    for (const stage of ofType('AWS::ApiGatewayV2::Stage')) {
      stage.addPropertyDeletionOverride('RouteSettings.POST /sessions');
      stage.addPropertyOverride('RouteSettings.GET /messages', { ThrottlingRateLimit: 20, ThrottlingBurstLimit: 40 });
    }
  },
};

type Policy = { readonly PolicyDocument: { readonly Statement: { readonly Action: string | string[] }[] } };

change[process.env[BREAK_VARIABLE] as Break]?.();
