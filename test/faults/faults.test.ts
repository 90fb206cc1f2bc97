import { describe, expect, it } from '@jest/globals';
import { whateverTheMachine } from './checker.ts';
import { runScenario, type Scenario } from './scenario.ts';

const aShortRun: Scenario = {
  seed: Number(process.env.FAULTS_SEED ?? 20_260_101),
  sends: 100,
  processes: 4,
  senders: 16,
  seconds: 60,
  profile: 'mixed',
  keys: true,
  kills: 2,
  storms: false,
  longestAbsence: 1500,
  longestHold: 4000,
};

describe('sends under faults, over four processes whose clocks are 3 hours slow to 400 days fast', () => {
  it('are neither lost nor doubled, nor reordered, nor refused', async () => {
    const { findings, history, deaths } = await runScenario(aShortRun);

    expect(whateverTheMachine(findings)).toEqual([]);
    expect(history.stored.length).toBeGreaterThan(aShortRun.sends / 2);
    expect(history.attempts.filter(({ seen }) => seen !== undefined).length).toBeGreaterThan(aShortRun.sends / 2);
    expect(history.attempts.filter(({ acknowledged }) => acknowledged?.replayed).length).toBeGreaterThan(0);
    expect(history.inboxReadings.filter(({ since }) => since !== undefined).length).toBeGreaterThan(0);
    expect(deaths.size).toBeGreaterThan(0);
  });
});

describe('the harness', () => {
  it('finds it when a message takes the time of the process that stores it', async () => {
    const { findings } = await runScenario({
      ...aShortRun,
      sends: 60,
      senders: 8,
      processes: 2,
      kills: 0,
      profile: 'calm',
      broken: 'plain-now',
    });

    expect(new Set(findings.map(({ kind }) => kind))).toContain('reordered');
  });
});
