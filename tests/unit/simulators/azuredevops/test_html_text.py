"""What the service makes of HTML."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from addon.simulators.azuredevops.html_text import editor_html, rewrite


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("plain words", "plain words"),
        ('<p class="a" id="b" onclick="x()">Hi</p>', "<p>Hi</p>"),
        ("a<script>alert(1)</script>b", "ab"),
        ('<span style="COLOR: red ;position:fixed">x</span>', '<span style="color:red;">x</span>'),
        ("one<br/>two", "one<br>two"),
        ('<a href="javascript:alert(1)">x</a>', "<a>x</a>"),
        ('<div data-adf="1">x</div>', "<div>x</div>"),
        ("<b>open", "<b>open</b>"),
        ("a &amp; b < c", "a &amp; b &lt; c"),
        ("<section><h2>T</h2></section>", "<h2>T</h2>"),
    ],
)
def test_html_is_rewritten(written, kept):
    assert rewrite(written) == kept


@given(st.text(alphabet="<>/abdivspn =\"'&;:!-", max_size=60))
def test_rewriting_twice_is_rewriting_once(text):
    once = rewrite(text)
    assert rewrite(once) == once


def test_the_editor_writes_one_division_per_line():
    assert editor_html("a < b\n\nc") == "<div>a &lt; b</div><div><br></div><div>c</div>"
