"""What people do meanwhile, on both sides at random, and what of it may be expected in the end.

An entity is known by the tag that begins its title (`c17`), a comment by its tag (`m5`), a file by its name: so twins
are found by what a reader sees, and not by what Liaise believes.
"""

import random
import re
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from tests.pipeline.world import AzureDevOps, Jira, adf, words

TAG = re.compile(r"\bc\d+\b")
COMMENT = re.compile(r"\bm\d+v\d+ [a-z]+ \d+\b")
WHISPER = re.compile(r"\bwhisper\d+\b")
FIELDS = ("summary", "description", "labels")
"""What people edit in fields, by the names that Liaise has for them."""
RELATED = "System.LinkTypes.Related"
MOST_ALIVE = 60
"""Beyond so many entities people edit what is there: edits have to meet."""


@dataclass
class Seen:
    """An entity as a reader sees it."""

    kind: str
    title: str
    description: str
    labels: tuple[str, ...]
    comments: Counter[str]
    """How often each comment of people is there, by its whole text."""
    whispers: Counter[str]
    """The same for comments that are for this side alone."""
    files: list[tuple[str, bytes]]
    links: Counter[str]
    """How often it is linked with each other entity, by that one's id."""


@dataclass
class Side:
    """One product, as people there use it: the smallest set of hands that both have."""

    name: str
    create: Callable[[str, str], str]
    title: Callable[[str, str], None]
    describe: Callable[[str, str], None]
    label: Callable[[str, tuple[str, ...]], None]
    """Set the labels: exactly these."""
    comment: Callable[[str, str], str]
    edit_comment: Callable[[str, str, str], None]
    remove_comment: Callable[[str, str], None]
    attach: Callable[[str, str, bytes], None]
    link: Callable[[str, str], None]
    unlink: Callable[[str, str], None]
    """Take off the link with that other entity."""
    remove: Callable[[str], None]
    whisper: Callable[[str, str], object] | None
    """Write a comment that must not leave; None where the product has none."""
    entities: Callable[[], dict[str, str]]
    """Title by id, of everything that is not deleted."""
    look: Callable[[str], Seen]
    """Out of the simulator's own memory: looking costs no call and meets no rate limit."""


def jira(hand: Jira) -> Side:
    """People at Jira."""

    def look(entity: str) -> Seen:
        issue = hand.site.issues[entity]
        texts = [" ".join(words(one.body).split()) for one in list(issue.comments)]
        return Seen(
            hand.site.types[str(issue.fields["issuetype"])].name,
            str(issue.fields["summary"]),
            words(issue.fields.get("description")),
            tuple(sorted(issue.fields.get("labels") or ())),
            Counter(found for text in texts for found in COMMENT.findall(text)),
            Counter(found for text in texts for found in WHISPER.findall(text)),
            sorted((one.filename, bytes(one.content)) for one in list(issue.attachments)),
            Counter(one.outward if one.inward == entity else one.inward for one in hand.site.links_of(issue)),
        )

    def unlink(entity: str, other: str) -> None:
        found = next(
            one.id for one in hand.site.links_of(hand.site.issues[entity]) if other in (one.inward, one.outward)
        )
        hand.rest("DELETE", f"/issueLink/{found}")

    def entities() -> dict[str, str]:
        return {one.id: str(one.fields["summary"]) for one in list(hand.site.issues.values())}

    return Side(
        "jira",
        create=hand.create,
        title=lambda entity, text: hand.set(entity, summary=text),
        describe=lambda entity, text: hand.set(entity, description=adf(text)),
        label=lambda entity, labels: hand.set(entity, labels=list(labels)),
        comment=hand.comment,
        edit_comment=lambda entity, comment, text: hand.rest(
            "PUT", f"/issue/{entity}/comment/{comment}", {"body": adf(text)}
        ),
        remove_comment=lambda entity, comment: hand.rest("DELETE", f"/issue/{entity}/comment/{comment}"),
        attach=hand.attach,
        link=lambda entity, other: hand.rest(
            "POST",
            "/issueLink",
            {"type": {"name": "Relates"}, "inwardIssue": {"id": entity}, "outwardIssue": {"id": other}},
        ),
        unlink=unlink,
        remove=lambda entity: hand.rest("DELETE", f"/issue/{entity}"),
        whisper=lambda entity, text: hand.rest(
            "POST",
            f"/issue/{entity}/comment",
            {"body": adf(text), "visibility": {"type": "role", "value": "Administrators"}},
        ),
        entities=entities,
        look=look,
    )


