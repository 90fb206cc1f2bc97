import { Template } from 'aws-cdk-lib/assertions';
import { synthesize } from '../../infra/synthesize.ts';

const synthesized = new Map<string, readonly Template[]>();

/** The template of each stack, the home region's first. The same settings are synthesized once. */
export function templates(settings: Readonly<Record<string, string>> = {}): readonly Template[] {
  const key = JSON.stringify(settings);
  const made = synthesized.get(key) ?? synthesize(settings).stacks.map((stack) => Template.fromStack(stack));
  synthesized.set(key, made);
  return made;
}

/** The one template of a deployment to one region. */
export function template(settings?: Readonly<Record<string, string>>): Template {
  const [only] = templates(settings);
  if (!only) throw new Error('The app has no stack.');
  return only;
}
