"""`script`: run, check and complete sync rules from files, behind the same wall as in the product."""

import sys
from pathlib import Path
from typing import Any

import click

from addon.sandbox import exact_json
from addon.sandbox.launcher import Sandbox, SandboxUnavailable
from addon.scripting.errors import with_replacement
from addon.scripting.tokens import source_lines
from addon.settings import SettingsRefused, read_settings

EXISTING = click.Path(exists=True, dir_okay=False, allow_dash=True, path_type=Path)
FILE = click.argument("file", type=EXISTING)
STANDARD_INPUT = Path("-")
LINE = click.option("--line", type=int, required=True, help="Line of the cursor, from 1.")
COLUMN = click.option("--column", type=int, required=True, help="Column of the cursor, from 1.")


@click.group()
def command() -> None:
    """Run, check and complete sync rules. A file called - is standard input."""


@command.command()
@FILE
@click.option(
    "--fixture",
    type=EXISTING,
    help="JSON with `bindings` and `lookups` for the helpers.",
)
def run(file: Path, fixture: Path | None) -> None:
    """Run a rule and print one JSON document with its result, log, helper calls and variables."""
    job: dict[str, Any] = {"kind": "run"}
    if file != STANDARD_INPUT:
        job["name"] = f"Script_{file.stem}"
    elif fixture == STANDARD_INPUT:
        raise click.UsageError("Rule and fixture cannot both come from standard input.")
    if fixture is not None:
        job["fixture"] = _fixture(fixture)
    _print(_carry_out(job, file))


@command.command()
@FILE
@click.option("--json", "as_json", is_flag=True, help="Print a list of objects instead of lines.")
def check(file: Path, as_json: bool) -> None:
    """Report problems without running anything; ends with 1 when there are errors."""
    answer = _carry_out({"kind": "check"}, file)
    problems = answer["problems"] if "problems" in answer else [_as_problem(answer["error"])]
    if as_json:
        _print(problems)
    for problem in [] if as_json else problems:
        words = with_replacement(problem["message"], problem["replacement"])
        click.echo(f"{problem['line']}:{problem['column']}: {problem['severity']}: {words}")
    sys.exit(1 if any(problem["severity"] == "error" for problem in problems) else 0)


@command.command()
@FILE
@LINE
@COLUMN
def complete(file: Path, line: int, column: int) -> None:
    """Print what can stand at a place, as JSON."""
    _print(_carry_out({"kind": "complete", "line": line, "column": column}, file).get("items", []))


@command.command()
@FILE
@LINE
@COLUMN
def hover(file: Path, line: int, column: int) -> None:
    """Print what stands at a place, as JSON."""
    _print(_carry_out({"kind": "hover", "line": line, "column": column}, file).get("items", []))


@command.command()
@FILE
def fields(file: Path) -> None:
    """Print the fields that a rule reads and writes, as JSON."""
    answer = _carry_out({"kind": "fields"}, file)
    _print({"reads": answer.get("reads", []), "writes": answer.get("writes", [])})


def _carry_out(job: dict[str, Any], file: Path) -> dict[str, Any]:
    source = _read(file, LARGEST + 1)
    try:
        sandbox = Sandbox(require_wall=read_settings().script_wall_required)
        try:
            return sandbox.execute({**job, **source_parts(source)})
        finally:
            sandbox.close()
    except (SandboxUnavailable, SettingsRefused) as error:
        raise NotPossible(str(error)) from None


class NotPossible(click.ClickException):
    """Nothing was found out about the rule, which 1 would say of a check."""

    exit_code = 2


LARGEST = 1024 * 1024
"""Bytes of a source handed on; the engine refuses much shorter ones, with a message."""
LARGEST_FIXTURE = 16 * LARGEST
"""Bytes of a fixture; a run takes no more."""


def _read(path: Path, most: int) -> bytes:
    """As much of a file, or of standard input, as matters: it may be one without an end."""
    try:
        if path == STANDARD_INPUT:
            return sys.stdin.buffer.read(most)
        with path.open("rb") as opened:
            return opened.read(most)
    except OSError as error:
        raise click.UsageError(f"{path} cannot be read: {error.strerror}") from None


def source_parts(source: bytes) -> dict[str, Any]:
    """What a job says about its source: its text, or where it stops being text."""
    if len(source) > LARGEST:
        return {"source": source[:LARGEST].decode("utf-8", "replace")}
    try:
        return {"source": source.decode("utf-8")}
    except UnicodeDecodeError as error:
        lines = source_lines(source[: error.start].decode("utf-8"))
        return {"source": "", "undecodable": [len(lines), len(lines[-1]) + 1]}


def _fixture(path: Path) -> str:
    try:
        written = _read(path, LARGEST_FIXTURE + 1)
        if len(written) > LARGEST_FIXTURE:
            raise ValueError(f"it is longer than {LARGEST_FIXTURE >> 20} MiB")
        document = written.decode("utf-8-sig")
        fixture = exact_json.loads(document)
        _demand(fixture, "the document", dict)
        for part in ("bindings", "lookups"):
            _demand(fixture.get(part), part, dict)
        for name, form in LOOKUPS.items():
            _demand((fixture.get("lookups") or {}).get(name), f"lookups.{name}", form)
        _demand_dates(fixture)
    except ValueError as error:
        raise click.UsageError(f"{path} is no JSON fixture: {error}") from None
    return document


LISTS = "issueTypes projects priorities statuses users versions components localIssues"
LOOKUPS: dict[str, type] = {**dict.fromkeys(LISTS.split(), list), "options": dict, "html": dict, "http": dict}
"""The parts of a fixture that helpers look things up in."""


def _demand(held: Any, name: str, form: type) -> None:
    """Raise ValueError where a part of a fixture holds something of another form."""
    if not isinstance(held, form) and (held or name == "the document"):
        raise ValueError(f"{name} is no {'object' if form is dict else 'list'}")


def _demand_dates(held: Any) -> None:
    """Raise ValueError where a `$date` is no moment in milliseconds."""
    waiting = [held]
    while waiting:
        one = waiting.pop()
        if isinstance(one, list):
            waiting += one
        elif isinstance(one, dict):
            waiting += one.values()
            at = one.get("$date")
            if set(one) == {"$date"} and (type(at) is not int or not -(2**63) <= at < 2**63):
                raise ValueError("a $date is no whole number of milliseconds")


def _as_problem(error: dict[str, Any]) -> dict[str, Any]:
    return {
        "line": error["line"] or 1,
        "column": error["column"] or 1,
        "severity": "error",
        "message": error["message"],
        "replacement": None,
    }


def _print(value: Any) -> None:
    for piece in exact_json.pieces(value, indent=1, ascii_only=False):
        click.echo(piece.encode("utf-8", "replace"), nl=False)
    click.echo()
