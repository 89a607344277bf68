/** The Dockerfile as a parser reads it. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { DockerfileParser, type Instruction as DockerfileInstruction } from 'dockerfile-ast';
import { z } from 'zod';

export interface Instruction {
  readonly keyword: string;
  readonly text: string;
}

export interface Stage {
  readonly name: string;
  /** An image, or an earlier stage. */
  readonly base: string;
  readonly instructions: readonly Instruction[];
  readonly copies: readonly {
    readonly from: string | undefined;
    readonly sources: readonly string[];
    readonly to: string;
  }[];
}

export function readStages(): readonly Stage[] {
  const text = readFileSync(path.resolve(__dirname, '../../Dockerfile'), 'utf8');
  const dockerfile = DockerfileParser.parse(text);
  const froms = dockerfile.getFROMs();
  return froms.map((from, at) => {
    const isWithin = (line: number) => line > lineOf(from) && line < lineOf(froms[at + 1]);
    return {
      name: from.getBuildStage() ?? '',
      base: from.getImage() ?? '',
      instructions: dockerfile
        .getInstructions()
        .filter((instruction) => isWithin(lineOf(instruction)))
        .map((instruction) => ({
          keyword: instruction.getKeyword(),
          text: instruction.getArgumentsContent() ?? '',
        })),
      copies: dockerfile
        .getCOPYs()
        .filter((copy) => isWithin(lineOf(copy)))
        .map((copy) => ({
          from: copy.getFromFlag()?.getValue() ?? undefined,
          sources: copy
            .getArguments()
            .slice(0, -1)
            .map((argument) => argument.getValue()),
          to: copy.getArguments().at(-1)?.getValue() ?? '',
        })),
    };
  });
}

const lineOf = (instruction?: DockerfileInstruction): number =>
  instruction?.getRange().start.line ?? Number.POSITIVE_INFINITY;

export function stage(name: string): Stage {
  const found = readStages().find((candidate) => candidate.name === name);
  if (!found) throw new Error(`the Dockerfile has no stage ${name}`);
  return found;
}

/** What the last instruction of that keyword says. */
export function last({ instructions }: Stage, keyword: string): string {
  const found = instructions.findLast((instruction) => instruction.keyword === keyword);
  if (!found) throw new Error(`there is no ${keyword}`);
  return found.text;
}

/** The command that a CMD or HEALTHCHECK runs without a shell. */
export const commandOf = (text: string): [string, ...string[]] =>
  z.tuple([z.string()], z.string()).parse(JSON.parse(text.slice(text.indexOf('['))));
