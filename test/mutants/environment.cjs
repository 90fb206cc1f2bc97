const { TestEnvironment } = require('jest-environment-node');

/** Ends a run with its first failure: one is enough to tell that a mutant was noticed. */
module.exports = class extends TestEnvironment {
  #hasFailed = false;

  async handleTestEvent({ name, test }) {
    if (name === 'test_done' && test.errors.length > 0) this.#hasFailed = true;
    if (name === 'test_start' && this.#hasFailed) test.mode = 'skip';
  }
};
