"""What is declared twice, or changed though final, is an error before anything runs."""

import pytest

from addon.scripting.check import check
from addon.scripting.program import compile_script


@pytest.mark.parametrize(
    ("line", "source"),
    [
        (2, "def f() { 1 }\ndef f() { 2 }"),
        (2, "def f(a) { 1 }\ndef f(Object b) { 2 }"),
        (2, "class A { def f(String a) { 1 }\n int f(String b) { 2 } }"),
        (1, "def f(a, b = 1) { 1 }\ndef f(a) { 2 }"),
        (2, "class A { A(a) { }\n A(b) { } }"),
        (2, "class A { }\nclass A { }"),
        (1, "class A { def x; def x }"),
        (1, "enum E { A, A }"),
    ],
)
def test_a_second_declaration_of_the_same_is_an_error(line: int, source: str) -> None:
    assert [problem.line for problem in check(source)] == [line]


@pytest.mark.parametrize(
    "source",
    [
        "def f(String a) { 1 }\ndef f(Integer a) { 2 }",
        "def f(a, b = 1) { 1 }\ndef f(a, b, c) { 2 }",
        "class A { def f() { 1 } }\nclass B { def f() { 1 } }",
        "class A { A() { }\n A(b) { } }",
        "class A { final x; A() { x = 1 } }",
        "class A { final x = 1; def f() { def x = 5; x = 6; x } }",
        "final int x\nx = 2",
        "final l = [1]\nl << 2",
    ],
)
def test_what_only_looks_like_it_is_none(source: str) -> None:
    assert check(source) == []


@pytest.mark.parametrize(
    "source",
    [
        "final x = 1; x = 2",
        "final (a, b) = [1, 2]; a = 3",
        "def f(final a) { a = 2 }",
        "class A { final x = 1; def f() { x = 2 } }",
        "class A { final x = 1; def f() { this.x = 2 } }",
        "class A { final x = 1; def f() { def c = { x = 2 } } }",
        "class A { static final X = 1; static f() { X = 2 } }",
    ],
)
def test_a_final_one_keeps_its_value(source: str) -> None:
    assert "final" in check(source)[0].message


@pytest.mark.parametrize("source", ["goto x", "const x = 1", "def goto = 1"])
def test_reserved_words_are_no_names(source: str) -> None:
    assert "Unexpected input" in check(source)[0].message


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ("values()", 'Cannot invoke "Object.clone()" because "E.$VALUES" is null'),
        ("next()", "Cannot get property 'length' on null object"),
        ("E.valueOf('A')", "E is not an enum class"),
        ("'A' as E", "E is not an enum class"),
        ("(E.A..E.B).size()", "Must specify a non-null value for the 'from' index in a Range"),
    ],
)
def test_the_constants_of_an_enum_are_not_there_yet_while_they_are_made(asked: str, said: str) -> None:
    """As Groovy 4 has it."""
    source = (
        f"enum E {{ A(1), B(2); def x; E(n) {{ x = {asked} }} }}\ntry {{ E.A }} catch (Error e) {{ e.cause.message }}"
    )
    assert compile_script(source).run({}).value == said


def test_an_enum_reads_null_for_its_ends_while_it_is_made() -> None:
    source = "enum E { A(1), B(2); def x; E(n) { x = [E.MIN_VALUE, E.B] } }\n[E.A.x, E.B.x]"
    assert compile_script(source).run({}).value == [[None, None], [None, None]]


def test_a_closure_in_an_enum_s_constructor_names_no_static_field_either() -> None:
    problem = check("enum E { A(1); static all = []\n E(n) { [n].each { all << it } } }")[0]
    assert (problem.line, problem.column) == (2, 20)
    assert problem.message == "Cannot refer to the static enum field 'all' within an initializer"
