/** Every command, in the order in which the help lists them. */
import type { CliCommand } from '../command';
import { cancel } from './cancel';
import { describe } from './describe';
import { doctor } from './doctor';
import { extend } from './extend';
import { pause } from './pause';
import { list } from './list';
import { listen } from './listen';
import { pauseAllCommand } from './pause-all';
import { plan } from './plan';
import { release } from './release';
import { resume } from './resume';
import { resumeAllCommand } from './resume-all';
import { setup } from './setup';
import { start } from './start';
import { sweepCommand } from './sweep';

export const commands: readonly CliCommand[] = [
  list,
  describe,
  start,
  plan,
  pause,
  resume,
  release,
  extend,
  cancel,
  pauseAllCommand,
  resumeAllCommand,
  sweepCommand,
  setup,
  doctor,
  listen,
];
