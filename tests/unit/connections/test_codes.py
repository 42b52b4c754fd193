"""The invitation code: what is tolerated, what is refused, and with which reason."""

import hashlib
import json
from dataclasses import asdict, replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from addon.connections import codes, keys, wizard
from addon.connections.codes import Payload
from addon.nodes.refusals import Refusal

KEY = keys.public_key_of(keys.new_private_key())


def payload(**changes: object) -> Payload:
    made = Payload(
        protocol=1,
        node_url="https://liaise.example/n/abcdefghijklmnopqrstuv",
        side="side-1",
        kind="jira",
        label="acme-support.atlassian.net",
        mode="script",
        local_name="Acme support",
        remote_name="Nordlake",
        name="Support to engineering",
        description="d",
        expires_at=1_795_000_000_000,
        token="t" * 43,
        key=KEY,
    )
    return replace(made, **changes)  # type: ignore[arg-type]


def reason(text: str) -> str:
    with pytest.raises(Refusal) as refused:
        codes.decode(text)
    assert refused.value.field == "code"
    return refused.value.reason


@given(st.text(max_size=100), st.text(max_size=200))
def test_a_code_gives_back_what_was_put_in(name: str, description: str) -> None:
    wanted = payload(name=name, description=description)
    assert codes.decode(codes.encode(wanted)) == wanted


def test_a_code_says_whom_it_is_for_only_where_somebody_was_named() -> None:
    named = payload(
        meant_for="https://liaise.example/n/zyxwvutsrqponmlkjihgfe", meant_for_label="dev.azure.com/nordlake"
    )
    assert codes.decode(codes.encode(named)) == named
    assert b"meant_for" not in keys.decode(codes.encode(payload()).split(".")[1])


def test_a_code_is_one_line_without_spaces() -> None:
    assert len(codes.encode(payload(description="two\nlines")).split()) == 1


@pytest.mark.parametrize("wrap", ["  {} \n", '"{}"', "<{}>", "`{}`"])
def test_what_mail_programs_put_around_a_code_is_ignored(wrap: str) -> None:
    assert codes.decode(wrap.format(codes.encode(payload()))) == payload()


@pytest.mark.parametrize(
    "wrap",
    ["“{}”", "»{}«", "*{}*", "Hello Ada,\n\nhere is the code: {}", "{}\n\nBest regards, Jamal", "\ufeff{}\u200b",
     "A code starts with liaise1. This is ours:\n> {}\n"],
)  # fmt: skip
def test_what_was_copied_along_with_a_code_is_ignored(wrap: str) -> None:
    assert codes.decode(wrap.format(codes.encode(payload()))) == payload()


@pytest.mark.parametrize("between", ["\n> ", "=\r\n", "\u200b", "\u00ad\n", "\n| "])
def test_what_mail_programs_put_into_a_code_is_ignored(between: str) -> None:
    code = codes.encode(payload())
    assert codes.decode(between.join(code[at : at + 60] for at in range(0, len(code), 60))) == payload()


@pytest.mark.parametrize("name", ["node_url", "meant_for"])
@pytest.mark.parametrize(
    "url",
    ["https://liaise.example\u202e/n/abcdefghijklmnopqrstuv", "https://li\u0430ise.example/n/abcdefghijklmnopqrstuv",
     "https://liaise.example/n/abc\u200bdefghijklmnopqrstuv", "https://bücher.example/n/abcdefghijklmnopqrstuv",
     "https://good.example@evil.example/n/abcdefghijklmnopqrstuv", "javascript:alert(1)", "https://a b.example/n/a"],
)  # fmt: skip
def test_a_code_whose_address_can_look_like_another_is_damaged(name: str, url: str) -> None:
    assert reason(codes.encode(payload(**{name: url}))) == "damaged"


def test_line_breaks_inside_a_code_are_ignored() -> None:
    code = codes.encode(payload())
    assert codes.decode("\n".join(code[at : at + 60] for at in range(0, len(code), 60))) == payload()


@given(st.integers(min_value=0, max_value=10_000), st.sampled_from("AZaz09-_.!"))
def test_every_changed_character_is_found(at: int, other: str) -> None:
    code = codes.encode(payload())
    at %= len(code)
    changed = code[:at] + other + code[at + 1 :]
    if changed != code:
        assert reason(changed) in {"damaged", "incomplete", "not_a_code", "other_version"}


