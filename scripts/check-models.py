"""Checks what the local AWS answers against AWS's own models, with boto3 and the aws CLI as its clients.

A scripted tour calls every operation that the local AWS serves, once with each client. Each raw answer is compared,
member by member, with the model that both clients carry (botocore's). An operation that is served and not toured is a
failure, so nothing new goes unchecked. `npm run check:models` runs this.
"""

import base64
import contextlib
import io
import json
import re
import sys
import urllib.request
import xml.etree.ElementTree as ElementTree

import boto3
import botocore.config
import botocore.exceptions
from awscli.clidriver import create_clidriver

SERVICES = ("ecs", "autoscaling", "sns", "ec2", "sqs", "events", "sts")

# Errors that any operation may answer; the models do not repeat them.
# https://docs.aws.amazon.com/AmazonECS/latest/APIReference/CommonErrors.html (and the same page of each service)
COMMON_ERRORS = {
    "ecs": {"ThrottlingException", "UnknownOperationException", "MissingAuthenticationTokenException"},
    "autoscaling": {"Throttling", "ValidationError", "InvalidAction", "MissingAuthenticationToken"},
    "sqs": {"InvalidParameterValueException", "UnknownOperationException", "MissingAuthenticationTokenException"},
    "events": {"ThrottlingException", "ValidationException", "UnknownOperationException"},
    "sts": {"Throttling", "InvalidAction", "ValidationError", "MissingAuthenticationToken"},
    "sns": {"Throttled", "InvalidAction", "ValidationError", "MissingAuthenticationToken"},
}
# EC2's model declares no errors at all; its codes stand in the user guide and have this form.
# https://docs.aws.amazon.com/AWSEC2/latest/APIReference/errors-overview.html
EC2_ERROR = re.compile(r"^[A-Z][A-Za-z]+(\.[A-Z][A-Za-z]+)*$")

