import { telemetrySettings } from '../../../src/config/telemetry-settings';

const isTaken = (address: string): boolean =>
  telemetrySettings.safeParse({ ECS_DRAIN_HEALTH_ADDRESS: address, ECS_DRAIN_METRICS_ADDRESS: address })
    .success;

it.each(['0.0.0.0:8080', '127.0.0.1:65535', '[::]:9464', '[::1]:1'])(
  '%s is an address to listen on',
  (address) => {
    expect(isTaken(address)).toBe(true);
  },
);

it.each([
  'localhost:8080',
  '8080',
  ':8080',
  '0.0.0.0',
  '0.0.0.0:65536',
  '0.0.0.0:http',
  '::1:8080',
  '0.0.0.0:8080 ',
])('%j is none, and refused before anything starts', (address) => {
  expect(isTaken(address)).toBe(false);
});
