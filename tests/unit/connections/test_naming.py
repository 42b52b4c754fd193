"""What a partner wrote is shown without marks that show another name than it is."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from addon.connections.models import InitiatorFacts
from addon.connections.naming import plain, plain_lines

TURNED = [
    "\u202e",
    "\u202d",
    "\u2066",
    "\u2067",
    "\u2069",
    "\u200e",
    "\u200f",
    "\u061c",
    "\u2028",
    "\x00",
    "\x1b",
    "\u200b",
]


@pytest.mark.parametrize("mark", TURNED, ids=[f"U+{ord(one):04X}" for one in TURNED])
def test_marks_that_nobody_sees_are_left_out(mark: str) -> None:
    assert plain(f"dev.azure.com/{mark}ekaldron") == "dev.azure.com/ekaldron"
    assert InitiatorFacts(label=f"a{mark}b", admin=f"{mark}Ada").model_dump(include={"label", "admin"}) == {
        "label": "ab",
        "admin": "Ada",
    }


@pytest.mark.parametrize("name", ["Åsa Öberg", "שירות לקוחות", "دعم", "می\u200cخواهم", "サポート", "Ada Lovelace"])
def test_names_in_any_script_stay_as_they_are(name: str) -> None:
    assert plain(name) == name


@given(st.text())
def test_lines_stay_lines(text: str) -> None:
    found = plain_lines(text)
    assert all(plain(line) == line for line in found.split("\n"))
    assert found == plain_lines(found) or found.endswith("\n")
