/** docker-compose.yml as a parser reads it. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { parse } from 'yaml';
import { z } from 'zod';

const composeFile = z.object({
  services: z.record(
    z.string(),
    z.object({
      image: z.string(),
      build: z.object({ context: z.literal('.'), target: z.string() }).optional(),
      command: z.union([z.string(), z.array(z.string())]).optional(),
      read_only: z.boolean().optional(),
      depends_on: z.record(z.string(), z.object({ condition: z.string() })).default({}),
      healthcheck: z
        .union([z.object({ test: z.array(z.string()) }), z.object({ disable: z.literal(true) })])
        .optional(),
    }),
  ),
});

export const { services } = composeFile.parse(
  parse(readFileSync(path.resolve(__dirname, '../../docker-compose.yml'), 'utf8'), { merge: true }),
);

/** What a service runs in the place of its image's own command. */
export function composeCommand(name: string): readonly string[] {
  const { command } = services[name] ?? {};
  if (command === undefined) throw new Error(`${name} runs its image's command`);
  return typeof command === 'string' ? command.split(' ') : command;
}
