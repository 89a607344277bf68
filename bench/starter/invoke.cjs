// Invokes a bundled handler in this process as Lambda would, once for each message; answers how long it took, in milliseconds.
// Plain JavaScript: nothing but the bundle is to be loaded.
const [, , bundle] = process.argv;
let handler;

process.on('message', (event) => {
  const startedAt = performance.now();
  handler ??= require(bundle).handler;
  handler(event, { getRemainingTimeInMillis: () => 30_000 }).then(
    () => process.send({ ms: performance.now() - startedAt }),
    (error) => process.send({ error: String(error) }),
  );
});
