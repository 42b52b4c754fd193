"""Tables as grids: rows of equal length, spans that stay inside."""

from addon.richtext.tree import EMPTY_PARAGRAPH, Node

MOST_PADDING = 2000
"""Cells added at most; a table that needs more is left ragged, which Jira's schema allows."""


def rectangular(table: Node) -> Node:
    """The table with short rows filled up by empty cells; rows without any cell are left out."""
    rows = [row for row in table.content if row.content]
    lengths = _lengths(rows)
    width = max(lengths, default=0)
    missing = sum(width - length for length in lengths)
    if missing == 0 or missing > MOST_PADDING:
        return table if len(rows) == len(table.content) else table._replace(content=tuple(rows))
    filled = []
    for row, length in zip(rows, lengths, strict=True):
        kind = "tableHeader" if all(cell.kind == "tableHeader" for cell in row.content) else "tableCell"
        padding = (Node(kind, (EMPTY_PARAGRAPH,)),) * (width - length)
        filled.append(row._replace(content=row.content + padding) if padding else row)
    return table._replace(content=tuple(filled))


def _lengths(rows: list[Node]) -> list[int]:
    """How many columns each row covers, cells that hang down from above included."""
    hanging = 0
    ending = [0] * (len(rows) + 1)  # columns that no longer hang from this row on
    lengths = []
    for number, row in enumerate(rows):
        hanging -= ending[number]
        length = hanging
        for cell in row.content:
            columns = int(cell.number("colspan", 1))
            length += columns
            down = int(cell.number("rowspan", 1))
            if down > 1:
                hanging += columns
                ending[min(number + down, len(rows))] += columns
        lengths.append(length)
    return lengths
