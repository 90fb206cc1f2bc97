import Sequencer from '@jest/test-sequencer';

/** Test files that take long, the longest first. What is not named here takes a few seconds. */
const longest = [
  'faults/faults',
  'schedules/schedules',
  'bench/regions/simulate',
  'demo/demo',
  'infra/local/start',
  'lib/sessions/limits',
  'lib/sessions/log-in',
  'strangers/strangers',
  'pages/walking',
  'pages/places',
  'pages/trouble',
  'infra/bundles',
  'faults/throttled-store',
  'faults/one-millisecond',
  'inbox/while-sending',
  'readme/recipes',
  'functions/trouble',
  'fuzz/fuzz',
  'infra/stack',
  'scripts',
  'functions/bad-input',
  'functions/attempts',
  'pages/interleavings',
  'pages/properties',
];

const rankOf = (path) => {
  const rank = longest.findIndex((name) => path.endsWith(`/test/${name}.test.ts`));
  return rank < 0 ? longest.length : rank;
};

/**
 * Begins with the test files that take longest, so that no worker is left with one of them at the end. Jest does so by
 * itself from the second run on, when it knows how long each took.
 */
export default class LongestFirst extends Sequencer {
  sort(tests) {
    return [...super.sort(tests)].sort((one, other) => rankOf(one.path) - rankOf(other.path));
  }
}
