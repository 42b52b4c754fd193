"""What a partner wrote is shown without marks that show another name than it is."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from addon.connections.models import Decliner, InitiatorFacts
from addon.connections.naming import NODE_ADDRESS_MAX, plain, plain_lines, tidy, tidy_lines, unmarked

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


@pytest.mark.parametrize("space", ["\u00a0", "\u3000", "\u202f", "\t"])
def test_other_spaces_part_words_as_well(space: str) -> None:
    assert plain(f"Acme{space}Support") == "Acme Support"


@pytest.mark.parametrize("typed", ["\u200b", "\u202e", " \u2060 ", "\u200d", "\ufeff\u00a0", "\u200e\n"])
def test_a_name_of_what_nobody_sees_is_none(typed: str) -> None:
    assert tidy(typed) == ""
    assert tidy_lines(typed) == ""


def test_a_name_is_kept_without_what_a_page_gave_along() -> None:
    assert tidy("\u200e Acme\u200b Support\u202e\u00a0") == "Acme Support"
    assert tidy_lines("\n one\u200b \u202e\n\ntwo\n") == "one \n\ntwo"
    assert unmarked("\u202ahttps://a.example\u202c") == "https://a.example"


@pytest.mark.parametrize("mark", ["\u202e", "\u200b", "é", "\u0430", " ", "\n"])  # U+0430 looks like an a
def test_a_node_is_asked_under_no_address_that_can_look_like_another(mark: str) -> None:
    url = f"https://l{mark}iaise.example/n/abcdefghijklmnopqrstuv"
    with pytest.raises(ValidationError):
        Decliner(node_url=url, nonce="n" * 32)


@pytest.mark.parametrize(
    "url",
    ["", "liaise.example/n/a", "ftp://liaise.example/n/a", "https://good.example@evil.example/n/a",
     "https://liaise.example/n/a?x=1", "https://liaise.example/n/a#x", "https://liaise.example/n/a\n",
     f"https://liaise.example/{'a' * NODE_ADDRESS_MAX}"],
)  # fmt: skip
def test_what_a_partner_calls_its_node_is_an_address_that_a_code_could_name(url: str) -> None:
    with pytest.raises(ValidationError):
        Decliner(node_url=url, nonce="n" * 32)


@pytest.mark.parametrize(
    "url",
    ["https://liaise.example/n/abcdefghijklmnopqrstuv", "http://[::1]:8080/n/abc", "http://127.0.0.1:8080/a~b/n/abc",
     "https://liaise.example/" + "a" * (NODE_ADDRESS_MAX - len("https://liaise.example/"))],
)  # fmt: skip
def test_a_node_may_be_at_any_host_and_below_any_path(url: str) -> None:
    assert Decliner(node_url=url, nonce="n" * 32).node_url == url