def azure_devops(hand: AzureDevOps) -> Side:
    """People at Azure DevOps; they write Bugs, which the trigger wants."""
    organization = hand.simulator.organization
    preview = {"api-version": "7.1-preview.4"}

    def comments(entity: str) -> str:
        return f"/{hand.project_id}/_apis/wit/workItems/{entity}/comments"

    def html(text: str) -> str:
        return "".join(f"<div>{line}</div>" for line in text.split("\n"))

    def plain(stored: str) -> str:
        return " ".join(re.sub(r"<[^>]*>", " ", stored).replace("&nbsp;", " ").split())

    def label(entity: str, labels: tuple[str, ...]) -> None:
        operation = {"op": "replace" if labels else "remove", "path": "/fields/System.Tags"}
        value = {"value": "; ".join(labels)} if labels else {}
        hand.rest("PATCH", f"/_apis/wit/workitems/{entity}", [{**operation, **value}])

    def related(other: str) -> list[dict[str, Any]]:
        value = {"rel": RELATED, "url": f"{organization.url}/_apis/wit/workItems/{other}"}
        return [{"op": "add", "path": "/relations/-", "value": value}]

    def unlink(entity: str, other: str) -> None:
        while not _unlinked(entity, other):
            continue

    def _unlinked(entity: str, other: str) -> bool:
        """A link goes by its place in the list, so only of the revision that was looked at: Liaise writes too."""
        with organization.lock:
            item = organization.items[int(entity)]
            revision, relations = item.rev, [(one.rel, str(one.target)) for one in item.relations]
        test = {"op": "test", "path": "/rev", "value": revision}
        taken = {"op": "remove", "path": f"/relations/{relations.index((RELATED, other))}"}
        try:
            hand.rest("PATCH", f"/_apis/wit/workitems/{entity}", [test, taken])
        except AssertionError as problem:
            if "VS403351" not in str(problem):
                raise
            return False
        return True

    def rich_field(entity: str) -> str:
        kind = organization.items[int(entity)].type_name
        return "Microsoft.VSTS.TCM.ReproSteps" if kind == "Bug" else "System.Description"

    def look(entity: str) -> Seen:
        item = organization.items[int(entity)]
        stored = str(item.fields.get(rich_field(entity)) or "")
        files = sorted(
            (one.name, bytes(organization.attachments.get(one.url.rsplit("/", 1)[-1].split("?")[0]).content))
            for one in list(item.relations)
            if one.rel == "AttachedFile"
        )
        texts = [plain(one.last.text) for one in item.live_comments()]
        return Seen(
            item.type_name,
            item.title,
            plain(stored),
            tuple(sorted(one.strip() for one in str(item.fields.get("System.Tags") or "").split(";") if one.strip())),
            Counter(found for text in texts for found in COMMENT.findall(text)),
            Counter(found for text in texts for found in WHISPER.findall(text)),
            files,
            Counter(str(one.target) for one in list(item.relations) if one.rel == RELATED),
        )

    def entities() -> dict[str, str]:
        with organization.lock:  # one that is just being created stands there before its first revision
            items = [one for one in organization.items.values() if not one.deleted]
            return {str(one.id): str(one.revisions[-1].fields["System.Title"]) for one in items}

    return Side(
        "ado",
        create=lambda title, text: hand.create(title, "Bug", **{"Microsoft.VSTS.TCM.ReproSteps": html(text)}),
        title=lambda entity, text: hand.set(entity, **{"System.Title": text}),
        describe=lambda entity, text: hand.set(entity, **{rich_field(entity): html(text)}),
        label=label,
        comment=lambda entity, text: str(hand.rest("POST", comments(entity), {"text": text}, **preview)["id"]),
        edit_comment=lambda entity, comment, text: hand.rest(
            "PATCH", f"{comments(entity)}/{comment}", {"text": text}, **preview
        ),
        remove_comment=lambda entity, comment: hand.rest("DELETE", f"{comments(entity)}/{comment}", **preview),
        attach=hand.attach,
        link=lambda entity, other: hand.rest("PATCH", f"/_apis/wit/workitems/{entity}", related(other)),
        unlink=unlink,
        remove=lambda entity: hand.rest("DELETE", f"/_apis/wit/workitems/{entity}"),
        whisper=None,
        entities=entities,
        look=look,
    )


