"""What pages announce is what the rules do."""

import pytest

from addon.console.words import words_of
from addon.rules.basic import ANNOUNCED


@pytest.mark.parametrize(("kind", "mode"), ANNOUNCED)
def test_the_wizard_announces_what_the_default_rules_of_the_mode_set(kind: str, mode: str) -> None:
    told = {word.strip().lower() for word in words_of(kind).synced_first[mode].split(",")}
    assert told - {"issue types"} == set(ANNOUNCED[kind, mode])
