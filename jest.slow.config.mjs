// What takes too long for every `npm test`: CI runs it after that.
import config, { project, scenariosSetup } from './jest.config.mjs';

export default { ...config, maxWorkers: 3, projects: [project('slow', 'test/slow', scenariosSetup)] };
