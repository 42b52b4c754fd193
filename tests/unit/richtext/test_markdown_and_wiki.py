"""Markdown as Azure DevOps has it, wiki markup as rules have it."""

import re

import pytest

from addon.richtext import Refused, parse, plain_text, render, render_adf
from addon.richtext.tree import Mark, paragraph, text

MARKDOWN = {
    "a *b* **c** ~~d~~ `e`": "<p>a <em>b</em> <strong>c</strong> <s>d</s> <code>e</code></p>",
    "- [ ] x\n- [x] y": '<ul style="list-style-type:none"><li>☐ x</li><li>☑ y</li></ul>',
    "- \\[ ] x": "<ul><li>[ ] x</li></ul>",
    "see https://a.b/c.": '<p>see <a href="https://a.b/c">https://a.b/c</a>.</p>',
    "https\\://a.b": "<p>https://a.b</p>",
    "<https://a.b>": '<p><a href="https://a.b">https://a.b</a></p>',
    "[x](javascript:a)": "<p>x</p>",
    "a<br>b": "<p>a<br>b</p>",
    "![x](http://a/b.png)": '<div><img src="http://a/b.png" alt="x"></div>',
    "![x](http://a/b.png =40x30)": '<div><img src="http://a/b.png" alt="x" width="40" height="30"></div>',
    "![](http://a/b.png =40x)": '<div><img src="http://a/b.png" width="40"></div>',
    "![x](javascript:a =40x30)": "<p>[Image: x]</p>",
    "<u>*x*</u>": "<p><u><em>x</em></u></p>",
    "<script>x</script>y": "<p>y</p>",
    "# a \\#": "<h1>a #</h1>",
    "## \\#": "<h2>#</h2>",
}
WIKI = {
    "h2. Title": "<h2>Title</h2>",
    "a *b* _c_ -d- +e+ ^f^ ~g~ {{h}}": "<p>a <strong>b</strong> <em>c</em> <s>d</s> <u>e</u> <sup>f</sup> <sub>g</sub> <code>h</code></p>",
    "a - b - c, 2*3*4, snake_case_word": "<p>a - b - c, 2*3*4, snake_case_word</p>",
    "* a\n** b\n# c": "<ul><li>a<ul><li>b</li></ul></li></ul><ol><li>c</li></ol>",
    "one\ntwo": "<p>one<br>two</p>",
    "[x|http://a.b] http://c.d/e.": '<p><a href="http://a.b">x</a> <a href="http://c.d/e">http://c.d/e</a>.</p>',
    "[x|javascript:y] [z]": "<p>x [z]</p>",
    "\\*x\\* \\{code}": "<p>*x* {code}</p>",
    "{color:red}a *b*{color}": '<p><span style="color:#ff0000">a <strong>b</strong></span></p>',
    "{code:java}\nint *a*;\n{code}": '<pre><code class="language-java">int *a*;</code></pre>',
    "bq. q": "<blockquote><p>q</p></blockquote>",
    "----": "<hr>",
    "{code} never closed": "<p>{code} never closed</p>",
    "{code}{noformat} {code:x}{code}": "<pre><code>{noformat} {code:x}</code></pre>",
    "{panel}{info}a{info}{panel}": '<div style="background-color:#f4f5f7;padding:8px 12px;border-radius:3px" '
    'data-liaise="{&quot;kind&quot;:&quot;panel&quot;,&quot;panelType&quot;:&quot;custom&quot;}"><p>a</p></div>',
    "{quote}bq. a{quote}": "<blockquote><p>a</p></blockquote>",
    "!http://a/b.png!": '<div><img src="http://a/b.png"></div>',
}


@pytest.mark.parametrize("written", MARKDOWN)
def test_markdown_is_read_as_its_readers_see_it(written: str) -> None:
    assert render(parse(written, "markdown"), "html") == MARKDOWN[written]


@pytest.mark.parametrize("written", WIKI)
def test_wiki_markup_is_read_as_jira_shows_it(written: str) -> None:
    assert render(parse(written, "wiki"), "html") == WIKI[written]


def test_a_table_in_wiki_markup() -> None:
    document = parse("||A||B||\n|1|[x|http://a.b]|\n| |2|", "wiki")
    assert plain_text(document) == "A\tB\n1\tx\n\t2"


def test_a_mention_in_wiki_markup_is_an_account_for_jira() -> None:
    written = render_adf(parse("[~accountid:557058:mia]", "wiki"))["content"][0]["content"]  # type: ignore[index]
    assert written == [{"type": "mention", "attrs": {"id": "557058:mia"}}]
    assert render(parse("[~accountid:557058:mia]", "wiki"), "wiki", "jira") == "[~accountid:557058:mia]\n"


def test_markdown_that_people_write_stays_as_it_is() -> None:
    written = "# Title\n\nSome **bold** and _it_ words, `code`.\n\n- a\n- b\n  1. c\n\n> quote\n\n```py\nx = 1\n```\n\n| a | b |\n| --- | --- |\n| 1 | **2** |\n"
    assert render(parse(written, "markdown"), "markdown") == written


def test_endless_quotes_are_refused_with_a_reason() -> None:
    with pytest.raises(Refused, match="nested"):
        parse(">" * 5000 + "x", "markdown")


@pytest.mark.parametrize("piece", ["[", "![", "*a ", "_a", "`a``b", "<a ", "[a](b", "&#x1", "<!--", "\\*"])
def test_hostile_markdown_is_read(piece: str) -> None:
    parse(piece * 3_000, "markdown")