ISO_8601 = re.compile(r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$")


class Checker:
    """Compares raw answers with shapes, and counts what it has seen."""

    def __init__(self):
        self.problems = []
        self.answers = 0
        self.members = 0
        self.errors = 0
        self.answered = set()

    def problem(self, where, what):
        self.problems.append(f"{where}: {what}")

    def after_call(self, http_response, model, **_):
        service = model.service_model.service_name
        where = f"{service}.{model.name}"
        headers = {name.lower() for name in http_response.headers}
        if "x-amzn-requestid" not in headers:
            self.problem(where, "has no request id header")
        body = http_response.content.decode()
        protocol = model.service_model.metadata["protocol"]
        if http_response.status_code >= 300:
            self.errors += 1
            self.check_error(where, service, protocol, model, http_response.status_code, body)
            return
        self.answers += 1
        self.answered.add((service, model.name))
        if protocol == "json":
            self.check_json(where, model.output_shape, json.loads(body))
        else:
            self.check_xml_answer(where, protocol, model, ElementTree.fromstring(body))

    def check_error(self, where, service, protocol, model, status, body):
        if protocol == "json":
            parsed = json.loads(body)
            # The namespace of a shape may stand before its name.
            code, message = (parsed.get("__type") or "").split("#")[-1], parsed.get("message")
        else:
            root = strip_namespaces(ElementTree.fromstring(body))
            path = "Errors/Error" if protocol == "ec2" else "Error"
            expected = "Response" if protocol == "ec2" else "ErrorResponse"
            if root.tag != expected:
                self.problem(where, f"answers an error inside <{root.tag}>, not <{expected}>")
            code, message = root.findtext(f"{path}/Code"), root.findtext(f"{path}/Message")
            request_id = "RequestID" if protocol == "ec2" else "RequestId"
            if root.find(request_id) is None:
                self.problem(where, f"answers an error without <{request_id}>")
        if not code or message is None:
            self.problem(where, f"answers an error without a code or a message: {body[:200]}")
            return
        declared = {}
        for shape in model.error_shapes:
            declared[shape.metadata.get("error", {}).get("code", shape.name)] = shape.metadata.get("error", {})
            # JSON names the shape, whatever the code of an older protocol.
            if protocol == "json":
                declared[shape.name] = shape.metadata.get("error", {})
        if code in declared:
            wanted = declared[code].get("httpStatusCode", 400)
            if "httpStatusCode" in declared[code] and status != wanted:
                self.problem(where, f"answers {code} with HTTP {status}; the model says {wanted}")
        elif service == "ec2":
            if not EC2_ERROR.match(code):
                self.problem(where, f"answers {code}, which is no error code of EC2")
        elif code not in COMMON_ERRORS[service]:
            self.problem(where, f"answers {code}, which its model does not declare and no common error is")

    def check_json(self, where, shape, value):
        self.members += 1
        kind = shape.type_name if shape is not None else "structure"
        if kind == "structure":
            if not isinstance(value, dict):
                return self.problem(where, f"is {value!r}, not a structure")
            known = shape.members if shape is not None else {}
            for name, member in value.items():
                if name not in known:
                    self.problem(f"{where}.{name}", f"is not in the model{of(shape)}")
                else:
                    self.check_json(f"{where}.{name}", known[name], member)
            for name in getattr(shape, "required_members", []):
                if name not in value:
                    self.problem(f"{where}.{name}", "is required by the model and missing")
        elif kind == "list":
            if not isinstance(value, list):
                return self.problem(where, f"is {value!r}, not a list")
            for item in value:
                self.check_json(f"{where}[]", shape.member, item)
        elif kind == "map":
            if not isinstance(value, dict):
                return self.problem(where, f"is {value!r}, not a map")
            for member in value.values():
                self.check_json(f"{where}{{}}", shape.value, member)
        elif kind == "timestamp":
            # AWS JSON 1.1 has epoch seconds where the shape names no other format.
            if isinstance(value, bool) or not isinstance(value, (int, float)):
                self.problem(where, f"is {value!r}, not epoch seconds")
            elif not 1_000_000_000 < value < 10_000_000_000:
                self.problem(where, f"is {value!r}: no epoch seconds of our time")
        elif kind == "boolean":
            if not isinstance(value, bool):
                self.problem(where, f"is {value!r}, not a boolean")
        elif kind in ("integer", "long"):
            if isinstance(value, bool) or not isinstance(value, int):
                self.problem(where, f"is {value!r}, not an integer")
        elif kind in ("float", "double"):
            if isinstance(value, bool) or not isinstance(value, (int, float)):
                self.problem(where, f"is {value!r}, not a number")
        elif kind == "string":
            if not isinstance(value, str):
                self.problem(where, f"is {value!r}, not a string")
            else:
                self.check_enum(where, shape, value)

    def check_xml_answer(self, where, protocol, model, root):
        namespace = model.service_model.metadata.get("xmlNamespace")
        if protocol == "query":
            found = root.tag[1 : root.tag.index("}")] if root.tag.startswith("{") else ""
            if found != namespace:
                self.problem(where, f"has the namespace {found!r}, not {namespace!r}")
        root = strip_namespaces(root)
        if root.tag != f"{model.name}Response":
            self.problem(where, f"is a <{root.tag}>, not a <{model.name}Response>")
        shape = model.output_shape
        if protocol == "ec2":
            metadata = root.find("requestId")
            if metadata is None:
                return self.problem(where, "has no <requestId>")
            root.remove(metadata)
            return self.check_xml(where, shape, root, protocol)
        if root.find("ResponseMetadata/RequestId") is None:
            self.problem(where, "has no <ResponseMetadata> with a <RequestId>")
        rest = [child for child in root if child.tag != "ResponseMetadata"]
        wrapper = shape.serialization.get("resultWrapper") if shape is not None else None
        if wrapper is None:
            for child in rest:
                # Operations without output may answer an empty result element.
                if len(child) > 0:
                    self.problem(where, f"answers <{child[0].tag}>, and the model has no output")
            return None
        if [child.tag for child in rest] != [wrapper]:
            return self.problem(where, f"holds {[child.tag for child in rest]}, not <{wrapper}>")
        return self.check_xml(where, shape, rest[0], protocol)

    def check_xml(self, where, shape, node, protocol):
        self.members += 1
        kind = shape.type_name if shape is not None else "structure"
        text = node.text or ""
        if kind == "structure":
            known = {}
            for name, member in (shape.members if shape is not None else {}).items():
                known[member.serialization.get("name", name)] = member
            for child in node:
                if child.tag not in known:
                    self.problem(f"{where}.{child.tag}", f"is not in the model{of(shape)}")
                else:
                    self.check_xml(f"{where}.{child.tag}", known[child.tag], child, protocol)
            names = [child.tag for child in node]
            for name in {name for name in names if names.count(name) > 1}:
                self.problem(f"{where}.{name}", "comes more than once")
            for name in getattr(shape, "required_members", []):
                if shape.members[name].serialization.get("name", name) not in names:
                    self.problem(f"{where}.{name}", "is required by the model and missing")
        elif kind == "list":
            item = shape.member.serialization.get("name", "item" if protocol == "ec2" else "member")
            for child in node:
                if child.tag != item:
                    self.problem(where, f"holds a <{child.tag}>, not a <{item}>")
                self.check_xml(f"{where}[]", shape.member, child, protocol)
            if len(node) == 0 and text.strip():
                self.problem(where, f"is {text!r}, not a list")
        elif kind == "map":
            for child in node:
                if child.tag != "entry" or [part.tag for part in child] != ["key", "value"]:
                    self.problem(where, "is not a map of entries")
                else:
                    self.check_xml(f"{where}{{}}", shape.value, child[1], protocol)
        elif len(node) > 0:
            self.problem(where, f"holds <{node[0].tag}>, and the model says {kind}")
        elif kind == "timestamp" and not ISO_8601.match(text):
            self.problem(where, f"is {text!r}, not an ISO 8601 time")
        elif kind == "boolean" and text not in ("true", "false"):
            self.problem(where, f"is {text!r}, not a boolean")
        elif kind in ("integer", "long") and not re.match(r"^-?\d+$", text):
            self.problem(where, f"is {text!r}, not an integer")
        elif kind in ("float", "double") and not re.match(r"^-?\d+(\.\d+)?$", text):
            self.problem(where, f"is {text!r}, not a number")
        elif kind == "string":
            self.check_enum(where, shape, text)

    def check_enum(self, where, shape, value):
        if getattr(shape, "enum", None) and value not in shape.enum:
            self.problem(where, f"is {value!r}, which is none of {', '.join(shape.enum)}")


def of(shape):
    return f" ({shape.name})" if shape is not None else ", which has no output"


def strip_namespaces(root):
    for node in root.iter():
        node.tag = node.tag.split("}")[-1]
    return root


class Refused(Exception):
    def __init__(self, code, message):
        super().__init__(f"{code}: {message}")
        self.code = code


CONFIG = {"region_name": "eu-west-1", "aws_access_key_id": "AKIATOUR", "aws_secret_access_key": "secret"}


class Boto3:
    name = "boto3"

    def __init__(self, url, checker):
        session = boto3.session.Session(**CONFIG)
        session.events.register("after-call.*.*", checker.after_call)
        config = botocore.config.Config(retries={"max_attempts": 0}, parameter_validation=True)
        self.clients = {name: session.client(name, endpoint_url=url, config=config) for name in SERVICES}

    def call(self, service, operation, parameters):
        client = self.clients[service]
        try:
            return getattr(client, snake(operation))(**parameters)
        except botocore.exceptions.ClientError as error:
            raise Refused(error.response["Error"]["Code"], error.response["Error"]["Message"]) from error

    def paginate(self, service, operation, parameters):
        paginator = self.clients[service].get_paginator(snake(operation))
        return list(paginator.paginate(**parameters, PaginationConfig={"PageSize": 1}))


class AwsCli:
    """The aws CLI inside this process: the same program without the start of an interpreter for each call."""

    name = "aws CLI"

    def __init__(self, url, checker):
        self.url = url
        self.checker = checker

    def call(self, service, operation, parameters):
        driver = create_clidriver()
        driver.session.set_credentials(CONFIG["aws_access_key_id"], CONFIG["aws_secret_access_key"])
        driver.session.register("after-call.*.*", self.checker.after_call)
        output, errors = io.StringIO(), io.StringIO()
        arguments = ["--endpoint-url", self.url, "--region", "eu-west-1", "--output", "json", "--no-paginate"]
        command = [service, snake(operation).replace("_", "-"), "--cli-input-json", json.dumps(parameters)]
        with contextlib.redirect_stdout(output), contextlib.redirect_stderr(errors):
            status = driver.main(arguments + command)
        if status != 0:
            code = re.search(r"\((\w[\w.]*)\) when calling", errors.getvalue())
            raise Refused(code.group(1), errors.getvalue().strip()) if code else RuntimeError(f"{' '.join(command)}: {errors.getvalue()}")
        return json.loads(output.getvalue() or "{}")


def snake(operation):
    return botocore.xform_name(operation)


class Admin:
    def __init__(self, url):
        self.url = url

    def ask(self, path, body=None):
        data = None if body is None else json.dumps(body).encode()
        with urllib.request.urlopen(urllib.request.Request(f"{self.url}/_admin{path}", data=data)) as response:
            return json.load(response)

    def advance(self, seconds):
        self.ask("/clock", {"advanceSeconds": seconds})


class Tour:
    """Calls every operation, with the answers of one for the questions of the next."""

    def __init__(self, client, admin, served, checker, prefix):
        self.client, self.admin, self.served, self.checker, self.prefix = client, admin, served, checker, prefix

    def call(self, service, operation, /, **parameters):
        """Calls an operation; an empty answer where it is not served (yet)."""
        if operation not in self.served.get(service, ()):
            return {}
        try:
            return self.client.call(service, operation, parameters)
        except Refused as refusal:
            # What follows may need this answer, and then shows only that it is missing.
            raise SystemExit(f"{self.client.name}: {service}.{operation} was refused: {refusal}") from refusal

    def refused(self, code, service, operation, /, **parameters):
        """Calls an operation that must be refused with this code."""
        if operation not in self.served.get(service, ()):
            return
        where = f"{service}.{operation}"
        try:
            self.client.call(service, operation, parameters)
            self.checker.problem(where, f"was answered, not refused with {code}: {parameters}")
        except Refused as refusal:
            if refusal.code != code:
                self.checker.problem(where, f"was refused with {refusal.code}, not {code}")

    def pages(self, service, operation, member, /, **parameters):
        """Walks pages of one item each: each must have one, and all together the items of the whole."""
        if operation not in self.served.get(service, ()) or not isinstance(self.client, Boto3):
            return
        whole = [json.dumps(item, default=str) for item in self.call(service, operation, **parameters)[member]]
        paged = self.client.paginate(service, operation, parameters)
        items = [[json.dumps(item, default=str) for item in page[member]] for page in paged]
        where = f"{service}.{operation}"
        if len(whole) < 2:
            self.checker.problem(where, f"has {len(whole)} items on the tour: too few for pages")
        if [item for page in items for item in page] != whole or any(len(page) != 1 for page in items):
            self.checker.problem(where, "pages do not add up to the whole")

    def run(self):
        self.topics()
        self.clusters()
        self.groups()
        self.container_instances()
        self.tasks()
        self.services()
        self.lifecycle_actions()
        self.ec2()
        self.queues()
        self.event_rules()
        self.deletions()

    def topics(self):
        self.topic = self.call("sns", "CreateTopic", Name=f"{self.prefix}-topic")["TopicArn"]
        function = "arn:aws:lambda:eu-west-1:123456789012:function:nobody"
        subscription = self.call("sns", "Subscribe", TopicArn=self.topic, Protocol="lambda", Endpoint=function)
        self.call("sns", "Publish", TopicArn=self.topic, Message="hello", Subject="subject")
        self.call("sns", "SetTopicAttributes", TopicArn=self.topic, AttributeName="DisplayName", AttributeValue="x")
        self.call("sns", "GetTopicAttributes", TopicArn=self.topic)
        self.call("sns", "GetSubscriptionAttributes", SubscriptionArn=subscription["SubscriptionArn"])
        self.call("sns", "ListSubscriptionsByTopic", TopicArn=self.topic)
        self.call("sns", "ListSubscriptions")
        self.call("sts", "GetCallerIdentity")
        self.call("sns", "Unsubscribe", SubscriptionArn=subscription["SubscriptionArn"])
        self.refused("NotFound", "sns", "Publish", TopicArn=f"{self.topic}-gone", Message="hello")
        self.refused("NotFound", "sns", "GetSubscriptionAttributes", SubscriptionArn=f"{self.topic}:gone")
        self.refused("InvalidParameter", "sns", "CreateTopic", Name="not a name")

    def clusters(self):
        self.cluster = f"{self.prefix}-cluster"
        self.call("ecs", "CreateCluster", clusterName=self.cluster)
        self.call("ecs", "CreateCluster", clusterName=f"{self.prefix}-other")
        self.call("ecs", "ListClusters")
        self.pages("ecs", "ListClusters", "clusterArns")
        self.call("ecs", "DescribeClusters", clusters=[self.cluster, "nowhere"])
        self.call("ecs", "DescribeCapacityProviders")
        self.refused("ClusterNotFoundException", "ecs", "ListTasks", cluster="nowhere")
        for family, environment in (
            (f"{self.prefix}-web", [{"name": "LOCAL_AWS_STOP_SECONDS", "value": "5"}]),
            (f"{self.prefix}-logs", []),
        ):
            container = {"name": "main", "image": "image", "memory": 16, "cpu": 8, "environment": environment}
            self.call("ecs", "RegisterTaskDefinition", family=family, containerDefinitions=[container])
        self.family = f"{self.prefix}-web"
        self.call("ecs", "DescribeTaskDefinition", taskDefinition=self.family)
        self.refused("ClientException", "ecs", "DescribeTaskDefinition", taskDefinition="nothing")

    def groups(self):
        self.group = f"{self.prefix}-group"
        for name, size in ((self.group, 4), (f"{self.prefix}-other", 0)):
            self.call(
                "autoscaling",
                "CreateAutoScalingGroup",
                AutoScalingGroupName=name,
                MinSize=0,
                MaxSize=10,
                DesiredCapacity=size,
                AvailabilityZones=["eu-west-1a", "eu-west-1b"],
                LaunchTemplate={"LaunchTemplateName": "template", "Version": "1"},
                Tags=[
                    {"Key": "local-aws:cluster", "Value": self.cluster},
                    {"Key": "local-aws:spot", "Value": "true"},
                ],
            )
        self.admin.advance(1)
        self.refused(
            "AlreadyExists",
            "autoscaling",
            "CreateAutoScalingGroup",
            AutoScalingGroupName=self.group,
            MinSize=0,
            MaxSize=1,
            AvailabilityZones=["eu-west-1a"],
            LaunchTemplate={"LaunchTemplateName": "template"},
        )
        answer = self.call("autoscaling", "DescribeAutoScalingGroups", AutoScalingGroupNames=[self.group])
        self.call(
            "autoscaling",
            "DetachInstances",
            AutoScalingGroupName=self.group,
            InstanceIds=[answer["AutoScalingGroups"][0]["Instances"][3]["InstanceId"]],
            ShouldDecrementDesiredCapacity=True,
        )
        for hook, transition in (("drain", "TERMINATING"), ("other", "TERMINATING"), ("launch", "LAUNCHING")):
            self.call(
                "autoscaling",
                "PutLifecycleHook",
                AutoScalingGroupName=self.group,
                LifecycleHookName=hook,
                LifecycleTransition=f"autoscaling:EC2_INSTANCE_{transition}",
                HeartbeatTimeout=300,
                NotificationTargetARN=self.topic,
                RoleARN="arn:aws:iam::123456789012:role/notify",
                NotificationMetadata='{"a":"<&>"}',
            )
        self.call("autoscaling", "DescribeLifecycleHooks", AutoScalingGroupName=self.group)
        self.call("autoscaling", "UpdateAutoScalingGroup", AutoScalingGroupName=self.group, MaxSize=12)
        self.refused("ValidationError", "autoscaling", "DescribeLifecycleHooks", AutoScalingGroupName="nowhere")
        self.call("autoscaling", "DescribeAutoScalingGroups", AutoScalingGroupNames=[self.group])
        self.pages("autoscaling", "DescribeAutoScalingGroups", "AutoScalingGroups")
        answer = self.call("autoscaling", "DescribeAutoScalingGroups", AutoScalingGroupNames=[self.group])
        self.instances = [i["InstanceId"] for i in answer["AutoScalingGroups"][0]["Instances"]]
        self.call("autoscaling", "DescribeAutoScalingInstances", InstanceIds=self.instances)
        self.pages("autoscaling", "DescribeAutoScalingInstances", "AutoScalingInstances")
        self.refused("InvalidNextToken", "autoscaling", "DescribeAutoScalingInstances", NextToken="forged")

        self.call("autoscaling", "PutWarmPool", AutoScalingGroupName=f"{self.prefix}-other", MinSize=0)
        self.call(
            "ec2",
            "CreateLaunchTemplate",
            LaunchTemplateName=f"{self.prefix}-template",
            LaunchTemplateData={"UserData": base64.b64encode(b"#!/bin/sh").decode()},
        )
        arn = answer["AutoScalingGroups"][0]["AutoScalingGroupARN"]
        provider = {"autoScalingGroupArn": arn, "managedDraining": "DISABLED"}
        name = f"{self.prefix}-provider"
        self.call("ecs", "CreateCapacityProvider", name=name, autoScalingGroupProvider=provider)
        attach = {"capacityProviders": [name], "defaultCapacityProviderStrategy": []}
        self.call("ecs", "PutClusterCapacityProviders", cluster=self.cluster, **attach)
        self.call("ecs", "DescribeCapacityProviders", capacityProviders=[name, "nowhere"])
        self.call("ecs", "DescribeClusters", clusters=[self.cluster])

    def container_instances(self):
        answer = self.call("ecs", "ListContainerInstances", cluster=self.cluster)
        self.container_instance_arns = answer["containerInstanceArns"]
        self.pages("ecs", "ListContainerInstances", "containerInstanceArns", cluster=self.cluster)
        for expression in (f"ec2InstanceId == {self.instances[0]}", f"ec2InstanceId in [{self.instances[1]}]"):
            self.call("ecs", "ListContainerInstances", cluster=self.cluster, filter=expression)
        self.refused("InvalidParameterException", "ecs", "ListContainerInstances", cluster=self.cluster, filter="x")
        self.call(
            "ecs",
            "DescribeContainerInstances",
            cluster=self.cluster,
            containerInstances=[*self.container_instance_arns, "nowhere"],
        )
        self.refused(
            "InvalidParameterException", "ecs", "DescribeContainerInstances", cluster=self.cluster, containerInstances=[]
        )
        for status in ("DRAINING", "DRAINING", "ACTIVE"):
            self.call(
                "ecs",
                "UpdateContainerInstancesState",
                cluster=self.cluster,
                containerInstances=[self.container_instance_arns[2], "nowhere"],
                status=status,
            )
        document = json.dumps({"instanceId": "i-0123456789abcdef0", "availabilityZone": "eu-west-1a"})
        self.call(
            "ecs",
            "RegisterContainerInstance",
            cluster=f"{self.prefix}-other",
            instanceIdentityDocument=document,
            totalResources=[{"name": "CPU", "type": "INTEGER", "integerValue": 1024}],
        )

    def tasks(self):
        run = {"cluster": self.cluster, "taskDefinition": self.family}
        tasks = self.call("ecs", "RunTask", **run, count=2, startedBy="tour")["tasks"]
        where = [self.container_instance_arns[0], "nowhere"]
        tasks += self.call("ecs", "StartTask", **run, containerInstances=where)["tasks"]
        self.admin.advance(1)
        arns = [task["taskArn"] for task in tasks]
        self.call("ecs", "ListTasks", cluster=self.cluster, startedBy="tour")
        self.call("ecs", "ListTasks", cluster=self.cluster, containerInstance=where[0], desiredStatus="RUNNING")
        self.pages("ecs", "ListTasks", "taskArns", cluster=self.cluster)
        self.refused("InvalidParameterException", "ecs", "ListTasks", cluster=self.cluster, nextToken="forged")
        self.call("ecs", "DescribeTasks", cluster=self.cluster, tasks=[*arns, "nowhere"])
        self.call("ecs", "StopTask", cluster=self.cluster, task=arns[0], reason="the tour")
        self.call("ecs", "DescribeTasks", cluster=self.cluster, tasks=arns)
        self.admin.advance(10)
        self.call("ecs", "DescribeTasks", cluster=self.cluster, tasks=arns)
        self.call("ecs", "ListTasks", cluster=self.cluster, desiredStatus="STOPPED")
        self.refused("InvalidParameterException", "ecs", "StopTask", cluster=self.cluster, task="nowhere")
        self.refused("ClientException", "ecs", "RunTask", cluster=self.cluster, taskDefinition="nothing")

    def services(self):
        daemon = {"schedulingStrategy": "DAEMON", "taskDefinition": f"{self.prefix}-logs"}
        self.call("ecs", "CreateService", cluster=self.cluster, serviceName="logs", **daemon)
        replica = {"desiredCount": 2, "taskDefinition": self.family}
        self.call(
            "ecs",
            "CreateService",
            cluster=self.cluster,
            serviceName="web",
            **replica,
            deploymentConfiguration={"minimumHealthyPercent": 50, "maximumPercent": 150},
        )
        self.admin.advance(1)
        self.call("ecs", "UpdateService", cluster=self.cluster, service="web", desiredCount=3)
        self.admin.advance(1)
        self.call("ecs", "DescribeServices", cluster=self.cluster, services=["web", "logs", "nowhere"])
        self.refused("ServiceNotFoundException", "ecs", "UpdateService", cluster=self.cluster, service="nowhere")
        tasks = self.call("ecs", "ListTasks", cluster=self.cluster, serviceName="web")["taskArns"]
        protect = {"cluster": self.cluster, "tasks": tasks[:2]}
        self.call("ecs", "UpdateTaskProtection", **protect, protectionEnabled=True, expiresInMinutes=5)
        self.call("ecs", "GetTaskProtection", **protect)
        self.call("ecs", "DescribeTasks", cluster=self.cluster, tasks=tasks)

    def lifecycle_actions(self):
        instance = self.instances[0]
        self.call(
            "autoscaling",
            "TerminateInstanceInAutoScalingGroup",
            InstanceId=instance,
            ShouldDecrementDesiredCapacity=True,
        )
        self.admin.advance(1)
        action = {"AutoScalingGroupName": self.group, "InstanceId": instance}
        self.call("autoscaling", "DescribeAutoScalingInstances", InstanceIds=[instance])
        self.call("autoscaling", "RecordLifecycleActionHeartbeat", **action, LifecycleHookName="drain")
        complete = {**action, "LifecycleActionResult": "CONTINUE"}
        self.call("autoscaling", "CompleteLifecycleAction", **complete, LifecycleHookName="drain")
        self.refused(
            "ValidationError", "autoscaling", "CompleteLifecycleAction", **complete, LifecycleHookName="drain"
        )
        self.call("autoscaling", "CompleteLifecycleAction", **complete, LifecycleHookName="other")
        self.admin.advance(1)
        arns = {"cluster": self.cluster, "containerInstances": self.container_instance_arns}
        self.call("ecs", "DescribeContainerInstances", **arns)
        self.call("autoscaling", "SetDesiredCapacity", AutoScalingGroupName=self.group, DesiredCapacity=1)
        hook = {"AutoScalingGroupName": self.group, "LifecycleHookName": "other"}
        self.call("autoscaling", "DeleteLifecycleHook", **hook)
        self.call("autoscaling", "DescribeAutoScalingGroups", AutoScalingGroupNames=[self.group])

    def ec2(self):
        instance = self.instances[2]
        self.call("ec2", "DescribeInstances", InstanceIds=[instance])
        self.call("ec2", "DescribeInstances")
        self.call("ec2", "DescribeInstanceAttribute", InstanceId=instance, Attribute="userData")
        self.call("ec2", "DescribeTags", Filters=[{"Name": "resource-id", "Values": [instance]}])
        self.refused("InvalidInstanceID.NotFound", "ec2", "DescribeInstances", InstanceIds=["i-0123456789abcdef0"])
        self.call("ec2", "DescribeSpotInstanceRequests")
        change = {"instances": [instance], "code": "instance-retirement", "notBefore": "2026-06-01T00:00:00Z"}
        self.admin.ask("/scheduled-changes", {**change, "notAfter": "2026-06-02T00:00:00Z"})
        self.call("ec2", "DescribeInstanceStatus", InstanceIds=[instance])
        self.call("ec2", "DescribeInstanceStatus", IncludeAllInstances=True)
        wanted = [{"Name": "event.code", "Values": ["instance-retirement"]}]
        self.call("ec2", "DescribeInstanceStatus", Filters=wanted)
        self.refused("InvalidParameterValue", "ec2", "DescribeInstanceStatus", Filters=[{"Name": "x", "Values": ["y"]}])
        self.call("ec2", "StopInstances", InstanceIds=[instance])
        self.admin.advance(1)
        self.call("ec2", "DescribeInstances", InstanceIds=[instance])
        self.call("ec2", "StartInstances", InstanceIds=[instance])
        self.admin.ask("/spot-interruptions", {"instance": instance, "action": "terminate"})
        mine = [{"Name": "instance-id", "Values": [instance]}]
        self.call("ec2", "DescribeSpotInstanceRequests", Filters=mine)
        self.call("ec2", "TerminateInstances", InstanceIds=[instance])
        self.admin.advance(1)
        self.call("ec2", "DescribeSpotInstanceRequests", Filters=mine)
        self.call("ec2", "DescribeInstances", InstanceIds=[instance])
        self.refused("IncorrectInstanceState", "ec2", "StartInstances", InstanceIds=[instance])
        self.refused(
            "InvalidSpotInstanceRequestID.NotFound",
            "ec2",
            "DescribeSpotInstanceRequests",
            SpotInstanceRequestIds=["sir-nowhere0"],
        )

    def queues(self):
        name = f"{self.prefix}-queue"
        self.queue = self.call("sqs", "CreateQueue", QueueName=name, Attributes={"VisibilityTimeout": "60"})["QueueUrl"]
        queue = {"QueueUrl": self.queue}
        self.call("sqs", "CreateQueue", QueueName=f"{name}-2")
        # Each client has the code of SQS's older protocol.
        self.refused("QueueAlreadyExists", "sqs", "CreateQueue", QueueName=name, Attributes={"VisibilityTimeout": "1"})
        self.call("sqs", "GetQueueUrl", QueueName=name)
        self.refused("AWS.SimpleQueueService.NonExistentQueue", "sqs", "GetQueueUrl", QueueName="nowhere")
        self.call("sqs", "ListQueues")
        self.pages("sqs", "ListQueues", "QueueUrls", QueueNamePrefix=name)
        self.call("sqs", "SetQueueAttributes", **queue, Attributes={"ReceiveMessageWaitTimeSeconds": "0"})
        self.refused("InvalidAttributeName", "sqs", "SetQueueAttributes", **queue, Attributes={"Colour": "red"})
        self.queue_arn = self.call("sqs", "GetQueueAttributes", **queue, AttributeNames=["All"])["Attributes"]["QueueArn"]
        kind = {"kind": {"DataType": "String", "StringValue": "tour"}}
        for body in ("one", "two", "three"):
            self.call("sqs", "SendMessage", **queue, MessageBody=body, MessageAttributes=kind)
        receive = {**queue, "MaxNumberOfMessages": 10, "MessageAttributeNames": ["All"], "AttributeNames": ["All"]}
        one, two, three = self.call("sqs", "ReceiveMessage", **receive)["Messages"]
        self.call("sqs", "ReceiveMessage", **receive)
        self.call("sqs", "DeleteMessage", **queue, ReceiptHandle=one["ReceiptHandle"])
        entries = [{"Id": "a", "ReceiptHandle": two["ReceiptHandle"]}, {"Id": "b", "ReceiptHandle": "x"}]
        self.call("sqs", "DeleteMessageBatch", **queue, Entries=entries)
        visible = {**queue, "ReceiptHandle": three["ReceiptHandle"], "VisibilityTimeout": 0}
        self.call("sqs", "ChangeMessageVisibility", **visible)
        self.refused("AWS.SimpleQueueService.MessageNotInflight", "sqs", "ChangeMessageVisibility", **visible)
        self.call("sqs", "PurgeQueue", **queue)
        self.refused("AWS.SimpleQueueService.PurgeQueueInProgress", "sqs", "PurgeQueue", **queue)

    def event_rules(self):
        rule = f"{self.prefix}-rule"
        pattern = json.dumps({"source": [{"prefix": "tour"}]})
        self.call("events", "PutRule", Name=rule, EventPattern=pattern, Description="words")
        self.refused("InvalidEventPatternException", "events", "PutRule", Name=rule, EventPattern="{}")
        target = {"Id": "1", "Arn": self.queue_arn, "RetryPolicy": {"MaximumRetryAttempts": 1}}
        self.call("events", "PutTargets", Rule=rule, Targets=[{**target, "DeadLetterConfig": {"Arn": self.queue_arn}}])
        self.call("events", "ListRules")
        self.call("events", "ListTargetsByRule", Rule=rule)
        entry = {"Source": "tour", "DetailType": "Tour", "Detail": "{}"}
        self.call("events", "PutEvents", Entries=[entry, {**entry, "Source": "aws.ec2"}])
        self.refused("ValidationException", "events", "DeleteRule", Name=rule)
        self.call("events", "RemoveTargets", Rule=rule, Ids=["1"])
        self.call("events", "DeleteRule", Name=rule)
        self.refused("ResourceNotFoundException", "events", "ListTargetsByRule", Rule=rule)
        self.call("sqs", "DeleteQueue", QueueUrl=self.queue)

    def deletions(self):
        container_instances = self.call("ecs", "ListContainerInstances", cluster=self.cluster)
        one = container_instances["containerInstanceArns"][0]
        deregister = {"cluster": self.cluster, "containerInstance": one}
        self.refused("InvalidParameterException", "ecs", "DeregisterContainerInstance", **deregister)
        self.call("ecs", "DeregisterContainerInstance", **deregister, force=True)
        for service in ("web", "logs"):
            self.call("ecs", "DeleteService", cluster=self.cluster, service=service, force=True)
        group = {"AutoScalingGroupName": self.group, "ForceDelete": True}
        self.call("autoscaling", "DeleteAutoScalingGroup", **group)
        self.admin.advance(7200)
        self.refused("ClusterNotFoundException", "ecs", "DeleteCluster", cluster="nowhere")
        self.call("ecs", "CreateCluster", clusterName=f"{self.prefix}-empty")
        self.call("ecs", "DeleteCluster", cluster=f"{self.prefix}-empty")
        self.call("sns", "DeleteTopic", TopicArn=self.topic)


def unserved(client, served, checker):
    """What is not served must be refused in each service's own words."""
    for service, operation, code in (
        ("ecs", "ListAttributes", "UnknownOperationException"),
        ("autoscaling", "DescribePolicies", "InvalidAction"),
        ("sns", "ListTopics", "InvalidAction"),
        ("sts", "GetSessionToken", "InvalidAction"),
        ("ec2", "DescribeVpcs", "InvalidAction"),
        ("sqs", "ListMessageMoveTasks", "UnknownOperationException"),
        ("events", "ListEventBuses", "UnknownOperationException"),
    ):
        if service not in served or operation in served[service]:
            continue
        needed = {"ListAttributes": {"targetType": "container-instance"}, "ListMessageMoveTasks": {"SourceArn": "x"}}
        parameters = needed.get(operation, {})
        try:
            client.call(service, operation, parameters)
            checker.problem(f"{service}.{operation}", "is not served, and was answered")
        except Refused as refusal:
            if refusal.code != code:
                checker.problem(f"{service}.{operation}", f"was refused with {refusal.code}, not {code}")


def proves_itself():
    """Answers that are wrong must be found wrong, or the check would be worth nothing."""
    ecs = boto3.session.Session(**CONFIG).client("ecs").meta.service_model
    describe = ecs.operation_model("DescribeTasks").output_shape
    for wrong in (
        {"tasks": [{"taskArn": "a", "invented": 1}]},
        {"tasks": [{"createdAt": "2026-01-01T00:00:00Z"}]},
        {"tasks": [{"createdAt": 1767225600000}]},
        {"tasks": [{"version": "1"}]},
        {"tasks": [{"launchType": "LAPTOP"}]},
        {"tasks": [{"taskArn": None}]},
        {"tasks": {"taskArn": "a"}},
    ):
        checker = Checker()
        checker.check_json("DescribeTasks", describe, wrong)
        if not checker.problems:
            raise SystemExit(f"The check finds nothing wrong with {wrong}.")
    scaling = boto3.session.Session(**CONFIG).client("autoscaling").meta.service_model
    model = scaling.operation_model("DescribeAutoScalingInstances")
    for wrong in (
        "<AutoScalingInstances><item/></AutoScalingInstances>",
        "<AutoScalingInstances><member><Invented/></member></AutoScalingInstances>",
        "<AutoScalingInstances><member><ProtectedFromScaleIn>no</ProtectedFromScaleIn></member></AutoScalingInstances>",
    ):
        checker = Checker()
        result = f"<{model.name}Result>{wrong}</{model.name}Result>"
        metadata = "<ResponseMetadata><RequestId>r</RequestId></ResponseMetadata>"
        namespace = scaling.metadata["xmlNamespace"]
        text = f'<{model.name}Response xmlns="{namespace}">{result}{metadata}</{model.name}Response>'
        checker.check_xml_answer("tour", "query", model, ElementTree.fromstring(text))
        if len(checker.problems) == 0:
            raise SystemExit(f"The check finds nothing wrong with {wrong}.")


def main(url):
    proves_itself()
    admin = Admin(url)
    served = admin.ask("/operations")
    problems, report = [], {}
    for make in (Boto3, AwsCli):
        checker = Checker()
        client = make(url, checker)
        Tour(client, admin, served, checker, "boto" if make is Boto3 else "cli").run()
        unserved(client, served, checker)
        every = {(service, operation) for service, operations in served.items() for operation in operations}
        for service, operation in sorted(every - checker.answered):
            checker.problem(f"{service}.{operation}", "is served, and the tour got no answer from it")
        problems += [f"{make.name}: {problem}" for problem in checker.problems]
        report[make.name] = {
            "operations": len(checker.answered & every),
            "served": len(every),
            "answers": checker.answers,
            "errors": checker.errors,
            "values": checker.members,
        }
    for problem in sorted(set(problems)):
        print(problem, file=sys.stderr)
    print(json.dumps({"problems": len(set(problems)), **report}))
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
