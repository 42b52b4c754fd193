"""What holds a secret does not show it where it is printed: in a log line, a message of an error, a debugger."""

import dataclasses
import importlib
import pkgutil
import re
from collections.abc import Iterator
from typing import Any

from pydantic import BaseModel

import addon
from addon.connections import codes, keys
from addon.connections.invitations import Invitation
from addon.connections.models import AcceptanceRequest, Acceptor, Decline
from addon.connections.peers import PeerRequest, Side
from addon.nodes.organizations import Session
from addon.platforms.access import JiraAccess, OwnApplication, PersonalAccessToken, ServicePrincipal
from addon.platforms.jira.auth import Installation
from addon.storage.signers import Signer

NAMED = re.compile(
    r"(token|secrets?|password|authorization|headers|certificates|private_key|shared_secret|credential|jwt|^code)$"
)
NO_SECRETS = {
    "addon.platforms.access.AzureDevOpsAccess.credential": "a value of its own, which hides what it holds",
    "addon.platforms.answers.Words.code": "a tracker's number of an error",
    "addon.connections.peers.PeerAnswer.headers": "a signature of what everybody may read",
    "addon.transport.exchange.Answer.headers": "what a tracker answered; cookies are not kept",
    "addon.storage.inbox.Delivery.headers": "two names that are not secret, see web.jira_hooks",
    "addon.nodes.services.Services.random_token": "makes them",
    "addon.storage.keys.Sealed.token": "encrypted",
    "addon.storage.secrets._Stored.token": "encrypted",
    "addon.web.guards.Declaration.token": "the kind of a token",
}
"""Fields that are only named so, with the reason."""


def shapes() -> Iterator[type]:
    for found in pkgutil.walk_packages(addon.__path__, "addon."):
        if found.name.startswith(("addon.simulators", "addon.scripting")) or found.name.endswith("__main__"):
            continue
        for one in vars(importlib.import_module(found.name)).values():
            if isinstance(one, type) and one.__module__ == found.name:
                yield one


def shown(one: type) -> Iterator[str]:
    """The fields that its representation shows."""
    if dataclasses.is_dataclass(one):
        yield from (field.name for field in dataclasses.fields(one) if field.repr and field.type is not bool)
    elif issubclass(one, BaseModel):
        yield from (name for name, field in one.model_fields.items() if field.repr and "Secret" not in str(field))


def test_no_field_that_is_named_like_a_secret_is_shown() -> None:
    found = {f"{one.__module__}.{one.__name__}.{name}" for one in shapes() for name in shown(one) if NAMED.search(name)}
    assert found == set(NO_SECRETS)


SECRET = "marker-" + "x7" * 20
KEY = keys.public_key_of(keys.new_private_key())


def holding() -> Iterator[Any]:
    """One of each value that travels with a secret."""
    payload = codes.Payload(1, "u", "s", "jira", "l", "basic", "a", "b", "n", "", 1, SECRET, KEY)
    yield payload
    yield Invitation(1, SECRET, 1, "", "")
    yield Side("s", SECRET, "p", KEY)
    yield PeerRequest("slug", "GET", "/", "", {"Authorization": SECRET}, SECRET.encode())
    yield Session(SECRET, 1, True)
    yield JiraAccess("u", "c", "a", SECRET)
    yield PersonalAccessToken(SECRET)
    yield ServicePrincipal("t", "c", SECRET, SECRET)
    yield OwnApplication("c", SECRET, SECRET)
    yield Installation("c", "u", SECRET, "u", "installed", "", None)
    yield Signer(1, (SECRET,))
    acceptor = Acceptor(side="s", node_url="https://n.example", key=KEY, nonce="n", kind="jira", label="l", url="u")
    yield AcceptanceRequest(protocol=1, side="s", token=SECRET, payload_hash="h", acceptor=acceptor)
    yield Decline(protocol=1, side="s", token=SECRET, payload_hash="h")


def test_a_value_that_holds_a_secret_does_not_say_it() -> None:
    told = [type(one).__name__ for one in holding() if SECRET in repr(one) or SECRET in str(one) or SECRET in f"{one}"]
    assert told == []