@pytest.mark.parametrize(
    "piece", ["*a ", "{*}", "{code}", "[", "{{", "!", "* a\n", "|", "{panel}", "[a|b", "\\", "{color:red}"]
)
def test_hostile_wiki_markup_keeps_its_words(piece: str) -> None:
    parse(piece * 20_000, "wiki")


def test_thousands_of_nested_emphases_keep_their_words() -> None:
    written = "**a _b " * 2_000 + "deep" + "_ **" * 2_000
    assert "deep" in plain_text(parse(written, "markdown"))
    assert plain_text(parse("*" * 4_000 + "deep" + "*" * 4_000, "markdown")) == "deep"


def test_a_table_with_spans_keeps_its_columns_in_wiki_markup() -> None:
    html = "<table><tr><td rowspan=2>a<td>b<tr><td>c<tr><td colspan=2>d</table>"
    assert render(parse(html, "html"), "wiki") == "| a | b |\n|  | c |\n| d |  |\n"


@pytest.mark.parametrize("words", ["~a~", "a~b~c", "about ~5 and a~", "~", "x ~"])
def test_a_single_tilde_strikes_nothing_out_where_one_is_enough(words: str) -> None:
    """GFM takes one or two tildes for the same; they pair when one stands right behind a word."""
    line = {"type": "paragraph", "content": [{"type": "text", "text": words}]}
    written = render(parse({"type": "doc", "content": [line]}, "adf"), "markdown")
    assert not re.search(r"(?<![\\\s])~", written)
    assert plain_text(parse(written, "markdown")) == words


@pytest.mark.parametrize("words", ["# a", "- b", "> c", "1. d", "*e*"])
def test_words_with_a_comment_on_them_are_words_in_markdown(words: str) -> None:
    mark = {"type": "annotation", "attrs": {"id": "1", "annotationType": "inlineComment"}}
    line = {"type": "paragraph", "content": [{"type": "text", "text": words, "marks": [mark]}]}
    written = render(parse({"type": "doc", "content": [line]}, "adf"), "markdown")
    assert parse(written, "markdown").blocks == (paragraph(text(words)),)


def test_the_name_of_a_file_is_no_formatting_in_markdown() -> None:
    file = {"type": "mediaInline", "attrs": {"id": "a", "collection": "", "alt": "`x` *y* <b>"}}
    line = {"type": "paragraph", "content": [{"type": "text", "text": "see "}, file]}
    document = parse({"type": "doc", "content": [line]}, "adf")
    assert parse(render(document, "markdown"), "markdown") == document


def test_numbers_below_zero_in_a_note_before_a_block_are_read_again() -> None:
    mark = {"type": "breakout", "attrs": {"mode": "wide", "width": -1}}
    document = parse({"type": "doc", "content": [{"type": "codeBlock", "marks": [mark]}]}, "adf")
    assert parse(render(document, "markdown"), "markdown") == document


@pytest.mark.parametrize(
    ("alt", "kept"),
    [("one, two (three)", "one, two (three)"), ("a!b|c, width=3", "a b c width=3"), ("two\nlines", "two lines")],
)
def test_a_pictures_other_text_keeps_its_words_in_wiki_markup(alt: str, kept: str) -> None:
    picture = {"type": "mediaInline", "attrs": {"type": "external", "url": "https://a/b.png", "alt": alt}}
    document = parse({"type": "doc", "content": [{"type": "paragraph", "content": [picture]}]}, "adf")
    written = render(document, "wiki")
    assert parse(written, "wiki").blocks[0].content[0].string("alt") == kept


def test_a_picture_inside_a_link_is_a_picture_with_a_link_in_wiki_markup() -> None:
    written = "[!https://a/b.png|alt=c!|https://d/e]\n\nsee [!https://a/b.png! it|/f]\n"
    document = parse(written, "wiki")
    alone, line = document.blocks
    link = Mark("link", (("href", "https://d/e"),))
    assert alone.content[0].string("url") == "https://a/b.png" and alone.content[0].marks == (link,)
    assert [node.kind for node in line.content] == ["text", "mediaInline", "text"]
    assert [node.has_mark("link") for node in line.content] == [False, True, True]
    assert render(document, "wiki") == written


def test_the_link_of_a_picture_goes_where_its_address_has_brackets_in_wiki_markup() -> None:
    document = parse('<p><a href="/f"><img src="https://a/b[1].png"></a></p>', "html")
    written = render(document, "wiki")
    assert "b[1].png" in written and render(parse(written, "wiki"), "wiki") == written


@pytest.mark.parametrize("macro", ["code:title=A.java", "code:java|title=A.java", "noformat:title=A.java"])
def test_the_title_of_code_is_a_line_before_it(macro: str) -> None:
    title, code = parse(f"{{{macro}}}\nx\n{{{macro.partition(':')[0]}}}", "wiki").blocks
    assert title == paragraph(text("A.java", Mark("strong")))
    assert code.kind == "codeBlock" and code.string("language") == ("java" if "java|" in macro else "")


@pytest.mark.parametrize("sign", ["*", "_", "+", "^", "~"])
def test_of_two_signs_the_inner_one_is_the_formatting_as_in_jira(sign: str) -> None:
    [line] = parse(f"{sign}{sign}a{sign}{sign}", "wiki").blocks
    assert [(node.text, bool(node.marks)) for node in line.content] == [(sign, False), ("a", True), (sign, False)]


def test_other_options_of_a_picture_are_no_part_of_its_other_text() -> None:
    [line] = parse("!https://a/b.png|alt=one, two, width=300!", "wiki").blocks
    assert line.content[0].string("alt") == "one, two"


def test_lines_of_a_links_title_become_one_as_they_do_in_adf() -> None:
    document = parse('[foo](/url "\ntitle\nline\n")', "markdown")
    assert parse(render(document, "adf"), "adf") == document
