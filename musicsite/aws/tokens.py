"""Passwords that are signed instead of kept: 15 minutes long, made of the role's credentials without asking anybody.

A connection that is open goes on after its token has ended (the cache's for 12 hours): one is made at each connect.
https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/UsingWithRDS.IAMDBAuth.Connecting.html
https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/auth-iam.html
"""

from functools import cache
from typing import Any
from urllib.parse import urlencode

from botocore.model import ServiceId
from botocore.session import Session
from botocore.signers import RequestSigner

SECONDS = 900


class NoCredentials(RuntimeError):
    """Neither the environment nor the task or machine says who we are to AWS."""


@cache
def _session() -> Session:
    return Session()


def database_token(*, host: str, port: int, user: str, region: str) -> str:
    """What a MySQL account made `IDENTIFIED WITH AWSAuthenticationPlugin` takes for a password.

    The same as boto3's `generate_db_auth_token`, without the 5 MB of RDS's interface. Raises NoCredentials.
    """
    address = f"https://{host}:{port}/?{urlencode({'Action': 'connect', 'DBUser': user})}"
    return _signed("rds-db", address, region).removeprefix("https://")


def cache_token(*, cluster: str, user: str, region: str) -> str:
    """What an ElastiCache user of the kind `iam` takes for a password. Raises NoCredentials."""
    address = f"http://{cluster}/?{urlencode({'Action': 'connect', 'User': user})}"
    return _signed("elasticache", address, region).removeprefix("http://")


def _signed(service: str, address: str, region: str) -> str:
    session = _session()
    credentials = session.get_credentials()
    if credentials is None:
        raise NoCredentials(
            "AWS credentials are missing: give the task a role, or the environment a key."
        )
    events: Any = session.get_component("event_emitter")
    signer = RequestSigner(ServiceId(service), region, service, "v4", credentials, events)
    asked = {"method": "GET", "url": address, "body": {}, "headers": {}, "context": {}}
    return str(
        signer.generate_presigned_url(
            asked, operation_name="", region_name=region, expires_in=SECONDS, signing_name=service
        )
    )
