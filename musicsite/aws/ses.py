"""Letters by Amazon SES, with the credentials that boto3 finds: a task's role has no password for SMTP.

Refusals are told as SMTP tells them, so that whoever sends (`mail.post`) treats both alike.
https://docs.aws.amazon.com/ses/latest/APIReference-V2/API_SendEmail.html
"""

import smtplib
from collections.abc import Sequence
from email import policy
from typing import Any

import boto3
from botocore.config import Config
from botocore.exceptions import BotoCoreError, ClientError
from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend

TIMEOUT = 20
FOR_GOOD = {"MessageRejected", "BadRequestException", "MailFromDomainNotVerifiedException"}
"""Refusals that another attempt would meet again. All others (a limit, an outage) pass."""


class EmailBackend(BaseEmailBackend):
    def __init__(self, *args: Any, region: str, configuration_set: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        limits = Config(connect_timeout=TIMEOUT, read_timeout=TIMEOUT, retries={"max_attempts": 1})
        self.client: Any = boto3.client("sesv2", region_name=region, config=limits)
        self.more = {"ConfigurationSetName": configuration_set} if configuration_set else {}

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        return sum(self._send(message) for message in email_messages if message.recipients())

    def _send(self, message: EmailMessage) -> int:
        try:
            self.client.send_email(
                Destination={"ToAddresses": message.recipients()},
                Content={"Raw": {"Data": message.message(policy=policy.SMTP).as_bytes()}},
                **self.more,
            )
        except ClientError as error:
            code, told = error.response["Error"]["Code"], error.response["Error"].get("Message", "")
            raise smtplib.SMTPDataError(
                550 if code in FOR_GOOD else 450, f"{code}: {told}"
            ) from error
        except BotoCoreError as error:
            raise smtplib.SMTPServerDisconnected(str(error)) from error
        return 1
