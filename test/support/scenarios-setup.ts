import { providePrograms, provideTemporalServer } from './setup-environment';

export default async function setup(): Promise<void> {
  await Promise.all([provideTemporalServer(), providePrograms()]);
}
