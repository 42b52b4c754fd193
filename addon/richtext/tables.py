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


def unspanned(table: Node) -> Node:
    """The table with an empty cell wherever a span reaches; one that would need too many is left as it is."""
    spans = [(cell.number("colspan", 1), cell.number("rowspan", 1)) for row in table.content for cell in row.content]
    if sum(columns * min(rows, len(table.content)) - 1 for columns, rows in spans) > MOST_PADDING:
        return table
    if all(span == (1, 1) for span in spans):
        return table
    rows: list[Node] = []
    hanging: dict[int, tuple[str, int]] = {}  # column to the kind of the cell above and how many rows it still covers
    for row in table.content:
        cells: list[Node] = []
        below: dict[int, tuple[str, int]] = {}
        waiting = iter(row.content)
        cell = next(waiting, None)
        while cell is not None or len(cells) in hanging:
            column = len(cells)
            if column in hanging:
                kind, left = hanging[column]
                cells.append(Node(kind, (EMPTY_PARAGRAPH,)))
                below[column] = (kind, left - 1)
                continue
            assert cell is not None
            wide, down = int(cell.number("colspan", 1)), int(cell.number("rowspan", 1))
            cells.extend((cell, *(Node(cell.kind, (EMPTY_PARAGRAPH,)),) * (wide - 1)))
            below.update({column + number: (cell.kind, down - 1) for number in range(wide)})
            cell = next(waiting, None)
        hanging = {column: entry for column, entry in below.items() if entry[1] > 0}
        rows.append(row._replace(content=tuple(cells)))
    return table._replace(content=tuple(rows))


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
