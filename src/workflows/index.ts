export { drainInstance } from './drain-instance';
export { drainLimits } from './drain-limits';
export { examine } from './examine';
export { sweep } from './sweep';
