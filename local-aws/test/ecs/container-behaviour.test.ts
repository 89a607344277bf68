import { RegisterTaskDefinitionCommand } from '@aws-sdk/client-ecs';
import { useTestAws } from '../support/aws';
import { refusal } from '../support/errors';

const test = useTestAws();

it.each(['0', '0.0001', '-1', '1e300', 'soon'])(
  'a container that is told to run for %s s is refused: restarted in the same instant for ever, it would hold time still',
  async (value) => {
    const register = new RegisterTaskDefinitionCommand({
      family: 'hasty',
      containerDefinitions: [
        { name: 'main', image: 'x', memory: 8, environment: [{ name: 'LOCAL_AWS_RUN_SECONDS', value }] },
      ],
    });
    expect(await refusal(test.ecs.send(register))).toMatchObject({ name: 'ClientException' });
  },
);
