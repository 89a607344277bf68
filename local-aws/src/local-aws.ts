import type { AddressInfo } from 'node:net';
import { once } from 'node:events';
import { AutoScaling } from './auto-scaling/auto-scaling';
import { autoScalingApi, autoScalingService } from './auto-scaling/service';
import { type Clock, realClock } from './clock';
import { Ecs } from './ecs/ecs';
import { ecsService, ecsTarget } from './ecs/service';
import { Faults } from './faults';
import { LambdaFunctions, type LambdaOptions } from './lambda/functions';
import { LocalAwsRecord } from './record';
import { createHttpServer } from './server';
import { snsApi, snsService } from './sns/service';
import { Sns } from './sns/sns';
import { machines } from './user-data';

export interface LocalAwsOptions {
  /** @default 0, a free port */
  readonly port?: number;
  /** @default 127.0.0.1 */
  readonly host?: string;
  /** 12 digits. @default 123456789012 */
  readonly accountId?: string;
  /** @default eu-west-1 */
  readonly region?: string;
  /** @default realClock() */
  readonly clock?: Clock;
  /** Awaited before each call is looked at; a test brings its clock up to date here. */
  readonly beforeAnswer?: () => Promise<void>;
  /** ECS's request rates. @default true */
  readonly throttling?: boolean;
  readonly lambda?: LambdaOptions;
}

/** A running local AWS: one account, one Region, one port. */
export interface LocalAws {
  /** What clients take as AWS_ENDPOINT_URL. */
  readonly url: string;
  readonly accountId: string;
  readonly region: string;
  readonly clock: Clock;
  readonly record: LocalAwsRecord;
  readonly faults: Faults;
  readonly lambda: LambdaFunctions;
  /** The services without their wire, for worlds built in-process. Calls here are neither recorded nor throttled. */
  readonly ecs: Ecs;
  readonly autoScaling: AutoScaling;
  readonly sns: Sns;
  /** Breaks open connections, forgets what the clock has yet to do, and stops. */
  close(): Promise<void>;
}

/** Starts a local AWS over HTTP. The composition root: here the services meet, and nowhere else. */
export async function startLocalAws(options: LocalAwsOptions = {}): Promise<LocalAws> {
  const { port = 0, host = '127.0.0.1', accountId = '123456789012', region = 'eu-west-1' } = options;
  const clock = options.clock ?? realClock();
  const record = new LocalAwsRecord(clock);
  const faults = new Faults();
  const env = { accountId, region, clock, record };

  const lambda = new LambdaFunctions(env, options.lambda);
  const sns = new Sns(env, (functionArn, event) => lambda.invokeAsync(functionArn, event));
  const ecs = new Ecs(env);
  const autoScaling = new AutoScaling(env, {
    ...machines(ecs),
    notify: ({ targetArn, subject, message }) => sns.publish(sns.findTopic(targetArn), { subject, message }),
  });

  const server = createHttpServer({
    routes: {
      jsonByTarget: new Map([[ecsTarget, ecsService(ecs, { throttling: options.throttling ?? true })]]),
      queryByVersion: new Map([
        [autoScalingApi.version, { ...autoScalingApi, service: autoScalingService(autoScaling) }],
        [snsApi.version, { ...snsApi, service: snsService(sns) }],
      ]),
    },
    clock,
    record,
    faults,
    beforeAnswer: options.beforeAnswer ?? (() => Promise.resolve()),
  });
  server.listen(port, host);
  await once(server, 'listening');
  // A server that listens on a port has an address with one.
  const address = server.address() as AddressInfo;

  return {
    url: `http://${host}:${address.port}`,
    accountId,
    region,
    clock,
    record,
    faults,
    lambda,
    ecs,
    autoScaling,
    sns,
    close: async () => {
      lambda.close();
      clock.clear();
      if (!server.listening) return;
      server.close();
      server.closeAllConnections();
      await once(server, 'close');
    },
  };
}
