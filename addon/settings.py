"""The environment, read once, checked, and frozen.

Only `cli`, `commands`, `app` and `worker` import this module; everything below gets plain values. Each setting is
described in `docs/settings.md`; a test compares the two.
"""

import base64
import ipaddress
import re
from pathlib import Path
from typing import Annotated, Literal
from urllib.parse import urlsplit

from cryptography.fernet import Fernet
from pydantic import Field, SecretStr, ValidationError, field_validator, model_validator
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

from addon.platforms import pem
from addon.platforms.jira.auth import SITE_SUFFIXES
from addon.platforms.tokens import is_secret
from addon.public_address import not_public, written_wrong

Words = Annotated[tuple[str, ...], NoDecode]
SecretWords = Annotated[tuple[SecretStr, ...], NoDecode]
_STORES = ("sqlite:///", "postgres://", "postgresql://")
_ENDING = re.compile(r"[a-z0-9.-]+")
_SOURCE = re.compile(r"https?://[A-Za-z0-9*._:\[\]-]+")


class SettingsRefused(Exception):
    """The environment cannot work as it is; the text says which setting and why."""


class Settings(BaseSettings):
    """Every setting of a deployment, typed, with its default."""

    model_config = SettingsConfigDict(frozen=True, extra="ignore", env_ignore_empty=True)

    base_url: str = "http://127.0.0.1:8080"
    port: int = Field(default=8080, ge=0, le=65535)
    database_url: str = ""
    data_dir: Path | None = None
    secret_keys: SecretWords = ()
    operator_token: SecretStr | None = None
    dev_loopback: bool = False
    node_reachable: bool = True
    engine_workers: int = Field(default=8, ge=1, le=256)
    database_pool: int = Field(default=8, ge=2, le=200)
    web_procs: int = Field(default=1, ge=1, le=256)
    web_threads: int = Field(default=16, ge=1, le=1000)
    worker_port: int = Field(default=0, ge=0, le=65535)
    log_level: Literal["debug", "info", "warning", "error"] = "info"
    log_format: Literal["json", "text"] = "json"
    require_script_wall: bool | None = None

    licensing: Literal["evaluation", "marketplace", "key", "open"] = "evaluation"
    evaluation_days: int = Field(default=30, ge=0, le=3650)
    license_public_key: str = ""
    invitation_days: int = Field(default=7, ge=1, le=90)
    retention_days: int = Field(default=30, ge=0, le=3650)

    coalesce_ms: int = Field(default=2000, ge=0, le=10_000)
    poll_interval_s: int = Field(default=60, ge=5, le=3600)
    private_poll_s: int = Field(default=20, ge=1, le=600)
    match_retry_s: int = Field(default=60, ge=0, le=600)
    lookup_grace_s: int = Field(default=45, ge=0, le=600)

    jira_app_key: str = "liaise"
    jira_admin_scopes: bool = False
    jira_key_server: str = "https://connect-install-keys.atlassian.com"
    jira_script_url: str = "https://connect-cdn.atl-paas.net/all.js"
    jira_hosts: Words = SITE_SUFFIXES
    jira_buy_url: str = ""

    ado_publisher: str = "liaise"
    ado_extension: str = "liaise"
    ado_certificates: SecretWords = ()
    ado_app_audience: str = ""
    ado_app_issuer: str = "app.vstoken.visualstudio.com"
    ado_base_url: str = "https://dev.azure.com"
    ado_graph_url: str = "https://vssps.dev.azure.com"
    ado_frame_ancestors: Words = ("https://dev.azure.com", "https://*.visualstudio.com")
    ado_buy_url: str = ""
    entra_authority: str = "https://login.microsoftonline.com"
    entra_app_id: str = ""
    entra_app_secret: SecretStr = SecretStr("")
    entra_app_certificate: SecretStr = SecretStr("")

    @field_validator("secret_keys", "ado_certificates", "jira_hosts", "ado_frame_ancestors", mode="before")
    @classmethod
    def _split(cls, given: object) -> object:
        if not isinstance(given, str):
            return given
        return tuple(part.strip() for part in re.split(r"[,\n]", given) if part.strip())

    @field_validator("base_url")
    @classmethod
    def _own_address(cls, given: str) -> str:
        if words := written_wrong(given):
            raise ValueError(words)
        return given.rstrip("/")

    @field_validator("database_url")
    @classmethod
    def _store(cls, given: str) -> str:
        if given and not given.startswith(_STORES):
            raise ValueError("give sqlite:///path, postgres://… or postgresql://…")
        if given.startswith("sqlite:///") and not Path(given.removeprefix("sqlite:///")).name:
            raise ValueError("name the file after sqlite:///, such as sqlite:////data/liaise.sqlite3")
        return given

    @field_validator("secret_keys")
    @classmethod
    def _keys(cls, given: tuple[SecretStr, ...]) -> tuple[SecretStr, ...]:
        try:
            for one in given:
                Fernet(one.get_secret_value())
        except ValueError:
            raise ValueError("a key is 32 bytes in base64url; `python -m addon keys new` prints one") from None
        return given

    @field_validator("ado_certificates")
    @classmethod
    def _certificates(cls, given: tuple[SecretStr, ...]) -> tuple[SecretStr, ...]:
        if not all(is_secret(one.get_secret_value()) for one in given):
            raise ValueError(
                "give what the Marketplace's publisher page shows under Certificate of the extension, one line, not a "
                "PEM file: Azure DevOps signs with this text, and everybody knows the lines of a PEM file"
            )
        return given

    @field_validator("license_public_key")
    @classmethod
    def _public_key(cls, given: str) -> str:
        try:
            size = len(base64.urlsafe_b64decode(f"{given}==")) if given else 32
        except ValueError:
            size = 0
        if size != 32:
            raise ValueError(
                "an Ed25519 public key is 32 bytes in base64url; `python -m addon licence keygen` prints it"
            )
        return given

    @field_validator("jira_app_key")
    @classmethod
    def _app_key(cls, given: str) -> str:
        if not re.fullmatch(r"[A-Za-z0-9][A-Za-z0-9._-]{0,79}", given):
            raise ValueError("letters, digits, dots, hyphens and underscores only: it stands in addresses")
        return given

    @field_validator("ado_publisher", "ado_extension")
    @classmethod
    def _name(cls, given: str) -> str:
        if not re.fullmatch(r"[A-Za-z0-9][A-Za-z0-9_-]{0,79}", given):
            raise ValueError("letters, digits, hyphens and underscores only: the Marketplace takes no others")
        return given

    @field_validator("jira_hosts")
    @classmethod
    def _hosts(cls, given: tuple[str, ...]) -> tuple[str, ...]:
        if not given:
            raise ValueError("name at least one ending, or leave it out: without one no site could be installed")
        return tuple(one.lower() for one in given)

    @field_validator("ado_frame_ancestors")
    @classmethod
    def _frames(cls, given: tuple[str, ...]) -> tuple[str, ...]:
        if not given or not all(_SOURCE.fullmatch(one) for one in given):
            raise ValueError("give addresses such as https://dev.azure.com without a path, separated by commas")
        return given

    @field_validator("jira_key_server", "jira_script_url", "ado_base_url", "ado_graph_url", "entra_authority")
    @classmethod
    def _address(cls, given: str) -> str:
        parts = urlsplit(given)
        if parts.scheme not in ("http", "https") or not parts.hostname or parts.query or parts.fragment:
            raise ValueError("give a whole address such as https://liaise.example")
        return given.rstrip("/")

    @field_validator("jira_buy_url", "ado_buy_url")
    @classmethod
    def _sold_at(cls, given: str) -> str:
        if given and not is_page(given):
            raise ValueError(
                "give the https address of the page that sells licenses, such as https://marketplace.atlassian.com/…"
            )
        return given

    @model_validator(mode="after")
    def _entra_app_is_whole(self) -> "Settings":
        secret, certificate = self.entra_app_secret.get_secret_value(), self.entra_app_certificate.get_secret_value()
        if self.entra_app_id and not secret and not certificate:
            raise ValueError("ENTRA_APP_ID needs ENTRA_APP_CERTIFICATE or ENTRA_APP_SECRET")
        if (secret or certificate) and not self.entra_app_id:
            raise ValueError("ENTRA_APP_SECRET and ENTRA_APP_CERTIFICATE need ENTRA_APP_ID")
        if certificate and not all(pem.halves(certificate)):
            raise ValueError("ENTRA_APP_CERTIFICATE is the private key and the certificate, both as PEM text")
        return self

    @model_validator(mode="after")
    def _fits_together(self) -> "Settings":
        if self.web_procs > 1 and not self.is_postgresql:
            raise ValueError("WEB_PROCS above 1 needs PostgreSQL: on SQLite all but one would answer 503")
        keys_on_disk = self.dev_loopback and self.data_dir is not None
        if self.is_postgresql and not self.secret_keys and not keys_on_disk:
            raise ValueError(
                "PostgreSQL needs SECRET_KEYS: several machines share them. `python -m addon keys new` prints one"
            )
        if self.dev_loopback:
            for name in (
                "base_url",
                "jira_key_server",
                "jira_script_url",
                "ado_base_url",
                "ado_graph_url",
                "entra_authority",
            ):
                value = getattr(self, name)
                overridden = value != type(self).model_fields[name].default
                if not is_loopback(value) and (name == "base_url" or overridden):
                    raise ValueError(f"DEV_LOOPBACK=1 is for loopback only, and {name.upper()} is {value}")
            return self
        if not is_loopback(self.base_url):
            if not self.base_url.startswith("https://"):
                raise ValueError("BASE_URL has to be https: both products refuse to frame anything else")
            if self.node_reachable and (words := not_public(self.base_url)):
                raise ValueError(f"BASE_URL: {words}. NODE_REACHABLE=no is for a node that nobody can reach")
            if not self.database_url and self.data_dir is None:
                raise ValueError(
                    "set DATABASE_URL (PostgreSQL), or DATA_DIR to a folder on a disk that outlives a restart"
                )
            if not self.is_postgresql and self.data_dir is None and not self.secret_keys:
                raise ValueError(
                    "set DATA_DIR to a folder on a disk that outlives a restart, or SECRET_KEYS: else the keys that "
                    "encrypt secrets are kept where a restart may lose them"
                )
        for name in ("jira_key_server", "jira_script_url", "ado_base_url", "ado_graph_url", "entra_authority"):
            if not str(getattr(self, name)).startswith("https://"):
                raise ValueError(f"{name.upper()} has to be https; http is for DEV_LOOPBACK=1")
        if not all(one.endswith(SITE_SUFFIXES) and _ENDING.fullmatch(one) for one in self.jira_hosts):
            raise ValueError(
                f"JIRA_HOSTS takes {', '.join(SITE_SUFFIXES)} and hosts below them, such as acme.atlassian.net: Jira "
                "Cloud's sites have no other addresses"
            )
        if self.licensing == "key" and not self.license_public_key:
            raise ValueError("LICENSING=key needs LICENSE_PUBLIC_KEY, the key that signed licenses are checked with")
        return self

    @property
    def is_postgresql(self) -> bool:
        """Whether the ledger lives in PostgreSQL."""
        return self.database_url.startswith(("postgres://", "postgresql://"))

    @property
    def folder(self) -> Path:
        """Where files of this deployment live (SQLite database, generated keys, spool)."""
        return self.data_dir or Path("data")

    @property
    def ledger_url(self) -> str:
        """The database's address, with the default filled in."""
        return self.database_url or f"sqlite:///{self.folder / 'liaise.sqlite3'}"

    @property
    def script_wall_required(self) -> bool:
        """Whether scripts are refused when the kernel cannot lock them in."""
        if self.require_script_wall is not None:
            return self.require_script_wall
        return not is_loopback(self.base_url)


def is_page(url: str) -> bool:
    """Whether a browser can open this as a page that nobody between changes."""
    try:
        parts = urlsplit(url)
        named = parts.hostname and not parts.username and (parts.port or 443)
    except ValueError:
        return False
    return bool(named) and parts.scheme == "https" and not re.search(r"\s", url)


def is_loopback(url: str) -> bool:
    """Whether an address can only ever reach this machine."""
    host = urlsplit(url).hostname or ""
    if host == "localhost" or host.endswith(".localhost"):
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def read_settings() -> Settings:
    """Read the environment; raises `SettingsRefused` with one line for each thing that is wrong."""
    try:
        return Settings()
    except ValidationError as problems:
        lines = []
        for problem in problems.errors(include_url=False, include_input=False):
            name = ".".join(str(part) for part in problem["loc"]).upper()
            words = problem["msg"].removeprefix("Value error, ")
            lines.append(f"{name}: {words}" if name else words)
        raise SettingsRefused("\n".join(lines)) from None
