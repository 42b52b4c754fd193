"""The verdict of chaos sees each defect that is planted, alone, in an end that is otherwise as it has to be."""

import random
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field, replace

import pytest

from tests.chaos.people import Given, People, Remark, Seen, Side
from tests.chaos.traffic import storms
from tests.chaos.verdict import differences, overruled


@dataclass
class Product:
    """A tracker in memory; what people and defects do to it is done to `held`."""

    name: str
    held: dict[str, Seen] = field(default_factory=dict)

    def side(self) -> Side:
        def never(*_: object) -> str:
            raise AssertionError("nobody edits here")

        return Side(
            self.name, never, never, never, never, never, never, never, never, never, never, never,  # type: ignore[arg-type]
            whisper=never if self.name == "jira" else None,
            entities=lambda: {entity: seen.title for entity, seen in self.held.items()},
            look=lambda entity: self.held[entity],
        )  # fmt: skip

    def put(self, entity: str, **values: object) -> None:
        """Change what a reader sees of an entity."""
        self.held[entity] = replace(self.held[entity], **values)  # type: ignore[arg-type]


@dataclass
class End:
    """Two entities on both sides, linked, with a comment and a file each; one internal comment; two deletions."""

    jira: Product
    ado: Product
    people: People

    @classmethod
    def well(cls) -> "End":
        jira, ado = Product("jira"), Product("ado")
        jira.held["9"] = ado.held["8"] = seen("older than everything")
        people = People((jira.side(), ado.side()), random.Random(1), scripted=True)
        for number, made_at in ((1, "jira"), (2, "ado"), (3, "jira"), (4, "ado")):
            tag = f"c{number}"
            people.made[tag] = made_at
            people.files[tag] = {f"f{number}.txt": tag.encode()}
            text = f"m{number}v2 red {number}"
            people.remarks.append(Remark(people.sides[0], tag, "", "", number, text, 2))
            for name, value in (("summary", f"{tag} titled"), ("description", f"line red {number} 0"), ("labels", ())):
                people.given.setdefault(tag, {})[name] = {made_at: Given(value, number)}
                people.edits[tag] += 1
            jira.held[f"100{number}"] = ado.held[str(number)] = seen(
                f"{tag} titled", f"line red {number} 0", (text,), [(f"f{number}.txt", tag.encode())]
            )
        people.links[frozenset(("c1", "c2"))] = "jira"
        for product, one, other in ((jira, "1001", "1002"), (ado, "1", "2")):
            product.put(one, links=Counter([other]))
            product.put(other, links=Counter([one]))
        people.whispers["whisper1"] = "c1"
        people.whispered_at["whisper1"] = "jira"
        jira.put("1001", whispers=Counter(["whisper1"]))
        people.removed |= {"c3": "ado", "c4": "ado"}
        people.gone |= {"3", "4"}
        del ado.held["3"], ado.held["4"]
        return cls(jira, ado, people)


def seen(
    title: str, text: str = "", remarks: tuple[str, ...] = (), files: list[tuple[str, bytes]] | None = None
) -> Seen:
    return Seen("Bug", title, text, (), Counter(remarks), Counter(), files or [], Counter())


def both(end: End, **values: object) -> None:
    end.jira.put("1002", **values)
    end.ado.put("2", **values)


