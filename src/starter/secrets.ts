/** Secrets that are kept in Secrets Manager or in SSM's Parameter Store, named by their ARN. */
import { z } from 'zod';

const arnPattern =
  /^arn:[\w-]+:(?:(secretsmanager):([a-z0-9-]+):\d{12}:secret:[^:]+|(ssm):([a-z0-9-]+):\d{12}:parameter\/.+)$/;

export const secretArn = z
  .string()
  .regex(arnPattern, 'expected the ARN of a secret of Secrets Manager or of a parameter of SSM');

/** A secret is read once within this time, and a changed key is known after it. */
const maxAge = 60; // seconds

/** A secret that cannot be read soon is read again with the next try. */
const clientConfigOf = (region: string) => ({
  region,
  maxAttempts: 2,
  requestHandler: { connectionTimeout: 1_000, requestTimeout: 3_000, throwOnRequestTimeout: true },
});

interface SecretStore {
  read(arn: string): Promise<unknown>;
}

const stores = new Map<string, Promise<SecretStore>>();

/**
 * @param arn as {@link secretArn} takes it
 * @throws where it cannot be read, or is no text
 * @see https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_GetSecretValue.html
 * @see https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_GetParameter.html
 */
export async function readSecret(arn: string): Promise<string> {
  const [, secretsManager, regionOfSecret, , regionOfParameter] = arnPattern.exec(arn) ?? [];
  const region = regionOfSecret ?? regionOfParameter ?? '';
  const key = `${secretsManager ?? 'ssm'} ${region}`;
  const store = stores.get(key) ?? (secretsManager === undefined ? parameters(region) : secrets(region));
  stores.set(key, store);
  const value = await (await store).read(arn);
  if (typeof value !== 'string' || value.trim() === '') throw new Error('it holds no text');
  return value.trim(); // files end with a line break
}

// Loaded only where there is one: a cold start is no slower for the others.
async function secrets(region: string): Promise<SecretStore> {
  const { SecretsProvider } = await import('@aws-lambda-powertools/parameters/secrets');
  const provider = new SecretsProvider({ clientConfig: clientConfigOf(region) });
  return { read: (arn) => provider.get(arn, { maxAge }) };
}

async function parameters(region: string): Promise<SecretStore> {
  const { SSMProvider } = await import('@aws-lambda-powertools/parameters/ssm');
  const provider = new SSMProvider({ clientConfig: clientConfigOf(region) });
  return { read: (arn) => provider.get(arn, { maxAge, decrypt: true }) };
}
