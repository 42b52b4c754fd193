"""`licence`: make signing keys and signed license keys, for deployments with LICENSING=key."""

import base64
import sys
from datetime import UTC, datetime
from pathlib import Path

import click
import jwt
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey


@click.group()
def command() -> None:
    """Issue signed license keys."""


@command.command()
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
def keygen(file: Path) -> None:
    """Make a private key in FILE (0600) and print the public one for LICENSE_PUBLIC_KEY."""
    if file.exists():
        raise click.ClickException(f"{file} exists already; it is not overwritten.")
    key = Ed25519PrivateKey.generate()
    file.touch(mode=0o600)
    file.write_bytes(
        key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    )
    click.echo(_public(key))


@command.command()
@click.option("--node", required=True, help="The instance's id, as its License tab shows it.")
@click.option("--until", required=True, type=click.DateTime(["%Y-%m-%d"]), help="The last day it is valid.")
@click.option("--private-key", required=True, type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.option("--to", "customer", default="", help="Whom it is issued to.")
def issue(node: str, until: datetime, private_key: Path, customer: str) -> None:
    """Print a license key for one instance."""
    loaded = serialization.load_pem_private_key(private_key.read_bytes(), None)
    if not isinstance(loaded, Ed25519PrivateKey):
        raise click.ClickException(f"{private_key} holds no Ed25519 key; make one with `licence keygen`.")
    end = until.replace(hour=23, minute=59, second=59, tzinfo=UTC)
    if end <= datetime.now(UTC):
        raise click.ClickException("That day is over.")
    claims = {"sub": customer or node, "aud": "liaise-license", "node": node, "exp": int(end.timestamp())}
    sys.stdout.write(jwt.encode(claims, loaded, algorithm="EdDSA") + "\n")


def _public(key: Ed25519PrivateKey) -> str:
    raw = key.public_key().public_bytes(serialization.Encoding.Raw, serialization.PublicFormat.Raw)
    return base64.urlsafe_b64encode(raw).decode("ascii")