DEFECTS: dict[str, tuple[Callable[[End], None], str]] = {
    "a copy never made": (lambda end: end.jira.held.pop("1002") and None, "c2, made at ado, is not at jira"),
    "a copy made twice": (lambda end: end.ado.held.update({"7": end.ado.held["1"]}), "c1 is at ado 2 times"),
    "an entity of nobody": (lambda end: end.ado.held.update({"7": seen("c77 made")}), "7 at ado, 'c77 made', was made"),
    "an entity without a title": (lambda end: end.jira.held.update({"7": seen("")}), "7 at jira, '', was made"),
    "a deleted one made again": (
        lambda end: end.ado.held.update({"7": end.jira.held["1003"]}),
        "c3 was deleted at ado and is there again",
    ),
    "a deletion carried over": (
        lambda end: end.jira.held.pop("1003") and None,
        "c3, made at jira, was deleted at ado and is gone at jira as well",
    ),
    "another type": (lambda end: end.ado.put("1", kind="Task"), "c1 is a Bug here and a Task there"),
    "a title not carried": (lambda end: end.ado.put("1", title="c1 made"), "c1 has two of summary"),
    "an old title brought back on both sides": (lambda end: both(end, title="c2 made"), "c2: summary is 'c2 made'"),
    "a text not carried": (lambda end: end.ado.put("1", description="old"), "c1 has two of description"),
    "a text of nobody": (lambda end: both(end, description="line red 2 0 line red 9 9"), "c2: description is"),
    "a text emptied": (lambda end: both(end, description=""), "c2: description is ''"),
    "labels not carried": (lambda end: end.jira.put("1001", labels=("a",)), "c1 has two of labels"),
    "a comment lost": (lambda end: end.ado.put("1", comments=Counter()), "'m1v2 red 1' is at ado 0 times"),
    "a comment lost where it was written": (
        lambda end: end.jira.put("1001", comments=Counter()),
        "'m1v2 red 1' is at jira 0 times",
    ),
    "a comment doubled": (
        lambda end: end.ado.put("1", comments=Counter({"m1v2 red 1": 2})),
        "'m1v2 red 1' is at ado 2 times",
    ),
    "an edit of a comment lost": (
        lambda end: end.ado.put("1", comments=Counter(["m1v1 red 1"])),
        "'m1v1 red 1' is at ado 1 times",
    ),
    "a comment at another entity": (
        lambda end: end.ado.put("2", comments=Counter(["m1v2 red 1", "m2v2 red 2"])),
        "c2: comment 'm1v2 red 1' is at ado 1 times",
    ),
    "a removed comment that stays": (
        lambda end: setattr(end.people.remarks[0], "removed", True),
        "c1: comment 'm1v2 red 1' is at ado 1 times",
    ),
    "a file lost": (lambda end: end.ado.put("1", files=[]), "files f1.txt are not right at ado"),
    "a file doubled": (
        lambda end: end.jira.put("1002", files=2 * end.jira.held["1002"].files),
        "files f2.txt are not right at jira",
    ),
    "a file cut off": (lambda end: end.ado.put("1", files=[("f1.txt", b"c")]), "files f1.txt are not right at ado"),
    "a link lost": (lambda end: end.ado.put("2", links=Counter()), "c2 is linked with c1 at ado 0 times"),
    "a link doubled": (lambda end: end.jira.put("1001", links=Counter({"1002": 2})), "with c2 at jira 2 times"),
    "an internal comment that left": (
        lambda end: end.ado.put("1", whispers=Counter(["whisper1"])),
        "c1: internal comment whisper1 is at ado 1 times",
    ),
    "an internal comment lost": (
        lambda end: end.jira.put("1001", whispers=Counter()),
        "c1: internal comment whisper1 is at jira 0 times",
    ),
}


def test_an_end_as_it_has_to_be_is_found_right() -> None:
    assert differences(End.well().people) == []


@pytest.mark.parametrize("name", DEFECTS)
def test_a_planted_defect_is_named(name: str) -> None:
    end = End.well()
    plant, words = DEFECTS[name]
    plant(end)
    found = differences(end.people)
    assert any(words in one for one in found), found


def test_in_basic_mode_labels_and_links_stay_where_people_made_them() -> None:
    end = End.well()
    end.people.scripted = False
    assert any("c1 is linked with c2 at ado 1 times" in one for one in differences(end.people))
    for entity in ("1", "2"):
        end.ado.put(entity, links=Counter())
    assert differences(end.people) == []
    end.people.given["c1"]["labels"]["ado"] = Given(("mine",), 9)
    end.ado.put("1", labels=("mine",))
    assert differences(end.people) == []
    end.jira.put("1001", labels=("mine",))
    assert any("labels ('mine',) at jira, where people left ()" in one for one in differences(end.people))


def test_lines_of_both_sides_last_texts_may_stand_together() -> None:
    end = End.well()
    end.people.given["c2"]["description"]["jira"] = Given("line blue 5 0\nline blue 5 1", 5)
    both(end, description="line red 2 0 line blue 5 1")
    assert differences(end.people) == []


def test_an_edit_overruled_by_an_older_one_has_to_be_told_as_a_conflict() -> None:
    end = End.well()
    end.people.given["c2"]["summary"]["jira"] = Given("c2 newer", 7)
    assert differences(end.people) == []
    (found,) = overruled(end.people, {})
    assert "c2: the newest summary, 'c2 newer', gave way to 'c2 titled' unsaid" in found
    assert overruled(end.people, {"1002": {"summary"}}) == overruled(end.people, {"2": {"summary"}}) == []
    assert overruled(end.people, {"1002": {"description"}}) == [found]


def test_messages_and_writes_beyond_what_edits_ask_for_are_a_storm() -> None:
    end = End.well()
    assert storms(end.people, 12, {"1001": 3, "1": 3}) == []
    assert any("writes for" in one for one in storms(end.people, 200, {}))
    assert any(one.startswith("c1: ") for one in storms(end.people, 0, {"1001": 12, "1": 12}))
    assert any("messages for 12 edits" in one for one in storms(end.people, 0, {"1001": 99}))
