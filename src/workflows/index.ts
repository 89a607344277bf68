export { drainInstance } from './drain-instance';
