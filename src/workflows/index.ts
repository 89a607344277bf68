export { drainInstance } from './drain';
export { drainLimits } from './limits';
export { examine } from './doctor';
export { sweep } from './sweep';
