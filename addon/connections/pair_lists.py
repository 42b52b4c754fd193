"""The CSV of pairs, as it is downloaded and as *Bulk connect* reads it back (by `local_key` and `remote_key`)."""

import codecs
import csv
import io
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from addon.nodes.refusals import Refusal
from addon.storage import twins
from addon.storage.database import Ledger

HEADER = ("local_key", "local_id", "remote_key", "remote_id", "local_url", "remote_url")
PAGE = 500
FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")  # what a spreadsheet would run

LARGEST = 4 * 1024 * 1024
MOST_LINES = 20_000
KEY_MAX = 300


@dataclass(frozen=True, slots=True)
class Line:
    """One pair to be made: its place in the file (the header is line 1) and the keys on both sides."""

    number: int
    local_key: str
    remote_key: str


def read(content: bytes) -> tuple[Line, ...]:
    """The lines of a file; raises `Refusal` with field `file` and what to do."""
    if not content.removeprefix(codecs.BOM_UTF8).strip():
        raise _refused("file_missing", "Choose a CSV file.")
    if len(content) > LARGEST:
        raise _refused("too_large", "Use at most 4 MB. Split the file.")
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as problem:
        raise _refused("not_utf8", "This file is not UTF-8. Save it as “CSV UTF-8”.") from problem
    if "\0" in text:
        raise _refused("not_csv", "This file is not CSV: it holds characters that are no text.")
    before, head = _head(text)
    try:
        rows = csv.reader(io.StringIO(text), delimiter=max(",;\t", key=head.count), strict=True)
        for _ in range(before):
            next(rows)
        names = [name.strip().lower().replace(" ", "_") for name in next(rows)]
        found = _lines(names, rows)
    except csv.Error as problem:
        raise _refused("not_csv", f"This file is not CSV: {problem}.") from problem
    if not found:
        raise _refused("no_lines", "This file has a header and no pairs.")
    return found


def written(ledger: Ledger, node_id: int, connection_id: int) -> Iterator[str]:
    """The pairs of a connection as CSV text, the header first, then a page of rows at a time."""
    yield _csv([HEADER])
    after: str | None = ""
    while after is not None:
        found = ledger.read(
            lambda tx, after=after: twins.list_page(tx, node_id, connection_id, after=after, limit=PAGE)  # type: ignore[misc]
        )
        if found.items:
            yield _csv(
                (one.local_key, one.local_id, one.remote_key, one.remote_id, one.local_url, one.remote_url)
                for one in found.items
            )
        after = found.after


def _csv(rows: Iterable[tuple[str, ...]]) -> str:
    """Rows of CSV; a cell that a spreadsheet would run as a formula gets an apostrophe in front."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    for row in rows:
        writer.writerow([f"'{cell}" if cell[:1] in FORMULA else cell for cell in row])
    return out.getvalue()


def _head(text: str) -> tuple[int, str]:
    """The line that names the columns, and how many stand before it: empty ones, and Excel's `sep=` of the sign."""
    lines = io.StringIO(text)
    for before, line in enumerate(lines):
        if line.strip() and not line.strip().lower().startswith("sep="):
            return before, line
    raise _refused("no_lines", "This file has a header and no pairs.")


def _lines(names: list[str], rows: "csv._reader") -> tuple[Line, ...]:  # type: ignore[name-defined]
    missing = [name for name in ("local_key", "remote_key") if name not in names]
    if missing:
        lack = f"{' and '.join(missing)} {'is' if len(missing) == 1 else 'are'} missing"
        raise _refused("no_header", f"The first line has to name the columns; {lack}.")
    local, remote = names.index("local_key"), names.index("remote_key")
    found = []
    for row in rows:
        if not any(cell.strip() for cell in row):
            continue
        cells = [*row, *[""] * len(names)]
        found.append(Line(rows.line_num, _plain(cells[local]), _plain(cells[remote])))
        if len(found) > MOST_LINES:
            raise _refused("too_many", f"Use at most {MOST_LINES:,} lines. Split the file.")
    return tuple(found)


def _plain(cell: str) -> str:
    """A cell without the apostrophe that keeps spreadsheets from running it."""
    text = cell.strip()
    return text[1:].strip() if text[:1] == "'" and text[1:2] in FORMULA else text


def _refused(reason: str, words: str) -> Refusal:
    return Refusal(reason, words, field="file", status=422)
