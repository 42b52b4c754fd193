"""Look-ups that only the caller can answer: who is meant, which picture, where it lies over there."""

from typing import Literal, Protocol

from addon.richtext.tree import Node

Flavour = Literal["jira", "azuredevops"]


class References(Protocol):
    """What the codecs ask of the world. Every answer may be None: then the text stays and says what it was.

    Answers must not change while a document is being converted.
    """

    def mention(self, mention: Node, product: Flavour) -> Node | None:
        """The same person as a `mention` of that product (`id`, `text`, `home`), for writing."""

    def media(self, media: Node, product: Flavour) -> Node | None:
        """The same file as that product holds it, for writing: for Jira `id` and `collection`
        (type `file`) or `url` (type `external`), for Azure DevOps `url`."""

    def media_at(self, media: Node) -> Node | None:
        """The same `media` with `hash`, `name` and `size` filled in, for reading: asked once for each
        picture found, by its `url` or its Jira `id`."""

    def card(self, url: str, product: Flavour) -> str | None:
        """The address of that product's twin of the linked entity, for writing a link or a card."""

    def opaque(self, digest: str) -> str | None:
        """The kept original (its raw JSON) of the placeholder with this digest, for reading."""


class NoReferences:
    """Nothing is known: names stay names, pictures stay placeholders or external."""

    def mention(self, mention: Node, product: Flavour) -> Node | None:
        return None

    def media(self, media: Node, product: Flavour) -> Node | None:
        return None

    def media_at(self, media: Node) -> Node | None:
        return None

    def card(self, url: str, product: Flavour) -> str | None:
        return None

    def opaque(self, digest: str) -> str | None:
        return None


NO_REFERENCES = NoReferences()
