"""Random documents in Atlassian's format for property tests: everything that the tree calls native or styled."""

from typing import Any

from hypothesis import strategies as st

Adf = dict[str, Any]

SNEAKY = [
    "*a*", "_b_", "**", "__init__", "[x](y)", "[ ] todo", "[x]", "# no heading", "> no quote", "- no item",
    "1. no item", "+ x", "`code`", "```", "~~s~~", "<b>bold</b>", "<script>alert(1)</script>", "&amp;", "&nbsp;",
    "&#42;", "{code}", "{color:red}x{color}", "{{m}}", "!img.png!", "h1. x", "bq. x", "||a||", "|a|b|", "----",
    "===", "---", "a\\*b", "\\", "\\\\", "snake_case_name", "2 * 3 * 4", "a ~ b", "C#", "#12", "@me",
    "http://x.y/z_a_b", "https://e.com", "!", "![", "a|b", "<!-- c -->", "~accountid:1", "^up^", "+u+", "-d-",
    "☐ box", "⇒ so", "[DONE]", "10)", "* * *", "***", ":---:", "</div>", "$x$", "?", "(c)", "\u3000wide", "é",
    "漢字", "😀", "a\u00a0b", "\u200b", "x\u2028y", "a  b", " lead", "trail ", "\tTab", "{quote}", "{panel}", "]", "}",
]  # fmt: skip

words = st.one_of(
    st.sampled_from(SNEAKY),
    st.text(alphabet="ab *_[]()#`<>{}!|\\~-+^&.:/1\u00a0\"'=", min_size=1, max_size=8),
    st.text(min_size=1, max_size=6),
)
urls = st.sampled_from(
    [
        "https://example.com/",
        "http://e.com/a_b?x=1&copy=2",
        "mailto:a@b.c",
        "/browse/A-1",
        "https://e.com/(x)_*y*|z",
        "ftp://f/a",
    ]
)
colors = st.sampled_from(["#ff0000", "#36b37e", "#0747A6"])


def node(kind: str, content: list[Adf] | None = None, **attrs: Any) -> Adf:
    made: Adf = {"type": kind}
    if attrs:
        made["attrs"] = attrs
    if content is not None:
        made["content"] = content
    return made


@st.composite
def texts(draw: st.DrawFn) -> Adf:
    made: Adf = {"type": "text", "text": draw(words)}
    marks: list[Adf] = []
    kinds = draw(
        st.lists(
            st.sampled_from(
                ["strong", "em", "underline", "strike", "subsup", "textColor", "backgroundColor", "link", "code"]
            ),
            max_size=3,
            unique=True,
        )
    )
    if "code" in kinds:
        kinds = [kind for kind in kinds if kind in ("code", "link")]
    for kind in kinds:
        mark: Adf = {"type": kind}
        if kind == "subsup":
            mark["attrs"] = {"type": draw(st.sampled_from(["sub", "sup"]))}
        elif kind in ("textColor", "backgroundColor"):
            mark["attrs"] = {"color": draw(colors)}
        elif kind == "link":
            mark["attrs"] = {"href": draw(urls)}
            if draw(st.integers(0, 5)) == 0:
                mark["attrs"]["title"] = draw(words)
        marks.append(mark)
    if marks:
        made["marks"] = marks
    return made


atoms = st.one_of(
    st.just({"type": "hardBreak"}),
    st.builds(
        lambda text, color: node("status", text=text, color=color),
        words,
        st.sampled_from(["blue", "green", "neutral", "red"]),
    ),
    st.builds(lambda day: node("date", timestamp=str(day * 86_400_000)), st.integers(0, 40_000)),
    st.builds(lambda ms: node("date", timestamp=str(ms)), st.integers(0, 10**13)),
    st.builds(lambda name: node("emoji", shortName=":" + name + ":", text="😀"), st.sampled_from(["smile", "a_b"])),
    st.builds(
        lambda name: node("mention", id="557058:" + name, text="@" + name), st.sampled_from(["Mia", "J_o", "x*y"])
    ),
    st.builds(lambda url: node("inlineCard", url=url), urls),
)

inlines = st.lists(st.one_of(texts(), texts(), atoms), max_size=5)
paragraphs = st.builds(lambda content: node("paragraph", content), inlines)


