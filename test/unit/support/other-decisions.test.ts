import { readFileSync } from 'node:fs';
import path from 'node:path';
import { edited, type Edit } from '../../support/other-builds';
import { mutantDecisions, otherDecisions, type OtherDecision } from '../../support/other-decisions';

const root = path.resolve(__dirname, '../../..');

describe('decisions that differ', () => {
  it('each has what it replaces in the sources of today', () => {
    const decisions: readonly OtherDecision[] = [...Object.values(otherDecisions), ...mutantDecisions()];
    for (const edit of decisions.flatMap(({ edits }): readonly Edit[] => edits)) {
      const code = readFileSync(path.join(root, edit.file), 'utf8');
      expect(edited(code, edit)).not.toBe(code);
    }
  });
});
