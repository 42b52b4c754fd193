"""`python -m addon richtext convert`: the contract that other tools rely on."""

import gc
import json

import pytest
from click.testing import CliRunner, Result

from addon.commands.richtext import command

ADF = json.dumps(
    {"type": "doc", "version": 1, "content": [{"type": "paragraph", "content": [{"type": "text", "text": "hé *x*"}]}]}
)


def convert(source: str | bytes, *words: str) -> Result:
    return CliRunner().invoke(command, ["convert", *words], input=source)


@pytest.mark.parametrize(
    ("to", "written"),
    [("html", "<p>hé *x*</p>\n"), ("markdown", "hé \\*x\\*\n"), ("wiki", "hé \\*x\\*\n")],
)
def test_it_writes_each_notation_as_utf_8(to: str, written: str) -> None:
    result = convert(ADF.encode(), "--from", "adf", "--to", to)
    assert (result.exit_code, result.stdout_bytes.decode()) == (0, written)


@pytest.mark.parametrize("notation", ["html", "markdown", "wiki"])
def test_it_reads_each_notation(notation: str) -> None:
    result = convert("words", "--from", notation, "--to", "adf")
    assert result.exit_code == 0
    assert json.loads(result.stdout)["content"][0]["content"] == [{"type": "text", "text": "words"}]


@pytest.mark.parametrize(("flavour", "mark"), [("azuredevops", "data-vss-mention"), ("jira", "<span")])
def test_the_flavour_is_whose_dialect_is_written(flavour: str, mark: str) -> None:
    mention = '<a href="#" data-vss-mention="version:2.0,11111111-2222-3333-4444-555555555555">@Bo</a>'
    assert mark in convert(mention, "--from", "html", "--to", "html", "--flavour", flavour).stdout


@pytest.mark.parametrize(
    "source", [b"{", b"[]", b"\xff\xfe", b"[" * 50_000, b'{"type":"doc","content":3}', b'{"type":' + b"9" * 5000 + b"}"]
)
def test_bad_input_is_exit_1_with_a_plain_message(source: bytes) -> None:
    result = convert(source, "--from", "adf", "--to", "html")
    assert result.exit_code == 1
    assert result.stdout == "" and result.stderr.strip() and "Traceback" not in result.stderr


def test_it_validates() -> None:
    assert convert(ADF, "--validate").stdout == "valid\n"
    result = convert('{"type":"doc","version":1,"content":[{"type":"bulletList","content":[]}]}', "--validate")
    assert result.exit_code == 1 and "empty" in result.stderr


def test_words_that_make_no_sense_are_exit_2() -> None:
    assert convert(ADF).exit_code == 2
    assert convert(ADF, "--from", "html", "--validate").exit_code == 2


@pytest.mark.parametrize("source", [ADF, "{"])
def test_garbage_is_collected_again_after_a_conversion(source: str) -> None:
    assert gc.isenabled()
    convert(source, "--from", "adf", "--to", "html")
    assert gc.isenabled()
