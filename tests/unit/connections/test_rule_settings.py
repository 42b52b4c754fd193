"""What may be saved beside the rules: each refusal names its row, and the engine reads what was saved."""

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from addon.connections import rule_settings
from addon.connections.rule_settings import CONFIRM_WORDS, RuleSettings, changes, checked, shown
from addon.nodes.refusals import Refusal
from addon.platforms.names import OwnField
from addon.sync import people, policy
from addon.sync.helpers import scripts

FIELDS = (OwnField("Customer tier", "customfield_10042", "option"),)


def save(typed: RuleSettings, saved: dict[str, Any] | None = None, **more: Any) -> dict[str, Any]:
    return checked(typed, saved or {}, more.get("fields", FIELDS), kind=more.get("kind", "jira"), script=True)


def test_the_names_and_policies_are_those_that_the_engine_reads() -> None:
    assert set(rule_settings.POLICIES) == set(policy.POLICIES)
    assert rule_settings.PEOPLE == people.SETTING
    assert (rule_settings.HOSTS, rule_settings.SHARE) == (scripts.HOSTS, scripts.SHARE_INTERNAL)


def test_what_is_saved_is_what_the_engine_understands() -> None:
    made = save(RuleSettings("ask", (("Summary", "here"), ("customer tier", "union"))))
    assert policy.policies_of(made) == {"*": "ask", "summary": "here", "customfield_10042": "union"}


def test_azure_devops_fields_are_kept_by_their_reference_name() -> None:
    own = (OwnField("Custom.Risk", "Risk", "string"),)
    assert save(RuleSettings(conflicts=(("Risk", "ask"),)), fields=own, kind="azuredevops") == {
        "conflicts": {"Custom.Risk": "ask"}
    }


def test_settings_at_their_defaults_are_not_kept_and_unknown_ones_are() -> None:
    assert save(RuleSettings(), {"conflicts": {"*": "ask"}, "later": 1}) == {"later": 1}


@pytest.mark.parametrize(
    ("typed", "field", "words"),
    [
        (RuleSettings(conflicts=(("summary", "ask"), ("prioritty", "ask"))), "conflicts-2", "Did you mean priority?"),
        (RuleSettings(conflicts=(("summary", "ask"), ("Summary", "here"))), "conflicts-2", "listed above already"),
        (RuleSettings(conflicts=(("summary", "never"),)), "conflicts-1", "Choose who wins"),
        (RuleSettings(default="never"), "default", "Choose who wins"),
        (RuleSettings(people=(("", ""), ("p@x.example", " "))), "people-2", "Row 2: enter who p@x.example is here"),
        (RuleSettings(people=(("", "q@x.example"),)), "people-1", "mail address or full name"),
        (RuleSettings(people=(("*", "q"),)), "people-1", "for everybody else"),
        (RuleSettings(people=(("Ann", "1"), ("ann", "2"))), "people-2", "listed in row 1 already"),
        (RuleSettings(people=(("a" * 256, "1"),)), "people-1", "at most 255"),
        (RuleSettings(hosts=("a.example", "https://b.example/x")), "hosts-2", "Row 2: enter the host alone"),
        (RuleSettings(hosts=("localhost",)), "hosts-1", "no host name"),
        (RuleSettings(hosts=("10.0.0.1",)), "hosts-1", "no host name"),
        (RuleSettings(hosts=("*.example.com",)), "hosts-1", "full name"),
        (RuleSettings(share_internal=True), "share", CONFIRM_WORDS),
        (RuleSettings(people=tuple((f"p{n}", "x") for n in range(201))), "people", "at most 200 rows"),
    ],
)
def test_what_is_wrong_is_refused_at_its_row(typed: RuleSettings, field: str, words: str) -> None:
    with pytest.raises(Refusal) as no:
        save(typed)
    assert no.value.field == field
    assert words in no.value.message


def test_a_tracker_that_cannot_be_asked_keeps_nobody_from_saving() -> None:
    assert save(RuleSettings(conflicts=(("customfield_1", "ask"),)), fields=None) == {
        "conflicts": {"customfield_1": "ask"}
    }


def test_internal_comments_are_shared_after_the_words_and_stay_shared_without_them() -> None:
    typed = RuleSettings(share_internal=True, share_words=f" {CONFIRM_WORDS.upper()} ")
    made = save(typed)
    assert made == {"share_internal_comments": True}
    assert save(replace(typed, share_words=""), made) == made
    assert save(replace(typed, share_internal=False), made) == {}


def test_what_only_scripts_use_is_not_touched_in_other_modes() -> None:
    saved = {"http_hosts": ["a.example"], "share_internal_comments": True}
    assert checked(RuleSettings("ask"), saved, FIELDS, kind="jira", script=False) == {
        **saved,
        "conflicts": {"*": "ask"},
    }


def test_a_custom_field_is_shown_by_the_name_that_people_know() -> None:
    saved = {"conflicts": {"customfield_10042": "ask"}}
    assert shown(saved, FIELDS).conflicts == (("Customer tier", "ask"),)
    assert shown({"conflicts": "odd", "people": [], "http_hosts": 3}) == RuleSettings()


NAMES = st.sampled_from(["summary", "labels", "priority", "Customer tier"])
POLICIES = st.sampled_from(sorted(rule_settings.POLICIES))


@given(
    st.builds(
        RuleSettings,
        POLICIES,
        st.lists(st.tuples(NAMES, POLICIES), unique_by=lambda one: one[0]).map(tuple),
        st.lists(
            st.tuples(st.sampled_from(["Ann", "b@x.example", "Zoë"]), st.sampled_from(["1", "2"])),
            unique_by=lambda one: one[0],
        ).map(tuple),
        st.sampled_from(["", "desk@acme.example"]),
        st.lists(st.sampled_from(["a.example", "b.example"]), unique=True).map(tuple),
    )
)
def test_what_was_saved_is_shown_as_it_was_typed_and_differs_in_nothing_when_saved_again(typed: RuleSettings) -> None:
    made = save(typed)
    assert shown(made, FIELDS) == typed
    assert changes(made, save(shown(made, FIELDS), made)) == ()


def test_what_differs_between_versions_is_told_by_the_names_that_people_know() -> None:
    found = changes({}, {"conflicts": {"customfield_10042": "ask", "summary": "here"}}, FIELDS)
    assert [one.name for one in found] == ["Conflicts: Customer tier", "Conflicts: summary"]
    unnamed = changes({}, {"conflicts": {"customfield_10042": "ask"}})
    assert [one.name for one in unnamed] == ["Conflicts: customfield_10042"]
