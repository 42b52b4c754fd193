"""What editors, checks and runs know of helpers and variables is the same list everywhere."""

import json
import re
from pathlib import Path

import pytest

from addon.rules.ruleset import IncomingFacts
from addon.rules.script import Rules, ScriptRules
from addon.rules.site import Site
from addon.rules.variables import blank_variable
from addon.sandbox import live
from addon.scripting.advice import KNOWN
from addon.scripting.check import check
from addon.scripting.editor import PROPERTIES, VARIABLES, complete, hover
from addon.scripting.host import fixtures
from addon.scripting.host.examples import EXAMPLES
from addon.scripting.host.fixture_answers import known
from addon.scripting.host.offers import Offer
from addon.scripting.host.other_helpers import store
from addon.scripting.host.variables import OFFERS
from addon.scripting.names import known_names
from addon.scripting.program import compile_script
from addon.sync.helpers.table import TABLE

CORPUS = Path(__file__).parent / "corpus" / "fixtures"
BY_VARIABLE = pytest.mark.parametrize("offer", OFFERS, ids=lambda offer: offer.variable)


@BY_VARIABLE
def test_whatever_a_helper_asks_is_answered_in_a_connection_and_in_a_fixture_run(offer: Offer) -> None:
    answered = {name for name in offer.asked if name in fixtures.TABLES or name in fixtures.ANSWERS or known(name)}
    assert offer.asked - set(TABLE) == set()
    assert offer.asked - answered == set()


def test_nothing_is_answered_that_no_helper_asks() -> None:
    assert set(TABLE) - {"store"} == {name for offer in OFFERS for name in offer.asked}


@BY_VARIABLE
def test_completion_offers_every_method_of_a_helper_but_the_old_names(offer: Offer) -> None:
    source = f"{offer.variable}."
    offered = {item["label"]: item for item in complete(source, 1, len(source) + 1)}
    assert set(offered) == set(offer.signatures) - offer.old
    assert all(item["doc"] and item["signature"] for item in offered.values())


@BY_VARIABLE
def test_hover_explains_every_method_of_a_helper(offer: Offer) -> None:
    unknown = []
    for name in set(offer.signatures) - offer.old:
        source = f"{offer.variable}.{name}()"
        found = hover(source, 1, len(offer.variable) + 3)
        if [item["label"] for item in found] != [name]:
            unknown.append(name)
    assert unknown == []


@BY_VARIABLE
def test_a_check_takes_every_method_with_as_many_arguments_as_it_is_written_down_with(offer: Offer) -> None:
    complaints = []
    for name, signatures in offer.signatures.items():
        for signature in signatures:
            parameters = [one for one in signature.partition("(")[2].rstrip(")").split(",") if one.strip()]
            given = ", ".join(["null"] * len(parameters))
            complaints += check(f"x = {offer.variable}.{name}({given})")
    assert complaints == []


def test_completion_and_hover_know_every_variable_of_a_run() -> None:
    rules = ScriptRules(Rules("", ""), Site("jira"), "azuredevops", lambda *given: {})
    job = rules._job("", blank_variable(Site("jira")), True, None, "SUP-1")
    given = {*job["bindings"], *live.ENTITY_NAMES, "replica", *(offer.variable for offer in OFFERS)}
    offered = {item["label"] for item in complete("", 1, 1) if item["kind"] == "variable"}
    assert given <= KNOWN
    assert given - {"relation", "blobMetadataList"} == offered
    assert all(hover(name, 1, 2)[0]["doc"] for name in offered)


def test_an_entity_offers_its_method_and_a_replica_does_not() -> None:
    assert "setStatus" in {item["label"] for item in complete("workItem.set", 1, 13)}
    assert "setStatus" not in {item["label"] for item in complete("replica.set", 1, 12)}


