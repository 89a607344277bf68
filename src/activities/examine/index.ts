/** The activity of the doctor: gathers facts with the worker's own clients, and says what they mean. */
import { awsFindings } from '../../doctor/aws/findings';
import type { ExamineActivities, ExamineDependencies } from './activities';
import { lookForWaiting } from './waiting';

export type { ExamineActivities, ExamineDependencies };

export const createExamineActivities = (dependencies: ExamineDependencies): ExamineActivities => ({
  examineAws: async () => {
    const { spec } = dependencies;
    const [waiting] = await Promise.all([lookForWaiting(dependencies)]);
    return awsFindings({ spec, waiting });
  },
});
