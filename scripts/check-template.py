"""What CloudFormation's transforms make of the template, in the order in which it runs them: check-template.py TEMPLATE RESULT"""

import json
import os
import sys

os.environ.setdefault("AWS_DEFAULT_REGION", "eu-central-1")

from cfnlint.decode.cfn_yaml import load
from cfnlint.template import Template
from cfnlint.template.transforms._language_extensions import language_extension
from samtranslator.public.translator import ManagedPolicyLoader
from samtranslator.translator.transform import transform

parameters = {
    "AutoScalingGroupNames": "web,batch-jobs",
    "ClusterArns": "arn:aws:ecs:eu-central-1:123456789012:cluster/main",
    "TemporalAddress": "temporal.example.com:7233",
}


def main(path, result):
    template = load(path)
    template["Parameters"]["AutoScalingGroupNames"]["Default"] = parameters["AutoScalingGroupNames"]
    problems, extended = language_extension(Template(path, template))
    if problems:
        sys.exit("\n".join(f"AWS::LanguageExtensions: {problem}" for problem in problems))
    # json drops what marks lines; the tools that package a template put the place of the code in.
    plain = json.loads(json.dumps(extended, default=str))
    plain["Transform"] = "AWS::Serverless-2016-10-31"
    plain["Resources"]["Starter"]["Properties"]["CodeUri"] = "s3://code/starter.zip"
    translated = transform(plain, dict(parameters), ManagedPolicyLoader(None))
    resources = translated["Resources"]
    hooks = [name for name, each in resources.items() if each["Type"] == "AWS::AutoScaling::LifecycleHook"]
    serverless = [name for name, each in resources.items() if each["Type"].startswith("AWS::Serverless::")]
    if len(hooks) != 2 or serverless:
        sys.exit(f"two groups, but the hooks {hooks}; left untranslated: {serverless}")
    with open(result, "w") as file:
        json.dump(translated, file, indent=1)
    print(f"the transforms make {len(resources)} resources of it, a hook for each group among them")


main(*sys.argv[1:])
