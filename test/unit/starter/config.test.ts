import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { loadStarterConfig } from '../../../src/starter/config';

const secretArn = (name: string) => `arn:aws:secretsmanager:eu-central-1:123456789012:secret:${name}-AbCdEf`;
const parameterArn = (name: string) => `arn:aws:ssm:us-east-1:123456789012:parameter/temporal/${name}`;

/** Secrets Manager and SSM, as far as their wire goes: what they hold, and who was asked for what. */
async function startSecretKeepers(held: Map<string, string>): Promise<{ server: Server; asked: string[] }> {
  const asked: string[] = [];
  const server = createServer((request, response) => {
    void text(request).then((body) => {
      const operation = String(request.headers['x-amz-target']);
      const { SecretId, Name, WithDecryption } = JSON.parse(body) as Record<string, string | boolean>; // what the SDK sends
      const arn = String(SecretId ?? Name);
      const region = /\/(\w+-\w+-\d)\//.exec(String(request.headers.authorization))?.[1];
      asked.push(`${operation} ${arn} in ${String(region)}`);
      const value = held.get(arn);
      const isSecret = operation === 'secretsmanager.GetSecretValue';
      const isParameter = operation === 'AmazonSSM.GetParameter' && WithDecryption === true;
      const answer = isSecret ? { ARN: arn, SecretString: value } : { Parameter: { ARN: arn, Value: value } };
      const isFound = value !== undefined && (isSecret || isParameter);
      response.writeHead(isFound ? 200 : 400, { 'content-type': 'application/x-amz-json-1.1' });
      const missing = {
        __type: isSecret ? 'ResourceNotFoundException' : 'ParameterNotFound',
        message: 'nothing of the name',
      };
      response.end(JSON.stringify(isFound ? answer : missing));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return { server, asked };
}

describe("the starter's configuration", () => {
  const before = { ...process.env };
  const held = new Map<string, string>();
  let server: Server;
  let asked: string[];
  beforeAll(async () => {
    ({ server, asked } = await startSecretKeepers(held));
    const { port } = server.address() as AddressInfo; // it listens on a port
    Object.assign(process.env, {
      AWS_ENDPOINT_URL: `http://127.0.0.1:${port}`,
      AWS_ACCESS_KEY_ID: 'STARTER',
      AWS_SECRET_ACCESS_KEY: 'local',
    });
  });
  afterAll(() => {
    process.env = before;
    server.closeAllConnections();
    server.close();
  });
  beforeEach(() => {
    asked.length = 0;
  });

  it('needs nothing but the address, and asks nobody for secrets then', async () => {
    const { options, temporal } = loadStarterConfig({ TEMPORAL_ADDRESS: 'temporal:7233' });
    expect(options).toEqual({ rebalanceRecommendations: 'ignore' });
    await expect(temporal()).resolves.toMatchObject({
      namespace: 'default',
      connectionOptions: { address: 'temporal:7233' },
    });
    expect(asked).toEqual([]);
  });

  it('reads an API key from Secrets Manager, in the Region of its ARN, once for many connections', async () => {
    held.set(secretArn('api-key'), 'key-of-the-cloud');
    const { temporal } = loadStarterConfig({ TEMPORAL_API_KEY_ARN: secretArn('api-key') });
    await expect(temporal()).resolves.toMatchObject({ connectionOptions: { apiKey: 'key-of-the-cloud' } });
    await temporal();
    expect(asked).toEqual([`secretsmanager.GetSecretValue ${secretArn('api-key')} in eu-central-1`]);
  });

  it('takes a key from a file with its line break off, and never tells one that gRPC would not send', async () => {
    held
      .set(secretArn('of-a-file'), 'key-of-the-cloud\n')
      .set(secretArn('json'), '{\n"key": "secret-key"\n}');
    const { temporal } = loadStarterConfig({ TEMPORAL_API_KEY_ARN: secretArn('of-a-file') });
    await expect(temporal()).resolves.toMatchObject({ connectionOptions: { apiKey: 'key-of-the-cloud' } });
    const { temporal: odd } = loadStarterConfig({ TEMPORAL_API_KEY_ARN: secretArn('json') });
    const failure = String(await odd().catch((error: unknown) => error));
    expect(failure).toContain('TEMPORAL_API_KEY: expected one line of ASCII characters');
    expect(failure).not.toContain('secret-key');
  });

  it('reads a certificate and its key from SSM, decrypted', async () => {
    held.set(parameterArn('cert'), 'a certificate').set(parameterArn('key'), 'its key');
    const { temporal } = loadStarterConfig({
      TEMPORAL_TLS_CLIENT_CERT_ARN: parameterArn('cert'),
      TEMPORAL_TLS_CLIENT_KEY_ARN: parameterArn('key'),
    });
    const { connectionOptions } = await temporal();
    const { clientCertPair } = connectionOptions.tls as {
      clientCertPair: { crt: Uint8Array; key: Uint8Array };
    }; // TLS is on
    expect(Buffer.from(clientCertPair.crt).toString()).toBe('a certificate');
    expect(Buffer.from(clientCertPair.key).toString()).toBe('its key');
    expect(asked.sort()).toEqual([
      `AmazonSSM.GetParameter ${parameterArn('cert')} in us-east-1`,
      `AmazonSSM.GetParameter ${parameterArn('key')} in us-east-1`,
    ]);
  });

  it('names each secret that cannot be read, and reads it once it is there', async () => {
    const { temporal } = loadStarterConfig({
      TEMPORAL_API_KEY_ARN: secretArn('later'),
      TEMPORAL_TLS_CLIENT_CERT_ARN: parameterArn('later'),
    });
    const failure = String(await temporal().catch((error: unknown) => error));
    expect(failure).toContain(`TEMPORAL_API_KEY_ARN: cannot read ${secretArn('later')}: nothing of the name`);
    expect(failure).toContain(`TEMPORAL_TLS_CLIENT_CERT_ARN: cannot read ${parameterArn('later')}`);
    held.set(secretArn('later'), 'at last');
    const { temporal: later } = loadStarterConfig({ TEMPORAL_API_KEY_ARN: secretArn('later') });
    await expect(later()).resolves.toMatchObject({ connectionOptions: { apiKey: 'at last' } });
  });

  it('says every mistake at once', () => {
    const load = () =>
      loadStarterConfig({
        ECS_DRAIN_REBALANCE_RECOMMENDATIONS: 'maybe',
        TEMPORAL_API_KEY: 'a key',
        TEMPORAL_API_KEY_ARN: secretArn('api-key'),
        TEMPORAL_TLS_CLIENT_KEY_ARN: 'arn:aws:s3:::bucket/key',
        TEMPORAL_TLS_SERVER_CA_CERT_PATH: '/nowhere/ca.pem',
      });
    expect(load).toThrow('ECS_DRAIN_REBALANCE_RECOMMENDATIONS: expected ignore or drain');
    expect(load).toThrow('TEMPORAL_TLS_CLIENT_KEY_ARN: expected the ARN of a secret');
    expect(load).toThrow('TEMPORAL_TLS_SERVER_CA_CERT_PATH: there is no file');
    expect(load).toThrow('TEMPORAL_API_KEY_ARN: TEMPORAL_API_KEY is set too: give one of the two');
  });

  it('serves every account and Region, or those that it is told', () => {
    expect(loadStarterConfig({}).served).toBe('all');
    expect(
      loadStarterConfig({
        ECS_DRAIN_ACCOUNT_REGIONS: '123456789012/eu-central-1, 210987654321/us-gov-east-1',
      }).served,
    ).toEqual([
      { accountId: '123456789012', region: 'eu-central-1' },
      { accountId: '210987654321', region: 'us-gov-east-1' },
    ]);
  });

  it.each([',', '123456789012', '123456789012/', 'eu-central-1/123456789012', '123456789012/eu-central-1/x'])(
    'refuses %j as accounts and Regions',
    (ECS_DRAIN_ACCOUNT_REGIONS) => {
      expect(() => loadStarterConfig({ ECS_DRAIN_ACCOUNT_REGIONS })).toThrow('ECS_DRAIN_ACCOUNT_REGIONS');
    },
  );

  it('heeds rebalance recommendations where it is told to', () => {
    expect(loadStarterConfig({ ECS_DRAIN_REBALANCE_RECOMMENDATIONS: 'drain' }).options).toEqual({
      rebalanceRecommendations: 'drain',
    });
  });
});
