import { App } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import cdk from '../../cdk.json' with { type: 'json' };
import { duologue } from '../../infra/duologue.ts';

/** The app as `cdk synth -c key=value` makes it, but without bundling the functions. */
export const anApp = (settings: Readonly<Record<string, string>> = {}) => {
  const app = new App({ context: { ...cdk.context, 'aws:cdk:bundling-stacks': [], ...settings } });
  return { app, stacks: duologue(app) };
};

const synthesized = new Map<string, readonly Template[]>();

/** The template of each stack, the home region's first. The same settings are synthesized once. */
export function templates(settings: Readonly<Record<string, string>> = {}): readonly Template[] {
  const key = JSON.stringify(settings);
  const made = synthesized.get(key) ?? anApp(settings).stacks.map((stack) => Template.fromStack(stack));
  synthesized.set(key, made);
  return made;
}

/** The one template of a deployment to one region. */
export function template(settings?: Readonly<Record<string, string>>): Template {
  const [only] = templates(settings);
  if (!only) throw new Error('The app has no stack.');
  return only;
}