@st.composite
def placed(draw: st.DrawFn) -> Adf:
    made = draw(
        st.one_of(paragraphs, st.builds(lambda c, level: node("heading", c, level=level), inlines, st.integers(1, 6)))
    )
    choice = draw(st.integers(0, 8))
    if choice == 0:
        made["marks"] = [{"type": "alignment", "attrs": {"align": draw(st.sampled_from(["center", "end"]))}}]
    elif choice == 1:
        made["marks"] = [{"type": "indentation", "attrs": {"level": draw(st.integers(1, 6))}}]
    return made


@st.composite
def code_blocks(draw: st.DrawFn) -> Adf:
    made = node("codeBlock", [])
    code = draw(
        st.one_of(
            words,
            st.sampled_from(["", "\n", "a\n\nb", "\n x\n", "```\n~~~", "\ttab\n", "{code}\n{noformat}", "  indented"]),
        )
    )
    if code.strip("\x00"):
        made["content"] = [{"type": "text", "text": code}]
    language = draw(st.sampled_from([None, "python", "c++", "odd name", ""]))
    if language is not None:
        made["attrs"] = {"language": language}
    return made


def _lists(item_content: st.SearchStrategy[list[Adf]]) -> st.SearchStrategy[Adf]:
    items = st.lists(st.builds(lambda content: node("listItem", content), item_content), min_size=1, max_size=3)
    return st.one_of(
        st.builds(lambda content: node("bulletList", content), items),
        st.builds(
            lambda content, order: node("orderedList", content, order=order), items, st.sampled_from([1, 1, 3, 0])
        ),
    )


first_then = st.builds(
    lambda first, rest: [first, *rest],
    st.one_of(paragraphs, code_blocks()),
    st.lists(st.one_of(paragraphs, code_blocks()), max_size=1),
)
flat_lists = _lists(first_then)
lists = st.one_of(
    flat_lists,
    _lists(st.builds(lambda first, rest: [first, *rest], paragraphs, st.lists(flat_lists, max_size=2))),
)


@st.composite
def task_lists(draw: st.DrawFn, depth: int = 0) -> Adf:
    items: list[Adf] = []
    for number in range(draw(st.integers(1, 3))):
        if number and depth < 2 and draw(st.integers(0, 3)) == 0:
            items.append(draw(task_lists(depth=depth + 1)))
        else:
            items.append(
                node(
                    "taskItem", draw(inlines), localId=f"{depth}{number}", state=draw(st.sampled_from(["TODO", "DONE"]))
                )
            )
    return node("taskList", items, localId="t")


decision_lists = st.builds(
    lambda contents: node(
        "decisionList", [node("decisionItem", c, localId="d", state="DECIDED") for c in contents], localId="l"
    ),
    st.lists(inlines, min_size=1, max_size=3),
)
quotes = st.builds(
    lambda content: node("blockquote", content),
    st.lists(st.one_of(paragraphs, flat_lists, code_blocks()), min_size=1, max_size=3),
)
panels = st.builds(
    lambda content, kind: node("panel", content, panelType=kind),
    st.lists(st.one_of(paragraphs, lists, code_blocks(), st.just(node("rule"))), min_size=1, max_size=3),
    st.sampled_from(["info", "note", "tip", "warning", "error", "success", "custom"]),
)
media = st.one_of(
    st.builds(
        lambda alt: node(
            "mediaSingle", [node("media", type="external", url="https://e.com/a.png", **alt)], layout="center"
        ),
        st.sampled_from([{}, {"alt": "A *b*"}, {"width": 20, "height": 10}]),
    ),
    st.just(
        node(
            "mediaSingle",
            [
                node("media", type="file", id="a-b", collection="c", alt="x.png"),
                node("caption", [{"type": "text", "text": "Cap"}]),
            ],
            layout="wide",
        )
    ),
    st.just(
        node(
            "mediaGroup",
            [
                node("media", type="file", id="a-b", collection="c"),
                node("media", type="file", id="d", collection="", alt="n"),
            ],
        )
    ),
)
leaves = st.one_of(
    placed(),
    placed(),
    lists,
    task_lists(),
    decision_lists,
    quotes,
    panels,
    code_blocks(),
    st.just(node("rule")),
    media,
    st.just(node("blockCard", url="https://e.com/b")),
    st.just(node("embedCard", url="https://e.com/b", layout="wide")),
)
in_cells = st.one_of(paragraphs, paragraphs, lists, panels, code_blocks(), task_lists())