@dataclass
class Remark:
    """A comment a person wrote, where, and its newest text."""

    side: Side
    tag: str
    entity: str
    comment: str
    number: int
    text: str
    version: int = 1
    removed: bool = False


@dataclass(frozen=True)
class Given:
    """What people last made of a field on one side, and the number of that edit: the higher one is newer."""

    value: str | tuple[str, ...]
    number: int


@dataclass
class People:
    """Edits at random, written down so that the end can be judged."""

    sides: tuple[Side, Side]
    dice: random.Random
    known: Callable[[str, str], bool] = lambda side, entity: True
    """Whether a copy at a side is written down as one. Nobody deletes one before: a service that loses the answer of
    a create and does not find the entity any more cannot tell that from a create that never happened."""
    scripted: bool = False
    """Whether the rules carry links and labels; those of Basic mode carry neither."""
    made: dict[str, str] = field(default_factory=dict)
    """The side where each tag was created."""
    given: dict[str, dict[str, dict[str, Given]]] = field(default_factory=dict)
    """By tag, field and side what people there made of it last."""
    removed: dict[str, str] = field(default_factory=dict)
    """The side where a tag's entity was deleted."""
    gone: set[str] = field(default_factory=set)
    """The ids of what was deleted."""
    remarks: list[Remark] = field(default_factory=list)
    whispers: dict[str, str] = field(default_factory=dict)
    """The tag of each comment that must not leave its side."""
    whispered_at: dict[str, str] = field(default_factory=dict)
    """The side of each of them."""
    files: dict[str, dict[str, bytes]] = field(default_factory=dict)
    links: dict[frozenset[str], str] = field(default_factory=dict)
    """The side where each pair of tags was linked, and is."""
    unlinked: set[frozenset[str]] = field(default_factory=set)
    """The pairs of tags whose link was taken off; nobody links these again."""
    actions: Counter[str] = field(default_factory=Counter)
    edits: Counter[str] = field(default_factory=Counter)
    """How often each tag was edited."""
    strangers: frozenset[str] = frozenset()
    """What there was before, and nobody touches: `side id`."""
    number: int = 0
    diary: list[str] = field(default_factory=list)
    """Who did what, and when (ms), in order."""

    def __post_init__(self) -> None:
        self.strangers = frozenset(f"{side.name} {entity}" for side in self.sides for entity in side.entities())

    def act(self) -> None:
        """One edit somewhere. An entity that has not crossed yet is edited where it is."""
        self.number += 1
        side = self.dice.choice(self.sides)
        here = {match.group(): entity for entity, text in side.entities().items() if (match := TAG.search(text))}
        alive = sorted(tag for tag in here if tag not in self.removed)
        choices: list[tuple[int, str]] = [
            (1 if len(alive) > MOST_ALIVE else 14, "create"), (30, "title"), (16, "describe"), (8, "label"),
            (14, "comment"), (6, "edit_comment"), (4, "remove_comment"), (3, "whisper"), (6, "attach"), (4, "link"),
            (2, "unlink"), (1, "remove"),
        ]  # fmt: skip
        action = "create" if not alive else self.dice.choices([c[1] for c in choices], [c[0] for c in choices])[0]
        tag = f"c{self.number}" if action == "create" else self.dice.choice(alive)
        other = self.dice.choice(alive or [tag])
        self.actions[action] += 1
        self._note(action, side, tag, here.get(tag, "new"))
        if action == "link":
            self._link(side, tag, other, here)
        elif action == "unlink":
            self._unlink(side, tag, here)
        else:
            getattr(self, f"_{action}")(side, tag, here.get(tag, ""))

    def _note(self, what: str, side: Side, *of: str) -> None:
        self.diary.append(f"{int(time.time() * 1000)} {self.number} {side.name} {what} {' '.join(of)}")

    def comment_on(self, side: Side, tag: str, entity: str) -> None:
        """One more comment, not by chance."""
        self.number += 1
        self._comment(side, tag, entity)

    def _create(self, side: Side, tag: str, _: str) -> None:
        title, text = f"{tag} made {self._words()}", self._text()
        side.create(title, text)
        self.made[tag] = side.name
        self._gave(side, tag, "summary", title)
        self._gave(side, tag, "description", text)
        self._gave(side, tag, "labels", ())

    def _title(self, side: Side, tag: str, entity: str) -> None:
        title = f"{tag} titled {self._words()}"
        side.title(entity, title)
        self._gave(side, tag, "summary", title)

    def _describe(self, side: Side, tag: str, entity: str) -> None:
        text = self._text()
        side.describe(entity, text)
        self._gave(side, tag, "description", text)

    def _label(self, side: Side, tag: str, entity: str) -> None:
        there = side.look(entity).labels
        if len(there) > 2:
            dropped = self.dice.choice(there)
            there = tuple(one for one in there if one != dropped)
        labels = tuple(sorted({*there, f"label{self.number}"}))
        side.label(entity, labels)
        self._gave(side, tag, "labels", labels)

    def _comment(self, side: Side, tag: str, entity: str) -> None:
        text = f"m{self.number}v1 {self._words()}"
        self.remarks.append(Remark(side, tag, entity, side.comment(entity, text), self.number, text))
        self.edits[tag] += 1

    def _edit_comment(self, side: Side, tag: str, entity: str) -> None:
        if remark := self._own_remark(side):
            remark.version += 1
            remark.text = f"m{remark.number}v{remark.version} {self._words()}"
            remark.side.edit_comment(remark.entity, remark.comment, remark.text)
            self.edits[remark.tag] += 1

    def _remove_comment(self, side: Side, tag: str, entity: str) -> None:
        if remark := self._own_remark(side):
            remark.removed = True
            remark.side.remove_comment(remark.entity, remark.comment)
            self.edits[remark.tag] += 1

    def _whisper(self, side: Side, tag: str, entity: str) -> None:
        if side.whisper is None:
            return self._comment(side, tag, entity)
        text = f"whisper{self.number}"
        side.whisper(entity, text)
        self.whispers[text], self.whispered_at[text] = tag, side.name
        return None

    def _attach(self, side: Side, tag: str, entity: str) -> None:
        name, content = f"f{self.number}.txt", self.dice.randbytes(self.dice.randrange(1, 5_000))
        side.attach(entity, name, content)
        self.files.setdefault(tag, {})[name] = content
        self.edits[tag] += 1

    def _link(self, side: Side, tag: str, other: str, here: dict[str, str]) -> None:
        ends = frozenset((tag, other))
        if tag != other and ends not in self.links and ends not in self.unlinked:
            side.link(here[tag], here[other])
            self._note("linked", side, tag, other)
            self.links[frozenset((tag, other))] = side.name
            self.edits[tag] += 1
            self.edits[other] += 1

    def _unlink(self, side: Side, tag: str, here: dict[str, str]) -> None:
        """Take off a link that can be seen on this side, wherever it was made."""
        seen = side.look(here[tag]).links
        shown = sorted(one for one in here if here[one] in seen and frozenset((tag, one)) in self.links)
        if shown:
            other = self.dice.choice(shown)
            side.unlink(here[tag], here[other])
            self._note("unlinked", side, tag, other)
            del self.links[frozenset((tag, other))]
            self.unlinked.add(frozenset((tag, other)))
            self.edits[tag] += 1
            self.edits[other] += 1

    def _remove(self, side: Side, tag: str, entity: str) -> None:
        if self.made[tag] == side.name or self.known(side.name, entity):
            self.removed[tag] = side.name
            self.gone.add(entity)
            side.remove(entity)

    def _own_remark(self, side: Side) -> Remark | None:
        mine = [one for one in self.remarks if one.side is side and not one.removed and one.tag not in self.removed]
        return self.dice.choice(mine) if mine else None

    def _gave(self, side: Side, tag: str, name: str, value: str | tuple[str, ...]) -> None:
        self.given.setdefault(tag, {}).setdefault(name, {})[side.name] = Given(value, self.number)
        self.edits[tag] += 1

    def _words(self) -> str:
        return f"{self.dice.choice(('red', 'green', 'blue'))} {self.number}"

    def _text(self) -> str:
        return "\n".join(f"line {self._words()} {index}" for index in range(self.dice.randint(1, 3)))
