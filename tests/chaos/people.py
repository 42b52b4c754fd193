"""What people do meanwhile, on both sides at random, and what of it may be expected in the end.

An entity is known by the tag that begins its title (`c17`), a comment by its tag (`m5`), a file by its name: so twins
are found by what a reader sees, and not by what Liaise believes.
"""

import random
import re
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from tests.pipeline.world import AzureDevOps, Jira, adf, words

TAG = re.compile(r"\bc\d+\b")
COMMENT = re.compile(r"\bm\d+v\d+\b")
RELATED = "System.LinkTypes.Related"
MOST_ALIVE = 60
"""Beyond so many entities people edit what is there: edits have to meet."""


@dataclass
class Seen:
    """An entity as a reader sees it."""

    title: str
    description: str
    comments: Counter[str]
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
    comment: Callable[[str, str], str]
    edit_comment: Callable[[str, str, str], None]
    remove_comment: Callable[[str, str], None]
    attach: Callable[[str, str, bytes], None]
    link: Callable[[str, str], None]
    remove: Callable[[str], None]
    entities: Callable[[], dict[str, str]]
    """Title by id, of everything that is not deleted."""
    look: Callable[[str], Seen]
    """Out of the simulator's own memory: looking costs no call and meets no rate limit."""


def jira(hand: Jira) -> Side:
    """People at Jira."""

    def look(entity: str) -> Seen:
        issue = hand.site.issues[entity]
        return Seen(
            str(issue.fields["summary"]),
            words(issue.fields.get("description")),
            Counter(tag for one in list(issue.comments) for tag in COMMENT.findall(words(one.body))),
            sorted((one.filename, bytes(one.content)) for one in list(issue.attachments)),
            Counter(one.outward if one.inward == entity else one.inward for one in hand.site.links_of(issue)),
        )

    def entities() -> dict[str, str]:
        return {one.id: str(one.fields["summary"]) for one in list(hand.site.issues.values())}

    return Side(
        "jira",
        create=hand.create,
        title=lambda entity, text: hand.set(entity, summary=text),
        describe=lambda entity, text: hand.set(entity, description=adf(text)),
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
        remove=lambda entity: hand.rest("DELETE", f"/issue/{entity}"),
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

    def related(other: str) -> list[dict[str, Any]]:
        value = {"rel": RELATED, "url": f"{organization.url}/_apis/wit/workItems/{other}"}
        return [{"op": "add", "path": "/relations/-", "value": value}]

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
        return Seen(
            item.title,
            re.sub(r"<[^>]*>", " ", stored).replace("&nbsp;", " "),
            Counter(tag for one in item.live_comments() for tag in COMMENT.findall(one.last.text)),
            files,
            Counter(str(one.target) for one in list(item.relations) if one.rel == RELATED),
        )

    def entities() -> dict[str, str]:
        items = list(organization.items.values())
        return {str(one.id): str(one.revisions[-1].fields["System.Title"]) for one in items if not one.deleted}

    return Side(
        "ado",
        create=lambda title, text: hand.create(title, "Bug", **{"Microsoft.VSTS.TCM.ReproSteps": html(text)}),
        title=lambda entity, text: hand.set(entity, **{"System.Title": text}),
        describe=lambda entity, text: hand.set(entity, **{rich_field(entity): html(text)}),
        comment=lambda entity, text: str(hand.rest("POST", comments(entity), {"text": text}, **preview)["id"]),
        edit_comment=lambda entity, comment, text: hand.rest(
            "PATCH", f"{comments(entity)}/{comment}", {"text": text}, **preview
        ),
        remove_comment=lambda entity, comment: hand.rest("DELETE", f"{comments(entity)}/{comment}", **preview),
        attach=hand.attach,
        link=lambda entity, other: hand.rest("PATCH", f"/_apis/wit/workitems/{entity}", related(other)),
        remove=lambda entity: hand.rest("DELETE", f"/_apis/wit/workitems/{entity}"),
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
    version: int = 1
    removed: bool = False

    @property
    def mark(self) -> str:
        return f"m{self.number}v{self.version}"


@dataclass
class People:
    """Edits at random, written down so that the end can be judged."""

    sides: tuple[Side, Side]
    dice: random.Random
    known: Callable[[str, str], bool] = lambda side, entity: True
    """Whether a copy at a side is written down as one. Nobody deletes one before: a service that loses the answer of
    a create and does not find the entity any more cannot tell that from a create that never happened."""
    links_travel: bool = False
    """Whether the rules carry links; the default ones do not."""
    made: dict[str, str] = field(default_factory=dict)
    """The side where each tag was created."""
    titles: dict[str, dict[str, str]] = field(default_factory=dict)
    """For each tag the last title that people gave it on each side."""
    removed: dict[str, str] = field(default_factory=dict)
    """The side where a tag's entity was deleted."""
    remarks: list[Remark] = field(default_factory=list)
    files: dict[str, dict[str, bytes]] = field(default_factory=dict)
    links: dict[frozenset[str], str] = field(default_factory=dict)
    """The side where each pair of tags was linked."""
    actions: Counter[str] = field(default_factory=Counter)
    number: int = 0

    def act(self) -> None:
        """One edit somewhere. An entity that has not crossed yet is edited where it is."""
        self.number += 1
        side = self.dice.choice(self.sides)
        here = {match.group(): entity for entity, text in side.entities().items() if (match := TAG.search(text))}
        alive = sorted(tag for tag in here if tag not in self.removed)
        choices: list[tuple[int, str]] = [
            (1 if len(alive) > MOST_ALIVE else 14, "create"), (30, "title"), (16, "describe"), (16, "comment"),
            (6, "edit_comment"), (4, "remove_comment"), (6, "attach"), (4, "link"), (1, "remove"),
        ]  # fmt: skip
        action = "create" if not alive else self.dice.choices([c[1] for c in choices], [c[0] for c in choices])[0]
        tag = f"c{self.number}" if action == "create" else self.dice.choice(alive)
        other = self.dice.choice(alive or [tag])
        self.actions[action] += 1
        if action == "link":
            self._link(side, tag, other, here)
        else:
            getattr(self, f"_{action}")(side, tag, here.get(tag, ""))

    def _create(self, side: Side, tag: str, _: str) -> None:
        title = f"{tag} made {self._words()}"
        side.create(title, self._text())
        self.made[tag] = side.name
        self.titles[tag] = {side.name: title}

    def _title(self, side: Side, tag: str, entity: str) -> None:
        title = f"{tag} titled {self._words()}"
        side.title(entity, title)
        self.titles[tag][side.name] = title

    def _describe(self, side: Side, tag: str, entity: str) -> None:
        side.describe(entity, self._text())

    def _comment(self, side: Side, tag: str, entity: str) -> None:
        remark = Remark(side, tag, entity, "", self.number)
        remark.comment = side.comment(entity, f"{remark.mark} {self._words()}")
        self.remarks.append(remark)

    def _edit_comment(self, side: Side, tag: str, entity: str) -> None:
        if remark := self._own_remark(side):
            remark.version += 1
            remark.side.edit_comment(remark.entity, remark.comment, f"{remark.mark} {self._words()}")

    def _remove_comment(self, side: Side, tag: str, entity: str) -> None:
        if remark := self._own_remark(side):
            remark.removed = True
            remark.side.remove_comment(remark.entity, remark.comment)

    def _attach(self, side: Side, tag: str, entity: str) -> None:
        name, content = f"f{self.number}.txt", self.dice.randbytes(self.dice.randrange(1, 5_000))
        side.attach(entity, name, content)
        self.files.setdefault(tag, {})[name] = content

    def _link(self, side: Side, tag: str, other: str, here: dict[str, str]) -> None:
        if tag != other and frozenset((tag, other)) not in self.links:
            side.link(here[tag], here[other])
            self.links[frozenset((tag, other))] = side.name

    def _remove(self, side: Side, tag: str, entity: str) -> None:
        if self.made[tag] == side.name or self.known(side.name, entity):
            self.removed[tag] = side.name
            side.remove(entity)

    def _own_remark(self, side: Side) -> Remark | None:
        mine = [one for one in self.remarks if one.side is side and not one.removed and one.tag not in self.removed]
        return self.dice.choice(mine) if mine else None

    def _words(self) -> str:
        return f"{self.dice.choice(('red', 'green', 'blue'))} {self.number}"

    def _text(self) -> str:
        return "\n".join(f"line {self._words()} {index}" for index in range(self.dice.randint(1, 3)))
