"""Errors point at the very expression, with snippet, caret and script frames."""

import pytest

from addon.scripting.errors import CompileError
from addon.scripting.program import Failure, compile_script


def failure(source: str) -> Failure:
    outcome = compile_script(source, "Rule").run({})
    assert outcome.failure is not None
    return outcome.failure


def test_a_null_receiver_is_named_with_its_property_and_column() -> None:
    found = failure("def a = [:]\ndef x = a.b.c")
    assert found.class_name == "java.lang.NullPointerException"
    assert found.message == "Cannot get property 'c' on null object"
    assert (found.line, found.column) == (2, 13)


def test_the_caret_stands_below_the_column() -> None:
    found = failure("x = 1\n\ty = foo.bar")
    code, caret = found.snippet.split("\n")
    assert code[len(caret) - 1 :].startswith("foo")


def test_the_snippet_is_the_line_that_is_meant_whatever_texts_hold() -> None:
    assert failure("def a = 'x\u2028y\x0c'\rdef b = 1\r\nnothing").snippet == "nothing\n^"


def test_script_frames_name_methods_and_their_callers_lines() -> None:
    found = failure("def inner(x) {\n  x.boom()\n}\ndef outer() {\n  inner('a')\n}\nouter()")
    assert found.line == 2
    assert [(frame.name, frame.line) for frame in found.frames] == [("inner", 5), ("outer", 7)]


def test_a_thrown_exception_points_at_where_it_was_made() -> None:
    found = failure("def e = new IllegalStateException('late')\n\nthrow e")
    assert (found.class_name, found.message, found.line) == ("java.lang.IllegalStateException", "late", 1)


def test_the_name_of_the_script_is_in_messages() -> None:
    assert failure("foo").message == "No such property: foo for class: Rule"


@pytest.mark.parametrize(
    ("source", "place", "expected"),
    [
        ("x = 1\nlist.each { item ->\n  println item\n", (2, 11), "it is never closed, expected '}'"),
        ("def f() {\n  if (x) {\n    println 1\n}\n", (5, 1), "expected '}' for the '{' in line 1"),
        ("println list.collect {\n  it\n", (3, 1), "expected '}' for the '{' in line 1"),
    ],
)
def test_a_brace_that_stays_open_is_named(source: str, place: tuple[int, int], expected: str) -> None:
    with pytest.raises(CompileError) as caught:
        compile_script(source, "Rule")
    problem = caught.value.problems[0]
    assert (problem.line, problem.column) == place
    assert expected in problem.message


def test_an_error_in_a_closure_points_into_the_closure() -> None:
    assert failure("[1].each {\n  it.trim()\n  it.foo\n}").line == 2


def test_an_exception_raised_by_the_language_itself_has_a_message() -> None:
    outcome = compile_script("try { 1 + null } catch (e) { e.message.readLines()[0] }").run({})
    assert outcome.value == "Ambiguous method overloading for method java.lang.Integer#plus."
