import { startTemporalServer, type TemporalServer } from '../../../dev/temporal/temporal-server';
import { startCli, unhurriedMs, type EndedCli } from '../../support/cli-process';

jest.setTimeout(unhurriedMs);

const accountRegion = ['--account', '123456789012', '--region', 'eu-central-1'];

const doctor = (TEMPORAL_ADDRESS: string, TEMPORAL_NAMESPACE = 'default'): Promise<EndedCli> =>
  startCli(['doctor', ...accountRegion], { env: { TEMPORAL_ADDRESS, TEMPORAL_NAMESPACE } }).ended;

describe('ecs-drain doctor and a Temporal that is not set up', () => {
  let server: TemporalServer;
  beforeAll(async () => {
    server = await startTemporalServer();
  });
  afterAll(() => server.stop());

  it('says what is missing, each with its fix, and what could not be checked without it', async () => {
    const { exitCode, stdout, stderr } = await doctor(server.address);
    expect({ exitCode, stderr }).toEqual({ exitCode: 9, stderr: '' });
    expect(stdout).toMatch(/^fail +search-attributes +EcsDrain\w+, .*\n +fix: run `ecs-drain setup`$/m);
    expect(stdout).toMatch(/^fail +sweep +there is no Schedule/m);
    expect(stdout).toMatch(/^fail +worker +ecs-drain-123456789012-eu-central-1$/m);
    expect(stdout).toMatch(/^not checked +hooks +no worker polls ecs-drain-123456789012-eu-central-1$/m);
    expect(stdout).toMatch(/\n3 fail, 2 ok, 11 not checked\n$/);
  });

  it('names a namespace that is not there', async () => {
    const { exitCode, stdout } = await doctor(server.address, 'nowhere');
    expect(exitCode).toBe(9);
    expect(stdout).toMatch(/^fail +temporal +Temporal at .* has no namespace nowhere/);
    expect(stdout).toContain('fix: correct TEMPORAL_NAMESPACE');
  });

  it('names a Temporal that it cannot reach', async () => {
    const { exitCode, stdout } = await doctor('127.0.0.1:1');
    expect(exitCode).toBe(9);
    expect(stdout).toMatch(/^fail +temporal +cannot reach Temporal at 127.0.0.1:1/);
    expect(stdout).toContain('fix: check TEMPORAL_ADDRESS');
  });
});
