"""`python -m addon richtext`: converts and validates rich text from standard input."""

import gc
import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import NoReturn, cast

import click

from addon.richtext import Flavour, Notation, Refused, parse, render, schema_is_installed, validate_adf

NOTATIONS = click.Choice(["adf", "html", "markdown", "wiki"])
FLAVOURS = click.Choice(["jira", "azuredevops"])


@click.group(help="Convert and validate rich text.")
def command() -> None:
    """Rich text from standard input to standard output."""


@command.command(help="Read a document from standard input and write it in another notation.")
@click.option("--from", "source", type=NOTATIONS, default="adf", help="Notation of the input.")
@click.option("--to", "target", type=NOTATIONS, help="Notation of the output.")
@click.option("--flavour", type=FLAVOURS, default="azuredevops", show_default=True, help="Whose dialect is written.")
@click.option(
    "--validate", is_flag=True, help="Check an ADF document: the input, or with --to adf what would be written."
)
def convert(source: str, target: str | None, flavour: str, validate: bool) -> None:
    """Standard input to standard output, both UTF-8; exit 1 with a plain message on bad input."""
    if target is None and not validate:
        raise click.UsageError("Say with --to what to convert to, or --validate to check an ADF document.")
    text = _input()
    try:
        if validate and source == "adf":
            _check(text)
        if target is None:
            if source != "adf":
                raise click.UsageError("--validate without --to checks ADF; add --from adf, or --to adf.")
            click.echo("valid")
            return
        with _uncollected():
            document = parse(text, cast(Notation, source))
            written = render(document, cast(Notation, target), cast(Flavour, flavour))
    except Refused as refused:
        _fail(str(refused))
    if target == "adf" and not schema_is_installed():
        click.echo(_NO_SCHEMA, err=True)
    if target in ("adf", "html") and written:
        written += "\n"
    sys.stdout.buffer.write(written.encode("utf-8"))
    sys.stdout.buffer.flush()


_NO_SCHEMA = "Note: Atlassian's schema is not installed here (`make setup` fetches it); only our own check was made."


@contextmanager
def _uncollected() -> Iterator[None]:
    """One document and then the end: looking for garbage among its many small nodes only takes time."""
    collecting = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collecting:
            gc.enable()


def _input() -> str:
    content = sys.stdin.buffer.read()
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        _fail(f"The input is not UTF-8: byte {error.start + 1} cannot be read.")


def _check(text: str) -> None:
    """Ends the process with 1 and the reason when this is no valid ADF document."""
    try:
        problem = validate_adf(json.loads(text))
    except RecursionError:
        problem = "The document is nested too deeply to be read."
    except json.JSONDecodeError as error:
        problem = f"This is not JSON: {error}."
    except ValueError:
        problem = "This is not JSON that can be read: a number in it has too many digits."
    if problem is not None:
        _fail(problem)
    if not schema_is_installed():
        click.echo(_NO_SCHEMA, err=True)


def _fail(message: str) -> NoReturn:
    click.echo(message, err=True)
    sys.exit(1)
