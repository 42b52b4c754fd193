"""A fingerprint follows what a reader sees."""

import pytest
from hypothesis import given

from addon.richtext import fingerprint, from_json, parse, render, to_json
from tests.unit.richtext import documents
from tests.unit.richtext.effort import examples

SAME = [
    ("<p>a</p><p>b</p>", "<div>a</div><div>b</div>"),
    ("<p>a</p><p>b</p>", "<div>a</div><div><br></div><div>b<br></div>"),
    ("<div>a</div><div>b</div>", "a<br>b"),
    ("a b", "a&nbsp;b"),
    ("a  b ", "<p> a\n b&nbsp;</p>"),
    ("<b>x</b>", '<span style="font-weight: 700;">x</span>'),
    ("<b><i>x</i></b>", "<em><strong>x</strong></em>"),
    ("<b>x</b><b>y</b>", "<b>xy</b>"),
    ('<a href="http://x/" title="t">y</a>', '<a title="t" href="http://x/">y</a>'),
    ('<span style="color:#FF0000">x</span>', '<font color="red">x</font>'),
    ("<p>x</p>", '<p style="color:black;background-color:white">x</p>'),
    ("<p>x</p>", '<span style="color:#000000">x</span>'),
    ("<table><tr><td>x</table>", '<table><tbody><tr><td style="width:90px" colspan="1">x</td></tr></tbody></table>'),
    ("<ol><li>x</ol>", '<ol start="1"><li><p>x</p></li></ol>'),
    ("<b>x</b> <b>y</b>", "<b>x y</b>"),
    ("<b>x </b>y", "<b>x</b> y"),
    ("<i><u>x</u> </i>y <i>z</i>", "<i><u>x</u></i> y<i> z</i>"),
    ("x\u200by\ufeff", "xy"),
    ('<table><tr><td style="background-color:#FFF">x</table>', "<table><tr><td>x</table>"),
    ('<a href="/f\u00f6\u00f6?a=[b]">y</a>', '<a href="/f%C3%B6%c3%b6?a=%5Bb%5d">y</a>'),
    ('<a href="HTTPS://E.com">y</a>', '<a href="https://e.com/">y</a>'),
    ('<a href="http://x/a%20b/%7Ec">y</a>', '<a href="http://x/a b/~c">y</a>'),
    ('<p><img src="http://x/\u00e9.png"></p>', '<p><img src="http://x/%C3%A9.png"></p>'),
]
DIFFERENT = [
    ("a", "b"), ("a b", "ab"), ("a b", "a<br>b"), ("<b>x</b>", "x"), ("<b>x</b>", "<i>x</i>"), ("<p>x</p>", "<h1>x</h1>"),
    ("<ul><li>x</ul>", "<ol><li>x</ol>"), ("<ol start=2><li>x</ol>", "<ol><li>x</ol>"),
    ('<a href="http://x/">y</a>', '<a href="http://z/">y</a>'), ("<td>", "<th>"),
    ("<table><tr><td>x</table>", "<table><tr><th>x</table>"), ("<p>x</p>", "<p style='text-align:center'>x</p>"),
    ("<ul><li>a<ul><li>b</ul></ul>", "<ul><li>a<li>b</ul>"), ("<pre>a\n b</pre>", "<pre>a\nb</pre>"),
    ('<ul><li><input type="checkbox">x</ul>', '<ul><li><input type="checkbox" checked>x</ul>'),
    ('<ul><li><input type="checkbox"></ul>', '<ul><li><input type="checkbox" checked></ul>'),
    ('<ul><li><input type="checkbox">x<li><input type="checkbox"></ul>', '<ul><li><input type="checkbox">x</ul>'),
    ('<span style="color:red">x</span>', '<span style="color:blue">x</span>'),
    ("<u>x </u>y", "<u>x</u> y"), ("<b>x y</b>", "<b>x</b> y"), ("x y", "xy"),
    ('z <a href="http://x/"><img src="http://i/i.png"></a>', 'z <a href="http://y/"><img src="http://i/i.png"></a>'),
    ('<a href="http://x/"><img src="http://i/i.png"></a>', '<img src="http://i/i.png">'),
    ('<a href="http://x/A">y</a>', '<a href="http://x/a">y</a>'), ('<a href="/a%2Fb">y</a>', '<a href="/a/b">y</a>'),
    ('<a href="http://x/a?b">y</a>', '<a href="http://x/a%3Fb">y</a>'),
    ('<p style="white-space:pre-wrap">a\nb</p>', "<p>a\nb</p>"), ("<p>x</p>", '<p style="font-weight:bold">x</p>'),
]  # fmt: skip


@pytest.mark.parametrize(("one", "other"), SAME)
def test_noise_of_the_services_is_no_change(one: str, other: str) -> None:
    assert fingerprint(parse(one, "html")) == fingerprint(parse(other, "html"))


@pytest.mark.parametrize(("one", "other"), [pair for pair in DIFFERENT if pair[0] != "<td>"])
def test_what_a_reader_sees_is_a_change(one: str, other: str) -> None:
    assert fingerprint(parse(one, "html")) != fingerprint(parse(other, "html"))


@given(adf=documents.all_documents)
@examples(30)
def test_a_trip_through_html_keeps_the_fingerprint(adf: documents.Adf) -> None:
    document = parse(adf, "adf")
    assert fingerprint(parse(render(document, "html"), "html")) == fingerprint(document)


@given(adf=documents.all_documents)
@examples(30)
def test_a_document_travels_unchanged(adf: documents.Adf) -> None:
    document = parse(adf, "adf")
    assert from_json(to_json(document)) == document


def test_another_file_of_the_same_name_is_a_change() -> None:
    def line(number: str) -> documents.Adf:
        file = documents.node("mediaInline", id=number, collection="", type="file", alt="plan.png")
        return documents.node("doc", [documents.node("paragraph", [file])])

    assert fingerprint(parse(line("1"), "adf")) != fingerprint(parse(line("2"), "adf"))
