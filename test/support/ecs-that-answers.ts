import { ECSClient } from '@aws-sdk/client-ecs';
import { createEcs, createEcsBudgets, type Ecs } from '../../src/aws/ecs';

type Answers = Readonly<Record<string, (input: Record<string, unknown>) => unknown>>;

/** A real client whose requests are answered here: what ECS may answer and the local AWS would not. */
export function ecsThatAnswers(answers: Answers): { ecs: Ecs; asked: string[] } {
  const asked: string[] = [];
  const client = new ECSClient({
    region: 'eu-central-1',
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
    maxAttempts: 1,
    requestHandler: {
      handle: ({ headers, body }: { headers: Record<string, string>; body: Uint8Array }) => {
        const operation = headers['x-amz-target']?.split('.')[1] ?? '';
        asked.push(operation);
        const answer = answers[operation]?.(
          JSON.parse(new TextDecoder().decode(body)) as Record<string, unknown>,
        ); // what our own client sent
        const failed = answer instanceof Error;
        return Promise.resolve({
          response: {
            statusCode: failed ? 400 : 200,
            headers: { 'content-type': 'application/x-amz-json-1.1' },
            body: Buffer.from(
              JSON.stringify(failed ? { __type: answer.name, message: answer.message } : (answer ?? {})),
            ),
          },
        });
      },
    },
  });
  return { ecs: createEcs(client, createEcsBudgets({ burst: 1000, perSecond: 1000 })), asked };
}

/** An error of this code, as an answer. */
export const refusal = (name: string) => Object.assign(new Error('no'), { name });
