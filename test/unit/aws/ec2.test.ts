import type { DescribeSpotInstanceRequestsCommandInput, EC2Client } from '@aws-sdk/client-ec2';
import { createEc2 } from '../../../src/aws/ec2';
import { ec2InstanceId } from '../../support/observations';

const updatedAt = new Date(Date.UTC(2026, 0, 1));

/** EC2 that has one spot request, and heeds the filters. */
const ec2WithRequest = (status: string) => {
  const send = ({ input }: { input: DescribeSpotInstanceRequestsCommandInput }) => {
    const values = { 'instance-id': ec2InstanceId, 'status-code': status };
    const isFound = Object.entries(values).every(([name, value]) =>
      input.Filters?.some(({ Name, Values = [] }) => Name === name && Values.includes(value)),
    );
    const request = { InstanceId: ec2InstanceId, Status: { Code: status, UpdateTime: updatedAt } };
    return Promise.resolve({ SpotInstanceRequests: isFound ? [request] : [] });
  };
  return createEc2({ send } as unknown as EC2Client); // the one method that is used
};

describe('a spot instance', () => {
  it.each([
    // What EC2 says from the notice on when it needs the capacity back, while the instance runs for two minutes.
    'instance-terminated-no-capacity',
    'instance-terminated-by-price',
    'instance-terminated-by-experiment',
    'marked-for-termination',
    'marked-for-stop',
    'marked-for-stop-by-experiment',
  ])('whose request is %s is being interrupted', async (status) => {
    await expect(ec2WithRequest(status).markedForInterruptionAt(ec2InstanceId)).resolves.toBe(
      updatedAt.getTime(),
    );
  });

  it.each(['fulfilled', 'request-canceled-and-instance-running', 'instance-stopped-by-user'])(
    'whose request is %s is not',
    async (status) => {
      await expect(ec2WithRequest(status).markedForInterruptionAt(ec2InstanceId)).resolves.toBeNull();
    },
  );
});
