/**
 * A function that returns the milliseconds since now, by the clock that says more: the one that counts steadily stands still while
 * a machine is suspended, and the machine's own may be set back.
 */
export function stopwatch(): () => number {
  const steadily = performance.now();
  const byTheClock = Date.now();
  return () => Math.max(performance.now() - steadily, Date.now() - byTheClock);
}
