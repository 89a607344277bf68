/**
 * What is installed is loaded once a process, by Node itself: jest would compile and run it again for each test file, which takes longer
 * than most of the tests. Only in test files: a global setup has no `requireNatively`.
 */
module.exports = {
  process: (source, file) => ({
    code: `if (typeof requireNatively === 'undefined') { ${source}
} else module.exports = requireNatively(${JSON.stringify(file)});`,
  }),
};
