"""What rich text refers to, as it is called here: the partner's files, and the people it mentions.

A picture that is one of the partner's attached files becomes a picture of its twin here. A file that is only about to
be attached has no name yet: its picture is promised (`promised`) and filled in by `pictures` once the file is here.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any
from urllib.parse import quote

from addon.platforms.base import Platform
from addon.platforms.errors import PlatformError
from addon.replica.entity import Entity
from addon.replica.values import Person, RichText
from addon.richtext.references import Flavour, NoReferences
from addon.richtext.tree import Document, Node, inline, walk
from addon.rules.ruleset import AttachmentEdit, Replica
from addon.storage import twins
from addon.sync import people
from addon.sync.conflicts import document
from addon.sync.gather import Gathered
from addon.sync.incoming import Request
from addon.sync.work import Work

MOST_MENTIONED = 50
MOST_FILES_ASKED = 30


class PairReferences(NoReferences):
    """The look-up for one request. Links stay the author's own; they are not turned into those of twins."""

    def __init__(self, work: Work, request: Request, coming: Sequence[AttachmentEdit]) -> None:
        """`coming` are the files that this very request attaches."""
        self._work, self._request = work, request
        there = request.replica.get("attachments")
        self._there = [one for one in there if isinstance(one, dict)] if isinstance(there, list) else []
        self._here = {one.remote_id: one.local_id for one in request.pair.traces if one.kind == "attachment"}
        self._coming = {one.remote_id for one in coming if not one.removed}
        self._own: frozenset[str] | None = None
        self._table: dict[str, str] | None = None
        self._mentions: dict[str, Node | None] = {}
        self._promising = False
        self._alike = work.node.kind == work.agreed.partner_kind
        self._mentioned: frozenset[str] | None = None
        self.waiting = False
        """Whether a picture was asked for whose file is not here yet."""

    def promised(self) -> "PairReferences":
        """The same, with pictures of files that are not here yet promised instead of left out."""
        self._promising = True
        return self

    def media(self, media: Node, product: Flavour) -> Node | None:
        if self._is_own(media, product):
            return None
        file = self._file(media)
        name = str(file.get("filename") or "") if file is not None else ""
        place = self._place(file, name) if file is not None else None
        if place is not None:
            known = media.with_attributes(alt=media.string("alt") or name or None)
            if product == "jira":
                return known.with_attributes(type="file", id=place, collection="", url=None)
            return known.with_attributes(type=None, id=None, collection=None, url=place)
        if file is not None and str(file.get("id")) in self._coming:
            self.waiting = True
            return media.with_attributes(type=None, id=None, collection=None, url=None)
        if product == "jira" and media.string("id"):  # Jira refuses a text with a file that it does not have
            return media.with_attributes(type=None, id=None, collection=None)
        return None

    def told_apart(self, text: Document) -> Document:
        """The text with the partner's mentions no longer named this product's, where both sides are of one product:
        ids of another tenant name nobody here, or somebody else."""
        return Document(tuple(self._without_home(one) for one in text.blocks)) if self._alike else text

    def _without_home(self, node: Node) -> Node:
        if node.kind == "mention":
            if self._mentioned is None:
                self._mentioned = frozenset(_own_ids(self._request.local, "mention"))
            return node if node.string("id") in self._mentioned else node.with_attributes(home=None)
        if not node.content:
            return node
        return node._replace(content=tuple(self._without_home(one) for one in node.content))

    def mention(self, mention: Node, product: Flavour) -> Node | None:
        if mention.get("home") == product:
            return mention
        known = mention.string("id")
        if known not in self._mentions:
            self._mentions[known] = self._person(mention, product)
        return self._mentions[known]

    def _is_own(self, media: Node, product: Flavour) -> bool:
        """Whether the picture is this tracker's already: a block that keeps the form it has here."""
        if product != "jira":
            return self._work.tracker.owns(media.string("url"))
        if self._own is None:
            self._own = frozenset(_own_ids(self._request.local, "media", "mediaInline"))
        return media.string("id") in self._own

    def _file(self, media: Node) -> Mapping[str, Any] | None:
        """The partner's attached file that a picture shows: by its address, else by a name that is only one's."""
        url = media.string("url").partition("?")[0].lower() + "/"
        for one in self._there:
            identity = str(one.get("id") or "").lower()
            if identity and (f"/attachments/{identity}/" in url or f"/attachment/content/{identity}/" in url):
                return one
        told = self._request.body.get("media")
        known = told.get(media.string("id")) if isinstance(told, dict) and media.string("id") else None
        if known is not None:
            return next((one for one in self._there if str(one.get("id")) == str(known)), None)
        names = {media.string("alt"), media.string("name")} - {""}
        found = [one for one in self._there if one.get("filename") in names] if media.string("id") else []
        return found[0] if len(found) == 1 else None

    def _place(self, file: Mapping[str, Any], name: str) -> str | None:
        """How this tracker's rich text names the file; None while it is not here."""
        remote_id = str(file.get("id") or "")
        local_id = str(file.get("remoteId") or "") or self._here.get(remote_id, "")
        if local_id:
            return self._work.tracker.picture(local_id, name)
        return promise(remote_id) if self._promising and remote_id in self._coming else None

    def _person(self, mention: Node, product: Flavour) -> Node | None:
        said = self._request.body.get("mentions")
        facts = said.get(mention.string("id")) if isinstance(said, dict) else None
        facts = facts if isinstance(facts, dict) else {}
        name = str(facts.get("displayName") or "") or mention.string("text").lstrip("@")
        mail = facts.get("email")
        if self._table is None:
            self._table = people.table_of(self._work)
        person = Person("", name, mail if isinstance(mail, str) else None)
        # Nobody told of it: the rules here wrote it, or it was told with a text before.
        account = mention.string("id") if self._alike and (not facts or people.share_accounts(self._work)) else ""
        found = people.here(self._work.tracker, person, self._table, account)
        if found is None:
            return None
        return inline("mention", id=found.id, text=f"@{found.display_name or name}", home=product)


