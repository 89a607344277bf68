/** Random tests take jest's seed: `npm test` has always the same cases, `npm run deflake` new ones each time. */
import fc from 'fast-check';

fc.configureGlobal({ seed: jest.getSeed() });
