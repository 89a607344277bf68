/** This version of ecs-drain. The bundler writes it in, so that no package.json is looked for at run time. */
export { version } from '../package.json';
