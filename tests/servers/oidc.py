"""A private OpenID provider: npm's `oidc-provider`, run by the project's Node."""

import urllib.error
import urllib.request
from pathlib import Path

from scripts import frontend
from tests.servers.process import Server, free_port

SCRIPT = Path(__file__).parent.parent.parent / "frontend" / "tests" / "oidc" / "provider.ts"
SECRET = "a secret of the tests only"  # noqa: S105  # of a provider that lives for a test


class Provider(Server):
    """Its `issuer`; people named `ana` (in the group `music`) and `ben` (e-mail not verified) can sign in."""

    def __init__(self, site: str) -> None:
        super().__init__("oidc")
        port = free_port()
        self.issuer = f"http://127.0.0.1:{port}"
        self.start([str(frontend.node()), str(SCRIPT), str(port), site], self._answers)

    def _answers(self) -> bool:
        try:
            address = f"{self.issuer}/.well-known/openid-configuration"
            with urllib.request.urlopen(address, timeout=2) as answer:  # noqa: S310  # loopback
                return bool(answer.status == 200)
        except (urllib.error.URLError, OSError):
            return False
