/** The examination of an account and Region: its id, and its activities. */
import type { Finding } from '../domain/doctor/finding';
import type { AccountRegion } from '../domain/account-region';

/** One at a time: who asks while another one looks gets the same answer. */
export const examinationIdOf = ({ accountId, region }: AccountRegion): string =>
  `ecs-drain-doctor-${accountId}-${region}`;

export interface DoctorActivities {
  /** Safe to repeat. What AWS does not tell is in the findings. */
  checkAws(): Promise<readonly Finding[]>;
}
