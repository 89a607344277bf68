export { drainInstance } from './drain-instance';
export { drainLimits } from './drain-limits';
export { sweep } from './sweep';
