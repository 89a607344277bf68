import { found, ok, type Finding } from '../finding';
import type { AwsFacts } from './facts';

export const modeFindings = ({ spec }: Pick<AwsFacts, 'spec'>): readonly Finding[] => [
  spec.mode === 'live' ? ok('mode', 'the worker acts') : found('shadow-mode', 'ECS_DRAIN_MODE is shadow'),
];
