/** Stop timeouts in few bytes: most task definitions have those of others. */
import { z } from 'zod';
import { idOf, prefixOf, type StopTimeout } from '../observation/observation';

const packedStopTimeouts = z.array(
  z.object({
    chains: z.array(z.object({ saidSeconds: z.number(), silentContainers: z.number() })),
    /** What ARNs of the task definitions begin with. */
    prefix: z.string(),
    definitions: z.array(z.string()),
  }),
);

type Packed = z.output<typeof packedStopTimeouts>;

export function packStopTimeouts(timeouts: readonly StopTimeout[]): Packed {
  const groups = new Map<string, Packed[number]>();
  for (const { taskDefinitionArn, chains } of timeouts) {
    const prefix = prefixOf(taskDefinitionArn);
    const key = JSON.stringify([prefix, chains]);
    const group: Packed[number] = groups.get(key) ?? { chains: [...chains], prefix, definitions: [] };
    group.definitions.push(idOf(taskDefinitionArn));
    groups.set(key, group);
  }
  return [...groups.values()];
}

/** @returns none for what this version does not understand: they are read again */
export const unpackStopTimeouts = (packed: unknown): readonly StopTimeout[] =>
  (packedStopTimeouts.safeParse(packed).data ?? []).flatMap(({ chains, prefix, definitions }) =>
    definitions.map((id) => ({ taskDefinitionArn: prefix + id, chains })),
  );
