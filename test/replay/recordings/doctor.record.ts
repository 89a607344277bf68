import { askWorker } from '../../../src/temporal/doctor/ask-worker';
import { examinationIdOf } from '../../../src/workflows/doctor.api';
import { patienceMs } from '../../support/scenario';
import { record } from '../support/record';

record({}, async (scenario) => {
  scenario.createWorld({ cluster: 'doctor' });
  await askWorker(scenario.client, scenario.aws, patienceMs);
  return { doctor: { workflowId: examinationIdOf(scenario.aws) } };
});
