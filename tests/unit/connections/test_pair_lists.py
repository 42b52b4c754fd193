"""The CSV of pairs is read as people's programs write it, and refused in words."""

import csv
import io

import pytest

from addon.connections import pair_lists
from addon.connections.pair_lists import Line
from addon.nodes.refusals import Refusal


@pytest.mark.parametrize(
    "content",
    [
        b"local_key,remote_key\nSUP-1,11\nSUP-2,12\n",
        b"\xef\xbb\xbflocal_key,remote_key\r\nSUP-1,11\r\nSUP-2,12\r\n",
        b"Local_Key;Remote_Key\nSUP-1;11\nSUP-2;12",
        b"local_key\tremote_key\nSUP-1\t11\nSUP-2\t12",
        b"sep=;\r\nlocal_key;remote_key\r\nSUP-1;11\r\nSUP-2;12\r\n",
        b"\r\n  \r\nLocal key,Remote key\r\nSUP-1,11\r\nSUP-2,12\r\n",
        b'local_key,local_id,remote_key\n"SUP-1",10001,"11"\nSUP-2,10002,12\n',
    ],
)
def test_a_file_is_read_in_any_usual_spelling(content: bytes) -> None:
    assert [(one.local_key, one.remote_key) for one in pair_lists.read(content)] == [("SUP-1", "11"), ("SUP-2", "12")]


def test_lines_keep_their_place_and_empty_ones_do_not_count() -> None:
    found = pair_lists.read(b"local_key,remote_key\n\nSUP-1,11\n , \nSUP-2\n")
    assert found == (Line(3, "SUP-1", "11"), Line(5, "SUP-2", ""))
    assert pair_lists.read(b"sep=,\n\nlocal_key,remote_key\nSUP-1,11\n") == (Line(4, "SUP-1", "11"),)


def test_the_guard_against_formulas_is_taken_off_again() -> None:
    assert pair_lists.read(b"local_key,remote_key\n'=A-1,'-2\n") == (Line(2, "=A-1", "-2"),)


@pytest.mark.parametrize("begins", ["=", "+", "-", "@", "\t", "\r", "\n"])
def test_no_cell_of_the_file_begins_as_a_formula(begins: str) -> None:
    written = pair_lists._csv([(f"{begins}1+1", "SUP-1")])
    (row,) = csv.reader(io.StringIO(written, newline=""))
    assert row == [f"'{begins}1+1", "SUP-1"]


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "file_missing"),
        (b"  \n ", "file_missing"),
        (b"\xef\xbb\xbf", "file_missing"),
        (b"local_key,remote_key\nSUP-1,\x0011\n", "not_csv"),
        (b"a,b\n1,2\n", "no_header"),
        (b"local_key\n1\n", "no_header"),
        (b"local_key,remote_key\n", "no_lines"),
        (b"sep=;\n", "no_lines"),
        ("\u3000\n".encode(), "no_lines"),
        ("local_key,remote_key\nSÜP-1,2".encode("latin-1"), "not_utf8"),
        (b'local_key,remote_key\n"a"b,"c\n', "not_csv"),
        (b"local_key,remote_key\n" + b"a,b\n" * (pair_lists.MOST_LINES + 1), "too_many"),
        (b"x" * (pair_lists.LARGEST + 1), "too_large"),
    ],
)
def test_what_is_no_list_of_pairs_is_refused_with_the_reason(content: bytes, reason: str) -> None:
    with pytest.raises(Refusal) as refused:
        pair_lists.read(content)
    assert (refused.value.reason, refused.value.field) == (reason, "file")
