"""The few settings that must be known before the database is: everything else is a policy or a setting in it."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass
from ipaddress import IPv4Network, IPv6Network, ip_network
from pathlib import Path
from urllib.parse import urlsplit

DEFAULT_DB = "sqlite://var/guizhang.db"
LOOPBACK = ("127.0.0.1", "localhost")


@dataclass(frozen=True)
class Config:
    """Where the database is, where the server listens, and under which address it is known outside.

    `db` is `sqlite://relative/or/absolute.db` or `postgres://user:password@host:port/name`. Links are built from
    `base_url` and never from a request's Host header; a Host that is not in `allowed_hosts` is refused. X-Forwarded-For counts
    only from `trusted_proxies`.
    """

    db: str = DEFAULT_DB
    host: str = "127.0.0.1"
    port: int = 8000
    base_url: str = "http://127.0.0.1:8000"
    allowed_hosts: tuple[str, ...] = LOOPBACK
    data: Path = Path("var")
    session_idle: int = 30
    session_hours: int = 12
    files: str = ""
    smtp: str = ""
    mail_from: str = ""
    trusted_proxies: tuple[IPv4Network | IPv6Network, ...] = ()

    @property
    def files_url(self) -> str:
        """Where contents of files lie: any address fsspec knows; a folder in `data` unless told otherwise."""
        return self.files or str(self.data / "files")

    @classmethod
    def from_env(cls, environ: Mapping[str, str] | None = None) -> Config:
        """Read GUIZHANG_DB, GUIZHANG_DATA, GUIZHANG_FILES, GUIZHANG_SMTP, GUIZHANG_MAIL_FROM, HOST, PORT and others."""
        env = os.environ if environ is None else environ
        port = _port(env.get("PORT", "8000"))
        base_url = env.get("BASE_URL", f"http://127.0.0.1:{port}").rstrip("/")
        return cls(
            db=env.get("GUIZHANG_DB", DEFAULT_DB),
            host=env.get("HOST", "127.0.0.1"),
            port=port,
            base_url=base_url,
            allowed_hosts=_hosts(env.get("ALLOWED_HOSTS"), base_url),
            data=Path(env.get("GUIZHANG_DATA", "var")),
            session_idle=_whole(env, "SESSION_IDLE", 30),
            session_hours=_whole(env, "SESSION_HOURS", 12),
            files=env.get("GUIZHANG_FILES", ""),
            smtp=_smtp(env.get("GUIZHANG_SMTP", "")),
            mail_from=env.get("GUIZHANG_MAIL_FROM", ""),
            trusted_proxies=_networks(env.get("TRUSTED_PROXIES", "")),
        )


def _whole(env: Mapping[str, str], name: str, default: int) -> int:
    text = env.get(name, str(default))
    if not text.isdecimal() or int(text) < 1:
        raise ValueError(f"{name} must be a whole number above zero, not {text!r}")
    return int(text)


def _port(text: str) -> int:
    if not text.isdecimal() or not 0 < int(text) < 65536:
        raise ValueError(f"PORT must be a number between 1 and 65535, not {text!r}")
    return int(text)


def _smtp(text: str) -> str:
    if text and not text.startswith(("smtp://", "smtps://")):
        raise ValueError("GUIZHANG_SMTP must be smtp://user:password@host:port or smtps://..., or empty for no mail")
    return text


def _networks(text: str) -> tuple[IPv4Network | IPv6Network, ...]:
    try:
        return tuple(ip_network(part.strip()) for part in text.split(",") if part.strip())
    except ValueError as error:
        raise ValueError(
            f"TRUSTED_PROXIES must be addresses or networks such as 10.0.0.5,10.1.0.0/16, not {text!r}"
        ) from error


def _hosts(text: str | None, base_url: str) -> tuple[str, ...]:
    if text is not None:
        return tuple(part.strip() for part in text.split(",") if part.strip())
    own = urlsplit(base_url).hostname
    return tuple(dict.fromkeys([*LOOPBACK, *([own] if own else [])]))
