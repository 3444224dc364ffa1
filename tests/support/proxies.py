"""Our guide's proxies before a running server, as written but for addresses and certificates."""

import os
import shutil
import socket
import ssl
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import NamedTuple

import pytest
import trustme

from documents import GUIDES, examples

GUIDE = GUIDES / "proxies.md"
PREFIX = "/usertrail"
STARTED_SECONDS = 20

NGINX = """
daemon off;
pid {folder}/nginx.pid;
error_log {folder}/error.log;
{user}
events {{ worker_connections 128; }}
http {{
    access_log off;
    client_body_temp_path {folder}/body;
    proxy_temp_path {folder}/proxy;
    fastcgi_temp_path {folder}/fastcgi;
    uwsgi_temp_path {folder}/uwsgi;
    scgi_temp_path {folder}/scgi;
{server}
}}
"""
CADDY = """
{{
    admin off
    auto_https disable_redirects
    default_bind 127.0.0.1
}}
{server}
"""


class Certificate(NamedTuple):
    """Of localhost, and the file by which a client knows who signed it."""

    chain: Path
    key: Path
    authority: Path

    def context(self) -> ssl.SSLContext:
        return ssl.create_default_context(cafile=self.authority)


def make_certificate(folder: Path) -> Certificate:
    authority = trustme.CA()
    issued = authority.issue_cert("localhost")
    paths = Certificate(folder / "chain.pem", folder / "key.pem", folder / "authority.pem")
    for blob in issued.cert_chain_pems:
        blob.write_to_path(paths.chain, append=True)
    issued.private_key_pem.write_to_path(paths.key)
    authority.cert_pem.write_to_path(paths.authority)
    return paths


def changed(text: str, changes: dict[str, str]) -> str:
    """The text with other words in the place of these, each of which it must hold."""
    for old, new in changes.items():
        assert old in text, old
        text = text.replace(old, new)
    return text


def nginx_example(address: str, port: int, certificate: Certificate) -> str:
    return changed(
        examples("nginx", GUIDE)["nginx"],
        {
            "listen 443": f"listen 127.0.0.1:{port}",
            "server_name llm.example.com": "server_name localhost",
            "/etc/ssl/llm.example.com.pem": str(certificate.chain),
            "/etc/ssl/llm.example.com.key": str(certificate.key),
            "127.0.0.1:3000": address,
        },
    )


def caddy_example(address: str, port: int, certificate: Certificate) -> str:
    tls = f"    tls {certificate.chain} {certificate.key}"
    return changed(
        examples("Caddy", GUIDE)["caddy"],
        {"llm.example.com {": f"https://localhost:{port} {{\n{tls}", "127.0.0.1:3000": address},
    )


Change = Callable[[str], str]


def as_written(server: str) -> str:
    return server


@contextmanager
def proxy(
    name: str, address: str, certificate: Certificate, change: Change = as_written
) -> Iterator[str]:
    """The URL below which nginx or Caddy serves what is at the address; skips without it."""
    folder = certificate.chain.parent
    program = shutil.which(name)
    if program is None:
        pytest.skip(f"{name} is not installed")
    port = _free_port()
    config = folder / f"{name}.conf"
    if name == "nginx":
        server = change(nginx_example(address, port, certificate))
        user = "user root;" if os.geteuid() == 0 else ""
        config.write_text(NGINX.format(folder=folder, user=user, server=server))
        command = [program, "-c", str(config), "-e", str(folder / "error.log")]
    else:
        server = change(caddy_example(address, port, certificate))
        config.write_text(CADDY.format(server=server))
        command = [program, "run", "--config", str(config), "--adapter", "caddyfile"]
    env = {**os.environ, "HOME": str(folder)}
    with (folder / f"{name}.log").open("wb") as log:
        process = subprocess.Popen(command, env=env, stdout=log, stderr=log)
    try:
        _wait_for(port, process, folder / f"{name}.log")
        yield f"https://localhost:{port}{PREFIX}"
    finally:
        process.terminate()
        process.wait(STARTED_SECONDS)


def _free_port() -> int:
    with closing(socket.create_server(("127.0.0.1", 0))) as listener:
        port: int = listener.getsockname()[1]
        return port


def _wait_for(port: int, process: subprocess.Popen[bytes], log: Path) -> None:
    end = time.monotonic() + STARTED_SECONDS
    while process.poll() is None and time.monotonic() < end:
        try:
            socket.create_connection(("127.0.0.1", port)).close()
            return
        except OSError:
            time.sleep(0.05)
    raise AssertionError(log.read_text())
