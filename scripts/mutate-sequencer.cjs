/** Runs test files in the order in which the environment names them, so that the likeliest to notice comes first. */
const Sequencer = require('@jest/test-sequencer').default;

module.exports = class NamedOrder extends Sequencer {
  sort(tests) {
    const order = (process.env.MUTATE_TEST_FILES ?? '').split(',');
    return [...tests].sort((a, b) => order.indexOf(a.path) - order.indexOf(b.path));
  }
};
