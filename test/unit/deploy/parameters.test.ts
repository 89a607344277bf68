import { deployed, deploymentNames, template } from '../../support/deploy/deployments';

const parameters = Object.entries(template.Parameters);

/** Everything but the parameters themselves and how the console groups them. */
const usedIn = JSON.stringify([template.Resources, template.Conditions, template.Outputs]);

describe('the template', () => {
  it.each(parameters)('says of the parameter %s what it is for, and what it may be', (_, parameter) => {
    expect(parameter.Description).toMatch(/^[A-Z].{20,}[.]$/);
    const isBounded =
      parameter.AllowedValues !== undefined ||
      parameter.MaxValue !== undefined ||
      (parameter.AllowedPattern !== undefined && parameter.ConstraintDescription !== undefined);
    expect(isBounded).toBe(true);
  });

  it.each(parameters)('uses the parameter %s', (name) => {
    expect(usedIn).toMatch(new RegExp(`{"Ref":"${name}"}|\\$\\{${name}\\}`));
  });

  it('shows every parameter in one group of the console', () => {
    const shown = template.Metadata['AWS::CloudFormation::Interface'].ParameterGroups.flatMap(
      (group) => group.Parameters,
    );
    expect(shown.sort()).toEqual(parameters.map(([name]) => name).sort());
  });

  it.each(Object.keys(template.Conditions))('uses the condition %s', (name) => {
    const uses =
      JSON.stringify(template).split(new RegExp(`"(?:Condition|Fn::If)":\\[?"${name}"`)).length - 1;
    expect(uses).toBeGreaterThan(0);
  });

  it.each(deploymentNames)('refers to nothing that is not there: %s', (name) => {
    expect(() => deployed(name)).not.toThrow();
  });

  it('refuses what is no ARN of a cluster', () => {
    expect(() => deployed('on Fargate', { ClusterArns: 'main' })).toThrow('ClusterArns may not be main');
  });

  it('makes every resource in one way to deploy it or another', () => {
    const made = new Set(deploymentNames.flatMap((name) => Object.keys(deployed(name).resources)));
    const written = Object.keys(template.Resources).filter((name) => !name.startsWith('Fn::'));
    expect([...made]).toEqual(expect.arrayContaining(written));
  });
});
