"""A provider that tells what a test wants it to, in this process: signed well or badly, for us or for others."""

import json
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs

import jwt
from cryptography.hazmat.primitives.asymmetric import rsa

from tests.servers.process import POLL

CLIENT = "musicsite"


class Liar:
    """Tokens are made from `claims` with `key`; what is published is `published`. Tests change any of it."""

    def __init__(self, issuer: str) -> None:
        self.issuer = issuer
        self.keys = {"one": rsa.generate_private_key(public_exponent=65537, key_size=2048)}
        self.published = ["one"]
        self.algorithm, self.key_id, self.signed_with = "RS256", "one", "one"
        self.claims: dict[str, Any] = {}
        self.userinfo: dict[str, Any] = {}
        self.configuration: dict[str, Any] = {}
        self.asked: list[dict[str, list[str]]] = []
        self.codes_used: set[str] = set()

    def answers(self, path: str, form: dict[str, list[str]]) -> tuple[int, Any]:
        if path.endswith("/openid-configuration"):
            at = {
                name: f"{self.issuer}/{name}"
                for name in ("jwks_uri", "authorization_endpoint", "token_endpoint")
            }
            at |= {
                "userinfo_endpoint": f"{self.issuer}/userinfo",
                "end_session_endpoint": f"{self.issuer}/end",
            }
            return 200, {"issuer": self.issuer, **at, **self.configuration}
        if path == "/jwks_uri":
            return 200, {"keys": [self._public(name) for name in self.published]}
        if path == "/userinfo":
            return 200, self.userinfo
        if path == "/token_endpoint":
            self.asked.append(form)
            code = form["code"][0]
            if code in self.codes_used:
                return 400, {"error": "invalid_grant"}
            self.codes_used.add(code)
            return 200, {
                "access_token": "access",
                "token_type": "Bearer",
                "id_token": self.token(self.claims),
            }
        return 404, {}

    def token(self, claims: dict[str, Any]) -> str:
        key: Any = self.keys[self.signed_with]
        if self.algorithm == "none":
            key = None
        elif self.algorithm.startswith("HS"):
            key = "the client's secret, which is no key of the provider's"
        return jwt.encode(claims, key, algorithm=self.algorithm, headers={"kid": self.key_id})

    def usual(self, nonce: str, **changed: Any) -> None:
        """Make it tell the truth about `ana`, but for what is changed; None leaves a claim out."""
        now = int(time.time())
        told = {
            "iss": self.issuer,
            "aud": CLIENT,
            "sub": "ana",
            "nonce": nonce,
            "iat": now,
            "exp": now + 300,
        }
        told |= {
            "email": "ana@label.example",
            "email_verified": True,
            "name": "Ana Lima",
            "groups": [],
        }
        self.claims = {key: value for key, value in (told | changed).items() if value is not None}
        self.userinfo = {"sub": "ana"}

    def rotate(self) -> None:
        """A new key, which is the only one published from now on."""
        self.keys["two"] = rsa.generate_private_key(public_exponent=65537, key_size=2048)
        self.published, self.key_id, self.signed_with = ["two"], "two", "two"

    def _public(self, name: str) -> dict[str, Any]:
        public = self.keys[name].public_key()
        return {
            **json.loads(jwt.algorithms.RSAAlgorithm.to_jwk(public)),
            "kid": name,
            "use": "sig",
            "alg": "RS256",
        }


@contextmanager
def lying_provider() -> Iterator[Liar]:
    """A Liar on a free port of loopback."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self._answer({})

        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
            self._answer(parse_qs(body.decode()))

        def _answer(self, form: dict[str, list[str]]) -> None:
            status, body = liar.answers(self.path.partition("?")[0], form)
            sent = json.dumps(body).encode()
            self.send_response(status)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(sent)))
            self.end_headers()
            self.wfile.write(sent)

        def log_message(self, *_: Any) -> None:
            """Nothing: a test's output is its own."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    liar = Liar(f"http://127.0.0.1:{server.server_port}")
    thread = threading.Thread(target=server.serve_forever, args=(POLL,), daemon=True)
    thread.start()
    try:
        yield liar
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
