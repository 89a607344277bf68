/** The environment of tests whose libraries are loaded by Node itself: both see the same classes of what is thrown and kept. */
const { TestEnvironment } = require('jest-environment-node');

const shared = {
  Error,
  TypeError,
  RangeError,
  SyntaxError,
  EvalError,
  ReferenceError,
  URIError,
  AggregateError,
  Date,
  Map,
  Set,
  Promise,
  RegExp,
};

module.exports = class extends TestEnvironment {
  async setup() {
    await super.setup();
    Object.assign(this.global, shared, { requireNatively: require });
    // What a test sets is for the libraries, too; the next file has what was there before.
    this.before = { ...process.env };
    this.global.process.env = process.env;
  }

  async teardown() {
    for (const name of Object.keys(process.env)) if (!(name in this.before)) delete process.env[name];
    Object.assign(process.env, this.before);
    await super.teardown();
  }
};
