"""A private SQS and SNS (moto's server). Not for S3, where it accepts wrong signatures."""

import http.client
import json
import sysconfig
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import boto3

from tests.servers.process import Server, free_port

REGION = "eu-central-1"


@dataclass(frozen=True, slots=True)
class Cloud:
    """Queues and topics of one server."""

    port: int

    def client(self, service: str) -> Any:
        return boto3.client(
            service,  # type: ignore[call-overload]
            endpoint_url=f"http://127.0.0.1:{self.port}",
            region_name=REGION,
            aws_access_key_id="tests",
            aws_secret_access_key="tests",
        )

    def queue_with_topic(self, name: str) -> tuple[str, str]:
        """(address of a new queue, ARN of a new topic whose notifications it gets)."""
        queue = self.client("sqs").create_queue(
            QueueName=name, Attributes={"VisibilityTimeout": "0"}
        )["QueueUrl"]
        arn = self.client("sqs").get_queue_attributes(QueueUrl=queue, AttributeNames=["QueueArn"])
        topic = self.client("sns").create_topic(Name=name)["TopicArn"]
        self.client("sns").subscribe(
            TopicArn=topic, Protocol="sqs", Endpoint=arn["Attributes"]["QueueArn"]
        )
        return queue, topic

    def tell(self, topic: str, body: dict[str, Any]) -> None:
        self.client("sns").publish(TopicArn=topic, Message=json.dumps(body))

    def waiting(self, queue: str) -> int:
        """How many messages are in a queue."""
        found = self.client("sqs").get_queue_attributes(
            QueueUrl=queue, AttributeNames=["ApproximateNumberOfMessages"]
        )
        return int(found["Attributes"]["ApproximateNumberOfMessages"])

    def certificate(self, host: str, path: str) -> bytes:
        """What stands at an address of SNS, which this server answers for."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=5)
        # moto's server tells services apart by what a request is signed for, not by its host.
        scope = f"AWS4-HMAC-SHA256 Credential=tests/20260101/{REGION}/sns/aws4_request"
        connection.request("GET", path, headers={"Host": host, "Authorization": scope})
        return connection.getresponse().read()


def start() -> tuple[Server, Cloud]:
    server = Server("moto")
    port = free_port()

    def answers() -> bool:
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=1)
        try:
            connection.request("GET", "/moto-api/data.json")
            return connection.getresponse().status == 200
        except OSError:
            return False

    program = Path(sysconfig.get_path("scripts")) / "moto_server"
    server.start([str(program), "-H", "127.0.0.1", "-p", str(port)], answers)
    return server, Cloud(port)
