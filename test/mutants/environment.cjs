const { TestEnvironment } = require('jest-environment-node');

/** Loading the SDK takes longer than most tests: it is loaded once, outside of the context of each run. */
const outside = Object.fromEntries(
  ['@aws-sdk/client-dynamodb', '@aws-sdk/lib-dynamodb', '@smithy/core/retry'].map((name) => [name, require(name)]),
);

/** Ends a run with its first failure: one is enough to tell that a mutant was noticed. */
module.exports = class extends TestEnvironment {
  #hasFailed = false;

  constructor(config, context) {
    super(config, context);
    this.global.outside = outside;
    // The SDK asks whether what its middleware throws is an instance of its own Error.
    this.global.Error = Error;
  }

  async handleTestEvent({ name, test }) {
    if (name === 'test_done' && test.errors.length > 0) this.#hasFailed = true;
    if (name === 'test_start' && this.#hasFailed) test.mode = 'skip';
  }
};
