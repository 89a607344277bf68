/** Skips what is left of a test file once one of its tests has failed: that one noticed. */
const { TestEnvironment } = require('jest-environment-node');

module.exports = class StopsAtTheFirstFailure extends TestEnvironment {
  handleTestEvent(event) {
    if (event.name === 'test_fn_failure' || event.name === 'hook_failure') this.failed = true;
    if (event.name === 'test_start' && this.failed) event.test.mode = 'skip';
  }
};
