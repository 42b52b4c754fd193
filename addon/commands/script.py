"""`script`: run, check and complete sync rules from files, behind the same wall as in the product."""

import sys
from pathlib import Path
from typing import Any

import click

from addon.sandbox import exact_json
from addon.sandbox.launcher import Sandbox, SandboxUnavailable
from addon.settings import SettingsRefused, read_settings

FILE = click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
LINE = click.option("--line", type=int, required=True, help="Line of the cursor, from 1.")
COLUMN = click.option("--column", type=int, required=True, help="Column of the cursor, from 1.")


@click.group()
def command() -> None:
    """Run, check and complete sync rules."""


@command.command()
@FILE
@click.option(
    "--fixture",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="JSON with `bindings` and `lookups` for the helpers.",
)
def run(file: Path, fixture: Path | None) -> None:
    """Run a rule and print one JSON document with its result, log, helper calls and variables."""
    job: dict[str, Any] = {"kind": "run", "name": f"Script_{file.stem}"}
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
        instead = problem["replacement"]
        hint = f" Use {instead} instead." if instead and instead not in problem["message"] else ""
        click.echo(f"{problem['line']}:{problem['column']}: {problem['severity']}: {problem['message']}{hint}")
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
    source = file.read_bytes()
    try:
        sandbox = Sandbox(require_wall=read_settings().script_wall_required)
        try:
            return sandbox.execute({**job, **source_parts(source)})
        finally:
            sandbox.close()
    except (SandboxUnavailable, SettingsRefused) as error:
        raise click.ClickException(str(error)) from None


LARGEST = 1024 * 1024
"""Bytes of a source handed on; the engine refuses much shorter ones, with a message."""


def source_parts(source: bytes) -> dict[str, Any]:
    """What a job says about its source: its text, or where it stops being text."""
    if len(source) > LARGEST:
        return {"source": source[:LARGEST].decode("utf-8", "replace")}
    try:
        return {"source": source.decode("utf-8")}
    except UnicodeDecodeError as error:
        before = source[: error.start].decode("utf-8")
        line = before.count("\n") + 1
        return {"source": "", "undecodable": [line, len(before) - (before.rfind("\n") + 1) + 1]}


def _fixture(path: Path) -> str:
    try:
        document = path.read_text("utf-8-sig")
        fixture = exact_json.loads(document)
        _demand(fixture, "the document", dict)
        for part in ("bindings", "lookups"):
            _demand(fixture.get(part), part, dict)
        for name, form in LOOKUPS.items():
            _demand((fixture.get("lookups") or {}).get(name), f"lookups.{name}", form)
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
