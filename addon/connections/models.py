"""What partners send, checked for shape before anything is believed. Unknown names are ignored."""

from typing import Annotated, Any, Literal, TypeVar

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, StringConstraints, ValidationError, field_validator

from addon.connections.naming import is_node_address, plain
from addon.nodes.refusals import Refusal

Id = Annotated[str, StringConstraints(min_length=1, max_length=200)]
Secret = Annotated[Id, Field(repr=False)]
WORD_MAX = 300
Word = Annotated[str, StringConstraints(max_length=WORD_MAX), AfterValidator(plain)]
Address = Annotated[str, StringConstraints(max_length=2000), AfterValidator(plain)]
Count = Annotated[int, Field(ge=0, lt=2**53)]  # what every reader of JSON can count to
MAX_MESSAGES = 50


def _node_address(text: str) -> str:
    if not is_node_address(text):
        raise ValueError("not the address of a node")
    return text


NodeAddress = Annotated[str, AfterValidator(_node_address)]


class _Shape(BaseModel):
    model_config = ConfigDict(frozen=True, extra="ignore", strict=True)


class Acceptor(_Shape):
    """Who accepts."""

    side: Id
    node_url: NodeAddress
    key: Annotated[str, StringConstraints(min_length=43, max_length=43)]
    nonce: Id
    kind: Literal["jira", "azuredevops"]
    label: Word
    url: Address
    admin: Word = ""
    reachable: bool = True
    version: Word = ""


class AcceptanceRequest(_Shape):
    """`POST /acceptances`."""

    protocol: int
    side: Id
    token: Secret
    payload_hash: Id
    acceptor: Acceptor


class InitiatorFacts(_Shape):
    """What the initiator tells of itself when it was accepted."""

    url: Address = ""
    label: Word = ""
    admin: Word = ""
    kind: Word = ""
    console_url: Address = ""


class AcceptanceAnswer(_Shape):
    """The initiator's definite answer."""

    state: Literal["active", "to_confirm"]
    transport: Literal["push", "polled"]
    initiator: InitiatorFacts = InitiatorFacts()


class CallbackAnswer(_Shape):
    """`GET /acceptances/{nonce}`."""

    nonce: Id
    side: Id
    initiator: Id
    key: Id


class Decliner(_Shape):
    """Who declines: an invitation that names its destination is declined by nobody else."""

    node_url: NodeAddress
    nonce: Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9_-]{16,100}$")]


class Decline(_Shape):
    """`POST /declines`."""

    protocol: int
    side: Id
    token: Secret
    payload_hash: Id
    decliner: Decliner | None = None


class DeclineAnswer(_Shape):
    """`GET /declines/{nonce}`."""

    nonce: Id
    side: Id


class Message(_Shape):
    """One message between sides."""

    id: Id
    kind: Annotated[str, StringConstraints(pattern=r"^[a-z_]{1,40}$")]
    entity: Annotated[str, StringConstraints(max_length=200)] = ""
    epoch: Count = 0
    seq: Count = 0
    at: Count = 0
    body: dict[str, Any] = Field(default_factory=dict)

    @field_validator("body")
    @classmethod
    def _replica_is_an_object(cls, body: dict[str, Any]) -> dict[str, Any]:
        if not isinstance(body.get("replica"), dict | None):
            raise ValueError("a replica is an object")
        return body


class Envelope(_Shape):
    """`POST /messages` and the answer of `GET /outbox`."""

    messages: Annotated[list[Message], Field(max_length=MAX_MESSAGES)]


class PreviewRequest(_Shape):
    """`POST /previews`: the sender's entity, the replica that would leave, and what its message would tell besides."""

    entity: Id
    replica: dict[str, Any] = Field(default_factory=dict)
    message: dict[str, Any] = Field(default_factory=dict)


class CheckedPair(_Shape):
    """The sender's entity, and the replica that would leave for it now; None where nothing would."""

    entity: Id
    replica: dict[str, Any] | None = None


class CheckRequest(_Shape):
    """`POST /checks`: pairs that the receiver is to compare with its own entities."""

    pairs: Annotated[list[CheckedPair], Field(min_length=1, max_length=100)]


class Acknowledgement(_Shape):
    """`POST /outbox/ack`."""

    ids: Annotated[list[Id], Field(max_length=500)]


Shape = TypeVar("Shape", bound=_Shape)


def read(shape: type[Shape], raw: bytes) -> Shape:
    """The body in its shape; raises `Refusal` bad_body (400)."""
    try:
        return shape.model_validate_json(raw)
    except (ValidationError, RecursionError) as problem:
        raise Refusal("bad_body", f"The body is not a {shape.__name__} of protocol 1.") from problem
