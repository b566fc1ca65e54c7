"""What the server is told: by environment variables with the prefix ENTENTE_, or by the command line."""

from __future__ import annotations

import ipaddress
from pathlib import Path

from pydantic import Field
from pydantic_settings import BaseSettings, SettingsConfigDict

LOCAL_NAMES = ("localhost", "127.0.0.1", "::1")


class Settings(BaseSettings):
    """Where the store is, where to serve, and how much one request may ask for."""

    model_config = SettingsConfigDict(env_prefix="ENTENTE_", frozen=True, extra="ignore")

    store: str = Field(default="entente.sqlite", description="store URL or path of an SQLite file")
    host: str = "127.0.0.1"
    port: int = Field(default=8000, ge=0, le=65535)
    public: bool = Field(default=False, description="reachable by others: no introspection, no suggestions")
    hosts: tuple[str, ...] = Field(
        default=(), description="host names under which it answers; none: local ones, or any if public"
    )
    rules: Path | None = Field(default=None, description="folder with the newsroom's own conflict rules")
    background: Path | None = Field(default=None, description="file with the newsroom's own background facts")

    body_bytes: int = Field(default=256 * 1024, ge=1024, description="largest body of a request")
    tokens: int = Field(default=1000, ge=1, description="most words and signs of a query")
    depth: int = Field(default=8, ge=1, description="deepest nesting of fields, the first level counted as 0")
    aliases: int = Field(default=15, ge=0, description="most aliases in a query")
    selections: int = Field(default=400, ge=1, description="most fields of a query, fragments written out")
    repeats: int = Field(default=30, ge=1, description="how often a field of one name may stand in a query")
    directives: int = Field(default=20, ge=0, description="most directives in a query")
    objects: int = Field(default=25_000, ge=1, description="most objects that a query may come to, by its page sizes")
    calls: int = Field(default=30, ge=1, description="most calls of the store; a search for paths counts 5")
    seconds: float = Field(default=2.0, gt=0, description="how long a search for paths or conflicts may take")

    @property
    def answers_to(self) -> frozenset[str] | None:
        """Host names that a request may carry; None for any."""
        if self.hosts:
            return frozenset(self.hosts)
        return None if self.public else frozenset((*LOCAL_NAMES, self.host))


def is_loopback(host: str) -> bool:
    """Whether only this machine reaches that address. A name other than localhost is taken as reachable by others."""
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False
