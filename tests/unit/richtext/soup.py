"""Input as the wild has it: pieces of each notation thrown together, most of it broken."""

from hypothesis import strategies as st

from tests.unit.richtext.documents import words

_HTML = [
    "<p>", "</p>", "<div>", "</div>", "<b>", "</b>", "<i>", "</i>", "<ul>", "<li>", "</ul>", "</li>", "<ol start=3>",
    "</ol>", "<table>", "<tr>", "<td>", "</td>", "</tr>", "</table>", "<th colspan=2>", "<br>", "&nbsp;", "  ", " ",
    "\n", "<h2>", "</h2>", "<pre>", "</pre>", "<code>", "</code>", "<a href='http://x.y'>", "<a href=javascript:1>",
    "</a>", "<span style='color:red;font-weight:bold'>", "</span>", "<blockquote>", "</blockquote>", "<hr>",
    "<span style='background-color:#deebff;color:#0747a6;border-radius:3px;padding:0 4px;font-weight:bold'>",
    "<img src='http://i/x.png' alt='pic'>", "<img src='data:x' alt=zz>", "<details>", "<summary>", "</summary>",
    "</details>", "<script>", "</script>", "<style>x", "</style>", "<!--", "-->", "<o:p>", "<font color=red>",
    "</font>", "<input type=checkbox>", "<input type=checkbox checked>", "☐ ", "<ul style='list-style-type:none'>",
    "<div style='display:flex'>", "<div style='width:50%'>", "<div style='background-color:#deebff;padding:8px 12px'>",
    "<p style='text-align:center'>", "<p style='margin-left:40px'>", "<figure>", "</figure>", "<figcaption>",
    "</figcaption>", "<time>2020-01-02", "</time>", "<u>", "</u>", "<s>", "<sup>", "<sub>", "</sub>", "<caption>",
    "</caption>", "<dl>", "<dt>", "<dd>", "<svg><text>", "<textarea>", "<select><option>", "<button onclick=x>",
    '<a href="#" data-vss-mention="version:2.0,11111111-2222-3333-4444-555555555555">@Bo</a>',
    '<div data-liaise=\'{"kind":"panel","panelType":"info"}\'>', '<div data-liaise=\'{"kind":"mediaGroup"}\'>',
    '<span data-liaise=\'{"kind":"media","id":"1","collection":""}\'>[Image]</span>',
    '<hr data-liaise=\'{"next":{"layout":"wide","columns":[1,2]}}\'>', "<td rowspan=0 colspan=0>", "<h9>",
    "<p align=center>", "<div align=right>", "<center>", "<iframe src=x>", "<form action=x>", "<img src=x onerror=y>",
    "<span style='white-space:pre-wrap'>a  b\n c", "<div style='white-space:pre'>\n", "<li style='font-weight:bold'>",
    "<a href='http://x.y'><img src='http://i/x.png'></a>",
]  # fmt: skip
_MARKDOWN = [
    "\n", "\n\n", "- ", "* ", "1. ", "2) ", "> ", "# ", "### ", "    ", "  ", "\t", "```\n", "~~~", "`", "``", "**", "*",
    "_", "__", "~~", "[a](http://x)", "![i](http://x/y.png)", "[", "](", "<b>", "</b>", "<div>", "</div>",
    "\n<div>\n\n", "\n\n</div>\n\n", "| a | b |\n|---|---|\n| c | d |\n", "---\n", "===\n", "\\", "&nbsp;", "&amp;",
    "<https://a.b>", "https://a.b/c", "- [ ] ", "- [x] ", "<details><summary>t</summary>\n\n", "</details>",
    '<!-- liaise {"layout":"wide"} -->\n\n', "<!--", "@<11111111-2222-3333-4444-555555555555>", "  \n", "\\\n", "<br>",
    "<u>", "</u>", "|", "[x]: http://r\n", "<script>", "<img src=x onerror=y>", "[a](javascript:x)",
]  # fmt: skip
_WIKI = [
    "\n", "\n\n", "* ", "# ", "** ", "*# ", "- ", "h1. ", "bq. ", "{code}", "{code:java}\n", "{noformat}", "{quote}",
    "{panel}", "{panel:title=x|bgColor=#deebff}", "{info}", "||a||b||\n", "|c|d|\n", "|", "||", "*b*", "_i_", "+u+",
    "-s-", "^p^", "~b~", "{*}x{*}", "{{m}}", "{color:red}", "{color}", "[a|http://x]", "[http://x]", "[~accountid:1:2]",
    "!http://x/i.png|alt=q!", "\\\\", "\\", "----\n", "https://a.b/c.", "&amp;", "&nbsp;", " ", "[a|javascript:x]",
    "[!http://x/i.png|alt=q!|http://y]", "[!/i.png! a|/y]", "{code:title=t}", "**", "__",
]  # fmt: skip


def _of(pieces: list[str]) -> st.SearchStrategy[str]:
    letters = st.text(alphabet="abc", min_size=1, max_size=4)
    return st.lists(st.one_of(st.sampled_from(pieces), words, letters), max_size=12).map("".join)


html = _of(_HTML)
markdown = _of(_MARKDOWN)
wiki = _of(_WIKI)