def promise(remote_id: str) -> str:
    """What stands for the picture of a file that is about to be attached."""
    return f"https://picture.liaise.invalid/{quote(remote_id, safe='')}/"


def mentioned(work: Work, found: Gathered, replica: Replica) -> dict[str, dict[str, str | None]]:
    """Name and visible mail of the people that new texts of a replica mention, by their id here.

    Texts that the last replica had already name nobody again. Costs a call for each person not met before.
    """
    before = _sent_before(work, found)
    ids = {one for text in _texts(replica) if text not in before for one in _mentions(text, work.node.kind)}
    known = {one.id: one for one in _people(found.entity)}
    told: dict[str, dict[str, str | None]] = {}
    for identity in sorted(ids)[:MOST_MENTIONED]:
        person = known.get(identity) or _asked(work.tracker, identity)
        if person is not None:
            told[identity] = {"displayName": person.display_name, "email": person.email}
    return told


def pictured(work: Work, found: Gathered, replica: Replica) -> dict[str, str]:
    """Which file a picture in new texts of a replica is, by media id, where its name alone does not say so.

    Jira's pictures name a media file, its list of files none: it is asked file by file, each once, and only for
    pictures whose alternative text is missing or names several files. Files of the partner count as well: editors call
    every pasted picture alike.
    """
    listed = replica.get("attachments")
    if work.node.kind != "jira" or not isinstance(listed, list):
        return {}
    files = [one for one in listed if isinstance(one, dict) and one.get("id")]
    files.sort(key=lambda one: bool(one.get("remoteId")))
    before = _sent_before(work, found)
    told: dict[str, str] = {}
    asked = 0
    for media_id, alt in sorted({one for text in _texts(replica) if text not in before for one in _pictures(text)}):
        same = [one for one in files if alt and one.get("filename") == alt]
        if len(same) == 1:
            continue
        for one in same or files:
            if asked >= MOST_FILES_ASKED or media_id in told:
                break
            asked += 1
            media = _media_of(work.tracker, one)
            if media is not None:
                told[media] = str(one["id"])
    return told


def _pictures(text: Any) -> Iterator[tuple[str, str]]:
    """Media id and alternative text of each picture in a travelling document."""
    for facts in _facts(text, ("media", "mediaInline")):
        if facts.get("id"):
            yield str(facts["id"]), str(facts.get("alt") or "")


def _sent_before(work: Work, found: Gathered) -> list[Any]:
    """The texts of the replica that was sent last."""
    twin = found.pair.twin
    sent = work.services.ledger.read(lambda tx: twins.replica(tx, work.node.id, twin.id, "sent")) if twin else None
    return list(_texts((sent or {}).get("replica")))


def _asked(tracker: Platform, identity: str) -> Person | None:
    try:
        return tracker.directory.person(identity)
    except PlatformError as problem:
        if problem.permanent and not problem.whole_credential:
            return None  # a mention of somebody who cannot be seen stays a name
        raise


def _media_of(tracker: Platform, file: Mapping[str, Any]) -> str | None:
    try:
        return tracker.picture(str(file["id"]), str(file.get("filename") or ""))
    except PlatformError as problem:
        if problem.permanent and not problem.whole_credential:
            return None  # a picture of a file that cannot be seen stays a name
        raise


def _people(entity: Entity | None) -> Iterator[Person]:
    if entity is not None:
        yield from (one for one in entity.fields.values() if isinstance(one, Person) and one.email)
        yield from (one.author for one in entity.comments or () if one.author is not None and one.author.email)


def _texts(value: Any) -> Iterator[Any]:
    """Every travelling document in a replica."""
    waiting = [value]
    while waiting:
        one = waiting.pop()
        if isinstance(one, dict):
            if set(one) == {"rich"}:
                yield one["rich"]
            else:
                waiting += one.values()
        elif isinstance(one, list):
            waiting += one


def _mentions(text: Any, kind: str) -> Iterator[str]:
    for facts in _facts(text, ("mention",)):
        if facts.get("home") == kind and facts.get("id"):
            yield str(facts["id"])


def _facts(text: Any, kinds: tuple[str, ...]) -> Iterator[dict[str, Any]]:
    """The attributes of every node of these kinds in a travelling document."""
    waiting = [text]
    while waiting:
        one = waiting.pop()
        if isinstance(one, dict):
            facts = one.get("a") if one.get("k") in kinds else None
            if isinstance(facts, dict):
                yield facts
            waiting += one.values()
        elif isinstance(one, list):
            waiting += one


def _own_ids(entity: Entity | None, *kinds: str) -> Iterator[str]:
    """The ids of what the texts of an entity name already: media files, people."""
    if entity is None:
        return
    texts = [one for one in entity.fields.values() if isinstance(one, RichText)]
    texts += [one.body for one in entity.comments or ()]
    for text in texts:
        for node in walk(document(text).blocks):
            if node.kind in kinds and node.string("id"):
                yield node.string("id")
