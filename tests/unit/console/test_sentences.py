import pytest
from hypothesis import given
from hypothesis import strategies as st

from addon.connections.naming import numbered
from addon.console.sentences import (
    FORMATS,
    breakable,
    count,
    fingerprint_groups,
    moment,
    sentence,
    size,
    web_link,
)

NOV_26 = 1_795_685_400_000  # 2026-11-26 09:30 UTC


def test_a_moment_in_a_sentence_becomes_a_time_element() -> None:
    text = sentence(f"Invitation expires <t:{NOV_26}:deadline>.")
    assert str(text) == (
        'Invitation expires <time datetime="2026-11-26T09:30:00.000Z" data-format="deadline">'
        "Nov 26, 2026 at 09:30 UTC</time>."
    )


@pytest.mark.parametrize("number", ["999999999999999", "-999999999999999", "253402300799999", "0"])
def test_a_moment_that_no_calendar_has_breaks_no_page(number: str) -> None:
    """Partners name themselves: such a name in the reason of a connection would take the whole list away."""
    assert str(sentence(f"Paused by <t:{number}:date>")).startswith("Paused by <time datetime=")
    assert "9999-12-31" in moment(10**400)


def test_everything_else_in_a_sentence_is_escaped() -> None:
    assert str(sentence("<b>&</b> <t:1:never> <t:x:date>")) == (
        "&lt;b&gt;&amp;&lt;/b&gt; &lt;t:1:never&gt; &lt;t:x:date&gt;"
    )


@given(st.text())
def test_no_text_brings_a_tag_of_its_own(text: str) -> None:
    shown = str(sentence(text))
    for how in FORMATS:
        shown = shown.replace(f'data-format="{how}"', "")
    assert "<script" not in shown.lower()
    assert shown.count("<") == shown.count("<time ") + shown.count("</time>")


def test_a_date_alone_shows_no_clock_before_the_browser_words_it() -> None:
    assert ">Nov 26, 2026</time>" in moment(NOV_26, "date")


def test_no_moment_is_no_text() -> None:
    assert moment(None) == ""


def test_numbers_have_separators() -> None:
    assert count(1284) == "1,284"


def test_fingerprints_are_read_in_groups_of_four() -> None:
    assert fingerprint_groups("7c1e:04ba:93f2 d8") == ["7C1E", "04BA", "93F2", "D8"]


def test_only_addresses_of_the_web_become_links() -> None:
    assert web_link("https://dev.azure.com/x") == "https://dev.azure.com/x"
    for other in ("javascript:alert(1)", "data:text/html,x", "//evil.example", "https://[", "", None):
        assert web_link(other) == ""


def test_a_number_shows_with_its_sign_and_a_key_as_it_is() -> None:
    assert [numbered(key) for key in ("4711", "SUP-4", "#12", "")] == ["#4711", "SUP-4", "#12", ""]


def test_sizes_have_few_digits() -> None:
    assert [size(number) for number in (0, 1, 900, 1024, 3_276, 5 * 2**20, 3 * 2**41)] == [
        "0 bytes", "1 byte", "900 bytes", "1.0 KB", "3.2 KB", "5.0 MB", "6,144.0 GB",
    ]  # fmt: skip


def test_an_address_breaks_after_dots_and_slashes_and_stays_harmless() -> None:
    assert breakable("dev.azure.com/nordlake-eng") == "dev.<wbr>azure.<wbr>com/<wbr>nordlake-eng"
    assert breakable("<b>.x") == "&lt;b&gt;.<wbr>x"
    assert breakable("Not accepted yet") == "Not accepted yet"


@pytest.mark.parametrize(
    "url",
    [
        "https://dev.azure.com@evil.example/1",
        "https://dev.azure.com:x@evil.example/1",
        "https://evil.example\\@dev.azure.com/1",
        "https://evil.example\\.dev.azure.com/1",
        "https://\u202emoc.eruza.ved/1",
        "https://dev.azure.com/\n1",
        "https:///1",
        "https:1",
    ],
)
def test_an_address_that_reads_as_another_host_is_no_link(url: str) -> None:
    assert web_link(url) == ""
