"""Rich text's ratios: our codecs beside the fastest library pair for the same job, same machine, same run.

`python -m tests.bench.richtext` prints them; `measure()` gives them to `make bench`. marklas is the pair for
Markdown. From ADF to HTML the pair is marklas and markdown-it; for HTML to ADF its second half alone (marklas
reading the same document as Markdown) stands for the pair, which is more than fair to it. Ours validate what
goes to Jira, the libraries do not.
"""

import gc
import json
from collections.abc import Callable, Iterator
from time import process_time

import marklas
from markdown_it import MarkdownIt

from addon.richtext import Document, parse, render, render_adf
from tests.bench.ledger import Figure, at_most

SENTENCE = "with **bold**, _it_ and [a link](https://example.com/{0}) and some `code` and more words to make it real."
MARKDOWN = "\n\n".join(f"Paragraph {number} {SENTENCE.format(number)}" for number in range(20))
MARKDOWN += "\n\n| a | b | c |\n|---|---|---|\n" + "".join(f"| {row} | x **y** | z |\n" for row in range(5))
MEGABYTE = 1_000_000


def seconds(job: Callable[[], object], runs: int = 20, rounds: int = 7) -> float:
    """Processor time of one run: the best round counts, because everything else is noise from outside."""
    job()
    best = float("inf")
    for _ in range(rounds):
        gc.collect()
        start = process_time()
        for _ in range(runs):
            job()
        best = min(best, (process_time() - start) / runs)
    return best


def beside(ours: Callable[[], object], theirs: Callable[[], object]) -> tuple[float, float]:
    """Both jobs in turns, so that a busy machine slows both alike; the best round of each."""
    rounds = [(seconds(ours, 10, 1), seconds(theirs, 10, 1)) for _ in range(15)]
    return min(mine for mine, _ in rounds), min(other for _, other in rounds)


def against_libraries() -> Iterator[Figure]:
    """Four directions for a document of 20 paragraphs with a table."""
    adf = marklas.to_adf(MARKDOWN)
    document = parse(adf, "adf")
    html, markdown = render(document, "html"), render(document, "markdown")
    commonmark = MarkdownIt("commonmark").enable(["table", "strikethrough"])
    jobs: list[tuple[str, Callable[[], object], Callable[[], object]]] = [
        ("ADF to Markdown", lambda: render(parse(adf, "adf"), "markdown"), lambda: marklas.to_md(adf)),
        ("Markdown to ADF", lambda: render_adf(parse(markdown, "markdown")), lambda: marklas.to_adf(MARKDOWN)),
        ("ADF to HTML", lambda: render(parse(adf, "adf"), "html"), lambda: commonmark.render(marklas.to_md(adf))),
        ("HTML to ADF", lambda: render_adf(parse(html, "html")), lambda: marklas.to_adf(MARKDOWN)),
    ]
    for name, ours, theirs in jobs:
        mine, other = beside(ours, theirs)
        yield Figure("R1", f"{name}: ours, ms", mine * 1000)
        yield at_most("R1", f"{name}: ours / fastest library pair", mine / other, 2.0)


def linear() -> Iterator[Figure]:
    """A megabyte of HTML, and what doubling costs."""
    piece = render(parse(marklas.to_adf(MARKDOWN), "adf"), "html")
    big = piece * (MEGABYTE // len(piece) + 1)

    def convert(source: str) -> Document:
        document = parse(source, "html")
        json.dumps(render_adf(document))
        return document

    whole = seconds(lambda: convert(big), runs=1, rounds=3)
    half = seconds(lambda: convert(big[: len(big) // 2]), runs=1, rounds=3)
    yield at_most("R2", f"{len(big):,} characters of HTML to valid ADF, s", whole, 2.0)
    yield at_most("R3", "the same, time of the whole / time of half", whole / half, 2.6)
    wild = "<div>" * (MEGABYTE // 10) + "<b id=x>" * (MEGABYTE // 16)
    yield at_most("R4", "a megabyte of unclosed tags, s", seconds(lambda: parse(wild, "html"), 1, 3), 2.0)


def measure() -> list[Figure]:
    """All figures of rich text."""
    return [*against_libraries(), *linear()]


if __name__ == "__main__":
    for figure in measure():
        print(figure.line())
