"""A time-stamp server on this machine, with an authority of its own behind it (certomancer)."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

from asn1crypto import pem, tsp
from certomancer.registry import CertLabel, CertomancerConfig, ServiceLabel
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

from onboard.firm import TimeStampServer

NAME = "Time for Tests"
Answer = Callable[[bytes], bytes]


@dataclass
class Authority:
    """A root and its time-stamp service, made anew for each run."""

    arch: Any
    root: bytes
    """Its certificate, PEM."""

    def answer(self, request: bytes, at: datetime | None = None) -> bytes:
        service = self.arch.service_registry.summon_timestamper(ServiceLabel("time"), at)
        asked = tsp.TimeStampReq.load(request)
        answer: bytes = service.request_tsa_response(asked).dump()
        return answer

    def list_of_called_back(self) -> bytes:
        services = self.arch.service_registry
        return bytes(services.get_crl(ServiceLabel("root"), datetime.now(UTC)).dump())


def an_authority(folder: Path, place: str, name: str = NAME) -> Authority:
    """`place`: the address under which its list will be found."""
    for key in ("root", "time"):
        private = ec.generate_private_key(ec.SECP256R1())
        told = private.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
        (folder / f"{key}.pem").write_bytes(told)
    life = {"valid-from": "2020-01-01T00:00:00+0000", "valid-to": "2046-01-01T00:00:00+0000"}
    config = {
        "external-url-prefix": place,
        "keysets": {
            "keys": {
                "path-prefix": str(folder),
                "keys": {key: {"path": f"{key}.pem"} for key in ("root", "time")},
            }
        },
        "pki-architectures": {
            "tests": {
                "keyset": "keys",
                "entity-defaults": {"country-name": "ZZ"},
                "entities": {
                    "root": {"common-name": f"Root of {name}"},
                    "time": {"common-name": name},
                },
                "certs": {
                    "root": {
                        "subject": "root",
                        "issuer": "root",
                        "validity": life,
                        "profiles": [{"id": "simple-ca", "params": {"crl-repo": "root"}}],
                    },
                    "time": {
                        "subject": "time",
                        "issuer": "root",
                        "validity": life,
                        "extensions": [
                            {
                                "id": "key_usage",
                                "critical": True,
                                "smart-value": {
                                    "schema": "key-usage",
                                    "params": ["digital_signature"],
                                },
                            },
                            {
                                "id": "extended_key_usage",
                                "critical": True,
                                "value": ["time_stamping"],
                            },
                        ],
                    },
                },
                "services": {
                    "crl-repo": {
                        "root": {
                            "for-issuer": "root",
                            "signing-key": "root",
                            "simulated-update-schedule": "P30D",
                        }
                    },
                    "time-stamping": {"time": {"signing-key": "time", "signing-cert": "time"}},
                },
            }
        },
    }
    loaded = CertomancerConfig(config, key_search_dir=str(folder), config_search_dir=str(folder))
    arch = next(iter(loaded.pki_archs.values()))
    root = pem.armor("CERTIFICATE", arch.get_cert(CertLabel("root")).dump())
    return Authority(arch, root)


@dataclass
class Served:
    """What a server was asked, and where it is."""

    url: str
    asked: list[bytes] = field(default_factory=list)
    fetched: list[str] = field(default_factory=list)
    authority: Authority | None = None
    answer: Answer | None = None
    """Instead of the authority's, for servers that misbehave."""
    raw: Callable[[BaseHTTPRequestHandler], None] | None = None
    """Instead of any decent answer."""

    @property
    def server(self) -> TimeStampServer:
        return TimeStampServer(f"{self.url}/tsa")

    @property
    def trusted(self) -> TimeStampServer:
        assert self.authority is not None
        return TimeStampServer(f"{self.url}/tsa", self.authority.root)


@contextmanager
def serving(folder: Path, name: str = NAME) -> Iterator[Served]:
    """A server on a free port of this machine, while the block runs."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            assert served.authority is not None
            served.fetched.append(self.path)
            self._send(served.authority.list_of_called_back())

        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            served.asked.append(body)
            if served.raw is not None:
                served.raw(self)
                return
            assert served.authority is not None
            self._send((served.answer or served.authority.answer)(body))

        def _send(self, data: bytes) -> None:
            self.send_response(200)
            self.send_header("Content-Length", str(len(data)))
            self.end_headers()
            self.wfile.write(data)

        def log_message(self, *_: object) -> None:
            """Nothing on the terminal."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as http:
        served = Served(f"http://127.0.0.1:{http.server_address[1]}")
        served.authority = an_authority(folder, served.url, name)
        thread = threading.Thread(target=http.serve_forever, args=(0.01,), daemon=True)
        thread.start()
        try:
            yield served
        finally:
            http.shutdown()
            thread.join()
