"""A PostgreSQL of the tests' own: in a folder of its own, on a free port, with a CA of its own."""

from __future__ import annotations

import datetime
import ipaddress
import os
import shutil
import socket
import subprocess
import tempfile
import uuid
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

HOW_TO_GET_IT = (
    "These tests start a PostgreSQL of their own and found none of version 15 or newer. "
    "Run: sh tools/system_packages.sh test"
)
UNPRIVILEGED = "postgres"
"""Debian's package makes this user; the server refuses to run as root."""


class Server:
    """One server for the whole run. Nothing of it outlives the folder.

    `is_durable`: what is said to be saved is on the disk, as on a real one; slower.
    """

    def __init__(self, *, is_durable: bool = bool(os.environ.get("SOAK"))) -> None:
        self._is_durable = is_durable
        self._bin = _newest_programs()
        # Not below pytest's folders: the path of a socket must be short, and they are closed to the
        # user that the server runs as.
        self.folder = Path(tempfile.mkdtemp(prefix="onboard-pg-"))
        self.port = free_port()
        self._as_user = ["runuser", "-u", UNPRIVILEGED, "--"] if os.geteuid() == 0 else []
        self.root_file = self.folder / "root.crt"
        self._made = 0

    @property
    def data(self) -> Path:
        return self.folder / "data"

    def make(self) -> None:
        _write_certificates(self.folder)
        if self._as_user:
            for path in (self.folder, *self.folder.iterdir()):
                shutil.chown(path, UNPRIVILEGED)
        self.folder.chmod(0o755)
        self._run("initdb", "-D", self.data, "-U", "owner", "-A", "trust", "-N", "-E", "UTF8")
        settings = {
            "port": self.port,
            "listen_addresses": "'127.0.0.1'",
            "unix_socket_directories": f"'{self.folder}'",
            "fsync": "on" if self._is_durable else "off",
            "max_connections": 100,
            "shared_buffers": "'32MB'",
            "ssl": "on",
            "ssl_cert_file": f"'{self.folder}/server.crt'",
            "ssl_key_file": f"'{self.folder}/server.key'",
            "password_encryption": "'scram-sha-256'",
        }
        lines = "".join(f"{name} = {value}\n" for name, value in settings.items())
        with (self.data / "postgresql.conf").open("a") as file:
            file.write(lines)
        rules = "local all all trust\nhostssl all all 127.0.0.1/32 scram-sha-256\n"
        (self.data / "pg_hba.conf").write_text(rules)
        self.start()

    def start(self) -> None:
        self._run("pg_ctl", "-D", self.data, "-l", self.folder / "log", "-w", "start")

    def stop(self, how: str = "fast") -> None:
        self._run("pg_ctl", "-D", self.data, "-m", how, "-w", "stop")

    def close(self) -> None:
        if (self.data / "postmaster.pid").exists():
            self.stop("immediate")
        shutil.rmtree(self.folder)

    def sql(self, statement: str, database: str = "postgres") -> str:
        return self._run("psql", *self._there, "-X", "-A", "-t", "-c", statement, database)

    def dump(self, database: str) -> str:
        return self._run("pg_dump", *self._there, database)

    def new_database(self, template: str = "template1") -> str:
        self._made += 1
        name = f"firm{self._made}_{uuid.uuid4().hex[:6]}"
        self.sql(f"CREATE DATABASE {name} TEMPLATE {template}")
        return name

    def address(self, database: str, user: str = "owner") -> str:
        """By the socket in the folder, without a password."""
        return f"postgresql://{user}@/{database}?host={self.folder}&port={self.port}"

    def by_network(self, database: str, user: str, password: str, more: str = "") -> str:
        return f"postgresql://{user}:{password}@127.0.0.1:{self.port}/{database}{more}"

    def cut_all(self, database: str) -> None:
        others = f"datname = '{database}' AND pid <> pg_backend_pid()"
        self.sql(f"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE {others}")  # noqa: S608

    @property
    def _there(self) -> list[str]:
        return ["-h", str(self.folder), "-p", str(self.port), "-U", "owner"]

    def _run(self, program: str, *words: object) -> str:
        # A server that was started would hold the other end of a pipe for as long as it runs.
        told = subprocess.DEVNULL if program == "pg_ctl" else subprocess.PIPE
        done = subprocess.run(
            [*self._as_user, self._bin / program, *map(str, words)],
            stdout=told,
            stderr=told,
            text=True,
            cwd=self.folder,
            timeout=120,
        )
        assert done.returncode == 0, f"{program}: {done.stderr}"
        return done.stdout or ""


def _newest_programs() -> Path:
    versions = [path for path in Path("/usr/lib/postgresql").glob("*/bin") if _number(path) >= 15]
    if not versions:
        raise AssertionError(HOW_TO_GET_IT)
    return max(versions, key=_number)


def _number(path: Path) -> int:
    name = path.parent.name
    return int(name) if name.isdigit() else 0


def free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


def _write_certificates(folder: Path) -> None:
    """A root, a certificate of it for 127.0.0.1, and a root that signed nothing."""
    root_key, root = _certificate("A test root", None, None)
    key, certificate = _certificate("127.0.0.1", root_key, root)
    _, stranger = _certificate("Another root", None, None)
    pem = serialization.Encoding.PEM
    (folder / "root.crt").write_bytes(root.public_bytes(pem))
    (folder / "stranger.crt").write_bytes(stranger.public_bytes(pem))
    (folder / "server.crt").write_bytes(certificate.public_bytes(pem))
    (folder / "server.key").write_bytes(
        key.private_bytes(pem, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    )
    (folder / "server.key").chmod(0o600)


def _certificate(
    name: str, signer_key: ec.EllipticCurvePrivateKey | None, signer: x509.Certificate | None
) -> tuple[ec.EllipticCurvePrivateKey, x509.Certificate]:
    key = ec.generate_private_key(ec.SECP256R1())
    who = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
    now = datetime.datetime.now(datetime.UTC)
    built = (
        x509.CertificateBuilder()
        .subject_name(who)
        .issuer_name(signer.subject if signer else who)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - datetime.timedelta(days=1))
        .not_valid_after(now + datetime.timedelta(days=2))
        .add_extension(x509.BasicConstraints(ca=signer is None, path_length=None), critical=True)
    )
    if signer is not None:
        named = x509.IPAddress(ipaddress.ip_address("127.0.0.1"))
        built = built.add_extension(x509.SubjectAlternativeName([named]), critical=False)
    return key, built.sign(signer_key or key, hashes.SHA256())