@st.composite
def tables(draw: st.DrawFn) -> Adf:
    width, height = draw(st.integers(1, 3)), draw(st.integers(1, 3))
    simple = draw(st.booleans())
    rows = []
    for row in range(height):
        cells = []
        for _ in range(width):
            kind = "tableHeader" if row == 0 else "tableCell"
            if not simple:
                kind = draw(st.sampled_from(["tableHeader", "tableCell"]))
            content = [draw(paragraphs)] if simple else draw(st.lists(in_cells, min_size=1, max_size=2))
            attrs = (
                {}
                if simple
                else draw(st.sampled_from([{}, {"background": "#deebff"}, {"colwidth": [100]}, {"colwidth": [100.5]}]))
            )
            cells.append(node(kind, content, **attrs))
        rows.append(node("tableRow", cells))
    return node(
        "table",
        rows,
        **draw(
            st.sampled_from(
                [{}, {"layout": "wide"}, {"isNumberColumnEnabled": False, "layout": "default", "localId": "q"}]
            )
        ),
    )


expands = st.builds(
    lambda content, title: node("expand", content, title=title),
    st.lists(st.one_of(paragraphs, lists, panels, code_blocks(), tables()), min_size=1, max_size=3),
    words,
)
layouts = st.builds(
    lambda columns: node("layoutSection", [node("layoutColumn", c, width=50) for c in columns]),
    st.lists(st.lists(leaves, min_size=1, max_size=2), min_size=2, max_size=2),
)
blocks = st.one_of(leaves, leaves, leaves, tables(), expands, layouts)
documents = st.builds(lambda content: {"type": "doc", "version": 1, "content": content}, st.lists(blocks, max_size=5))

# What does not come back equal, because only its own product can use it or because it is repaired on the way.
macros = st.builds(
    lambda content, key, said: (
        node("bodiedExtension", content, extensionKey=key, extensionType="x")
        if content
        else node("extension", extensionKey=key, extensionType="x", text=said)
    ),
    st.lists(st.one_of(paragraphs, code_blocks(), flat_lists), max_size=2),
    words,
    words,
)
in_lines = st.builds(
    lambda before, inline: node("paragraph", [before, inline]),
    texts(),
    st.one_of(
        st.builds(lambda said: node("inlineExtension", extensionKey="k", extensionType="x", text=said), words),
        st.builds(lambda alt: node("mediaInline", id="a-b", collection="", alt=alt), words),
        st.just(node("inlineCard", data={"name": "Card"})),
        st.builds(
            lambda said: {
                "type": "text",
                "text": said,
                "marks": [{"type": "annotation", "attrs": {"id": "1", "annotationType": "inlineComment"}}],
            },
            words,
        ),
    ),
)
repaired = st.one_of(
    st.builds(lambda inner: node("bulletList", [node("listItem", [inner])]), flat_lists),
    st.builds(lambda inner: node("taskList", [inner], localId="l"), task_lists()),
    st.builds(
        lambda one, other: node(
            "table",
            [
                node("tableRow", [node("tableCell", [one], rowspan=2), node("tableCell", [other])]),
                node("tableRow", []),
                node("tableRow", [node("tableHeader", [other])]),
            ],
        ),
        paragraphs,
        paragraphs,
    ),
    st.builds(
        lambda alt: node("mediaSingle", [node("media", type="external", url="//", alt=alt)], layout="center"), words
    ),
    st.just(node("blockCard", datasource={"id": "d", "parameters": {}, "views": [{"type": "table"}]}, width=9)),
    st.just(node("orderedList", [node("listItem", [node("paragraph", [])])], order=3.0)),
)


@st.composite
def identified(draw: st.DrawFn) -> Adf:
    """A block with the local ids that Jira's editor writes."""
    made = draw(st.one_of(placed(), lists, quotes, tables()))
    waiting = [made]
    for number, each in enumerate(waiting):
        waiting.extend(child for child in each.get("content", []) if child["type"] not in ("text", "hardBreak"))
        each.setdefault("attrs", {})["localId"] = f"{number:04}"
    return made


all_blocks = st.one_of(blocks, macros, in_lines, repaired, identified())
all_documents = st.builds(
    lambda content: {"type": "doc", "version": 1, "content": content}, st.lists(all_blocks, max_size=4)
)
