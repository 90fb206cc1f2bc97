import type { App } from 'aws-cdk-lib';
import { settingsFrom } from './settings.ts';
import { DuologueStack } from './stack.ts';

/**
 * Adds to an app the stacks that its context asks for: one, or one for each region. The stacks of the other regions
 * are deployed after the one of the home region, which makes the tables that they share.
 */
export function duologue(app: App): readonly [DuologueStack, ...DuologueStack[]] {
  const settings = settingsFrom(app.node.getAllContext());
  const [homeRegion, ...replicas] = settings.regions;
  const otherRegions = replicas.filter((region) => region !== settings.leaving);
  const home = new DuologueStack(app, settings.name, { settings, region: homeRegion });
  const others = otherRegions.map(
    (region) => new DuologueStack(app, `${settings.name}-${region}`, { settings, region }),
  );
  for (const other of others) other.addStackDependency(home);
  return [home, ...others];
}
