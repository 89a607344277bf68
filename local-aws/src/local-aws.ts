import type { AddressInfo } from 'node:net';
import { once } from 'node:events';
import { AutoScaling } from './auto-scaling/auto-scaling';
import { autoScalingApi, autoScalingService } from './auto-scaling/service';
import { answerAdmin } from './admin';
import type { LocalAws, LocalAwsOptions } from './api';
import { realClock } from './clock';
import { Deliveries, serviceOf } from './deliveries';
import { Ec2 } from './ec2/ec2';
import { ec2Api, ec2Service } from './ec2/service';
import { Ecs } from './ecs/ecs';
import { ecsService, ecsTarget } from './ecs/service';
import { EventBridge } from './eventbridge/eventbridge';
import { eventBridgeService, eventBridgeTarget } from './eventbridge/service';
import { internalFailure } from './errors';
import { Events } from './events';
import { Faults } from './faults';
import { notificationNetwork } from './faults-notifications';
import { allActions } from './iam/actions';
import { Iam } from './iam/iam';
import { resourceStatements } from './iam/resource-policy';
import { LambdaFunctions } from './lambda/functions';
import { manageDraining } from './managed-draining';
import { LocalAwsRecord } from './record';
import { awsJson } from './protocols/aws-json';
import { awsQuery } from './protocols/aws-query';
import { ec2Query } from './protocols/ec2-query';
import { sqsJson } from './protocols/sqs-json';
import { type RuleName, Rules } from './rules';
import type { Routes } from './routing';
import { createHttpServer } from './server';
import { snsApi, snsService } from './sns/service';
import { Sns } from './sns/sns';
import { sqsService, sqsTarget } from './sqs/service';
import { Sqs } from './sqs/sqs';
import { userOfKey } from './sts/identity';
import { stsApi, stsService } from './sts/service';
import { drainAtSpotNotices, machines } from './user-data';

const requestRates: readonly RuleName[] = ['ecs-request-rates', 'auto-scaling-request-rate'];

/** Starts a local AWS over HTTP. The composition root: here the services meet, and nowhere else. */
export async function startLocalAws(options: LocalAwsOptions = {}): Promise<LocalAws> {
  const { port = 0, host = '127.0.0.1', accountId = '123456789012', region = 'eu-west-1' } = options;
  const clock = options.clock ?? realClock();
  const record = new LocalAwsRecord(clock);
  const faults = new Faults(clock, () => aws.operations);
  const unlimited = options.throttling === false ? requestRates : [];
  const rules = new Rules({ ...options.rules, off: [...(options.rules?.off ?? []), ...unlimited] });
  const env = { accountId, region, clock, record, rules };
  clock.onFailure(({ event, error }) =>
    record.append({ kind: 'clock-failure', event, error: internalFailure(error).message }),
  );

  const sqs = new Sqs(env, () => aws.url);
  const lambda = new LambdaFunctions(env, sqs, options.lambda);
  const deliveries = new Deliveries(lambda, sqs);
  const network = notificationNetwork({ clock, record, faults });
  const sns = new Sns(env, deliveries, network);
  const events = new Events(record);
  const eventBridge = new EventBridge(env, deliveries, network);
  events.subscribe((event) => eventBridge.route(event));
  const ecs = new Ecs(env);
  const ec2 = new Ec2(env);
  const autoScaling = new AutoScaling(env, {
    ...machines(ecs, ec2),
    notify: ({ targetArn, roleArn, subject, message }) => {
      const refused = iam?.refusalOfHook(targetArn, roleArn ?? '');
      if (refused) throw refused;
      if (serviceOf(targetArn) === 'sqs') sqs.send(sqs.find(targetArn), message);
      else sns.publish(sns.findTopic(targetArn), { subject, message });
    },
  });
  ec2.on('terminated', (instanceId) => ecs.hosts.terminated(instanceId));
  ec2.on('stopped', (instanceId) => ecs.hosts.stopped(instanceId));
  ec2.on('started', (instanceId) => ecs.hosts.started(instanceId));
  for (const what of ['terminated', 'stopped'] as const) {
    ec2.on(what, (instanceId) => autoScaling.instanceGone(instanceId));
  }
  drainAtSpotNotices(ecs, ec2);
  manageDraining(ecs, autoScaling);

  const policyOf = (arn: string) => sns.topics.get(arn)?.policy;
  const iam = options.iam && new Iam(env, allActions(env, { ecs, autoScaling, ec2 }), policyOf, options.iam);
  const identityOf = (key: string) => iam?.identityOf(key) ?? userOfKey(accountId, key);
  const checkPolicy = (text: string) => {
    if (iam) resourceStatements(text);
  };
  const routes: Routes = {
    jsonByTarget: new Map([
      [ecsTarget, { service: ecsService(ecs), protocol: awsJson }],
      [eventBridgeTarget, { service: eventBridgeService(env, eventBridge), protocol: awsJson }],
      [sqsTarget, { service: sqsService(env, sqs), protocol: sqsJson }],
    ]),
    queryByVersion: new Map([
      [
        autoScalingApi.version,
        {
          ...autoScalingApi,
          protocol: awsQuery,
          service: autoScalingService(autoScaling, options.autoScalingRate),
        },
      ],
      [snsApi.version, { ...snsApi, protocol: awsQuery, service: snsService(env, sns, checkPolicy) }],
      [stsApi.version, { ...stsApi, protocol: awsQuery, service: stsService(identityOf) }],
      [ec2Api.version, { ...ec2Api, protocol: ec2Query, service: ec2Service(ec2) }],
    ]),
  };
  const server = createHttpServer({
    routes,
    clock,
    record,
    faults,
    refusal: (call) => iam?.refusal(call),
    beforeAnswer: options.beforeAnswer ?? (() => Promise.resolve()),
    admin: (request) => answerAdmin(aws, request),
  });
  server.listen(port, host);
  await once(server, 'listening');
  // A server that listens on a port has an address with one.
  const address = server.address() as AddressInfo;

  const aws: LocalAws = {
    url: `http://${host}:${address.port}`,
    accountId,
    region,
    clock,
    record,
    faults,
    operations: servedOperations(routes),
    lambda,
    ecs,
    autoScaling,
    ec2,
    sns,
    sqs,
    events,
    eventBridge,
    iam,
    close: async () => {
      lambda.close();
      clock.clear();
      if (!server.listening) return;
      server.close();
      server.closeAllConnections();
      await once(server, 'close');
    },
  };
  return aws;
}

function servedOperations({ jsonByTarget, queryByVersion }: Routes): Record<string, string[]> {
  const services = [...jsonByTarget.values(), ...queryByVersion.values()].map(({ service }) => service);
  return Object.fromEntries(services.map(({ name, operations }) => [name, Object.keys(operations).sort()]));
}