@given(st.integers(min_value=1, max_value=10_000))
def test_a_code_cut_short_is_called_incomplete_or_damaged(length: int) -> None:
    code = codes.encode(payload())
    length %= len(code)
    assert reason(code[:length]) in {"incomplete", "damaged", "not_a_code"}


def test_a_code_is_read_up_to_its_greatest_length_and_with_much_text_around_it() -> None:
    short = len(codes.encode(payload(description="")))
    longest = payload(description="d" * ((codes.MAX_LENGTH - short) * 3 // 4))
    assert codes.MAX_LENGTH - 3 <= len(codes.encode(longest)) <= codes.MAX_LENGTH
    assert codes.decode(codes.encode(longest)) == longest
    too_long = payload(description="d" * (codes.MAX_LENGTH * 3 // 4))
    assert reason(codes.encode(too_long)) == "not_a_code"
    assert codes.decode("-- " * codes.MAX_LENGTH + "\n" + codes.encode(payload())) == payload()


@pytest.mark.parametrize(
    "changes",
    [{"protocol": "1"}, {"protocol": True}, {"expires_at": 1.5}, {"expires_at": None}, {"name": 5}, {"token": None}],
    ids=str,
)
def test_a_code_whose_values_are_of_other_kinds_is_damaged(changes: dict[str, object]) -> None:
    assert reason(codes.encode(payload(**changes))) == "damaged"


@pytest.mark.parametrize("body", [b"", b"[]", b"5", b"{", b"{}", b'{"protocol": 1}', b"[" * 9_000, b"\xff"])
def test_a_code_with_a_good_checksum_that_holds_something_else_is_damaged(body: bytes) -> None:
    text = keys.encode(body)
    assert reason(f"{codes.PREFIX}{text}.{codes._checksum(text)}") == "damaged"


def test_a_code_that_says_more_or_is_spelt_otherwise_is_read_and_hashed_as_it_stands() -> None:
    said = {name: value for name, value in asdict(payload()).items() if name != "written"}
    for written in (json.dumps({**said, "more": {"newer": 1}}), json.dumps(said, indent=1)):
        body = keys.encode(written.encode())
        read = codes.decode(f"{codes.PREFIX}{body}.{codes._checksum(body)}")
        assert read == payload()
        assert read.payload_hash == keys.encode(hashlib.sha256(written.encode()).digest())


@pytest.mark.parametrize(
    "text", ["", "   ", "hello", "https://liaise.example/n/abc", "🙂", "x" * 100_000, "eyJhbGciOi.J.K"]
)
def test_other_text_is_not_a_code(text: str) -> None:
    assert reason(text) == "not_a_code"


def test_a_code_of_another_version_says_so() -> None:
    assert reason("liaise2." + codes.encode(payload()).split(".", 1)[1]) == "other_version"
    assert reason(codes.encode(payload(protocol=2))) == "other_version"


@pytest.mark.parametrize("beginning", ["liaisel.", "liaise.", "liaise-1."])
def test_a_code_is_damaged_whose_beginning_was_changed_alone(beginning: str) -> None:
    assert reason(beginning + codes.encode(payload()).split(".", 1)[1]) == "damaged"


def test_a_code_with_a_key_that_is_none_is_damaged() -> None:
    assert reason(codes.encode(payload(key="AAAA"))) == "damaged"


def test_the_token_is_not_in_what_the_initiator_keeps() -> None:
    made = payload()
    assert made.token not in made.token_hash + made.payload_hash


@pytest.mark.parametrize("name", [name for name in asdict(payload()) if name not in ("protocol", "written")])
def test_the_payload_hash_covers_every_value(name: str) -> None:
    changed = payload(**{name: getattr(payload(), name) * 2 or "x"})
    assert changed.payload_hash != payload().payload_hash


@pytest.mark.parametrize("character", ["x", "é", "説", "🙂", "\n", '"'])
def test_the_longest_names_and_description_make_a_code_that_can_be_pasted(character: str) -> None:
    names = dict.fromkeys(("local_name", "remote_name"), character * wizard.SHORT_MAX)
    texts = {"name": character * wizard.NAME_MAX, "description": character * wizard.DESCRIPTION_MAX}
    wanted = payload(**names, **texts)
    assert codes.decode(codes.encode(wanted)) == wanted