@pytest.mark.parametrize("kind", ["jira", "azuredevops"])
def test_completion_offers_every_field_that_an_entity_has(kind: str) -> None:
    offered = {item["label"] for item in complete("issue.", 1, 7)}
    shown = set(blank_variable(Site(kind)))
    assert known_names(kind) <= offered
    assert known_names(kind) - shown == set()
    assert set(PROPERTIES) <= offered


def test_every_variable_of_the_editors_list_has_a_meaning() -> None:
    assert all(re.match(r"[A-Z].*\.$", doc) for doc in VARIABLES.values())


def test_a_run_is_given_plain_json() -> None:
    site = Site("jira")
    seen: list[dict[str, object]] = []

    def runner(job: dict[str, object], *rest: object) -> dict[str, object]:
        seen.append(job)
        return {"status": "ok", "changes": {}, "replica": {}}

    rules = ScriptRules(Rules("1", "1"), site, "azuredevops", runner)
    rules.incoming({"x": 1}, None, IncomingFacts(True, "1", (), "Partner", {}))
    assert json.loads(json.dumps(seen[0])) == seen[0]


ODD = ("null", "'x'", "5", "[]", "[a: 1]", "issue", "{ it }", "new Date(0)")
"""What rules may hand to helpers by mistake."""


@BY_VARIABLE
def test_no_argument_of_a_helper_is_a_failure_of_ours_in_a_fixture_run(offer: Offer) -> None:
    failures = []
    for name, signatures in offer.signatures.items():
        for signature in signatures:
            count = signature.count(",") + 1 if not signature.endswith("()") else 0
            for given in {", ".join([odd] * size) for odd in ODD for size in range(count + 2)}:
                variables, services = fixtures.fixture_variables({"bindings": {"issue": {"id": 1, "comments": []}}})
                source = f"{offer.variable}.{name}({given})"
                failure = compile_script(source).run(variables, None, {"store": store}, services).failure
                if failure is not None and failure.class_name == "InternalError":
                    failures.append(f"{source}: {failure.value!r}")
    assert failures == []


@pytest.mark.parametrize(
    ("source", "gives"),
    [
        ("store(issue).is(issue)", True),
        ("store()", None),
        ("store(null)", None),
        (
            "try { store(issue, 1) } catch (MissingMethodException e) { e.message.take(36) }",
            "No signature of method: S.store() is",
        ),
    ],
)
def test_store_takes_one_entity(source: str, gives: object) -> None:
    variables, services = fixtures.fixture_variables({"bindings": {"issue": {"id": 1}}})
    outcome = compile_script(source, "S").run(variables, None, {"store": store}, services)
    assert (outcome.failure, outcome.value) == (None, gives)


@BY_VARIABLE
def test_hover_shows_of_every_method_a_signature_a_sentence_and_an_example(offer: Offer) -> None:
    for name in set(offer.signatures) - offer.old:
        source = f"{offer.variable}.{name}()"
        (found,) = hover(source, 1, len(offer.variable) + 3)
        sentence, example = found["doc"].split("\nExample: ")
        assert found["signature"].startswith(f"{name}(")
        assert re.match(r"[A-Z].*\.$", sentence, re.DOTALL), sentence
        assert f"{offer.variable}.{name}(" in example


@pytest.mark.parametrize("example", EXAMPLES)
def test_an_example_passes_the_check_and_comes_to_its_end(example: str) -> None:
    assert check(example) == []
    document = json.loads(
        (CORPUS / ("ado_in_update.json" if "workItem." in example else "jira_in_update.json")).read_text()
    )
    variables, services = fixtures.fixture_variables(document)
    outcome = compile_script(example).run(variables, None, {"store": store}, services)
    assert outcome.failure is None


def test_completion_says_of_every_field_what_it_is() -> None:
    for owner in ("issue", "replica"):
        items = complete(f"{owner}.", 1, len(owner) + 2)
        assert items and all(re.match(r"[A-Z].*\.$", item["doc"]) for item in items)
