import { Template } from 'aws-cdk-lib/assertions';
import { synthesize } from '../../infra/synthesize.ts';

type Templates = readonly [Template, ...Template[]];

const synthesized = new Map<string, Templates>();

/** The template of each stack, the home region's first. The same settings are synthesized once. */
export function templates(settings: Readonly<Record<string, string>> = {}): Templates {
  const key = JSON.stringify(settings);
  const made = synthesized.get(key) ?? make(settings);
  synthesized.set(key, made);
  return made;
}

/** The one template of a deployment to one region. */
export const template = (settings?: Readonly<Record<string, string>>): Template => templates(settings)[0];

function make(settings: Readonly<Record<string, string>>): Templates {
  const [home, ...others] = synthesize(settings).stacks;
  return [Template.fromStack(home), ...others.map((stack) => Template.fromStack(stack))];
}
