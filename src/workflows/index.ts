export { drainInstance } from './drain';
export { drainLimits } from './limits';
export { doctor } from './doctor';
export { sweep } from './sweep';
