import { removeTemporalServer } from './setup-environment';

export default async function teardown(): Promise<void> {
  await removeTemporalServer();
}
