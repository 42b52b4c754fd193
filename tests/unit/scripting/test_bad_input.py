"""What is no script gets a clear error with a position, quickly."""

import random
import time

import pytest

from addon.scripting import touched
from addon.scripting.check import check
from addon.scripting.compiler.duplicates import duplicates
from addon.scripting.errors import CompileError
from addon.scripting.parser import parse
from addon.scripting.program import compile_script


def problem(source: str) -> tuple[int, int, str]:
    found = check(source)[0]
    return found.line, found.column, found.message


def test_an_unterminated_text_names_its_start() -> None:
    line, column, message = problem("def a = 1\ndef s = 'abc\ndef b = 2")
    assert (line, column) == (2, 13)
    assert "'" in message


def test_an_unterminated_multiline_text_names_its_start() -> None:
    assert problem('x = 1\ny = """abc\n\n')[:2] == (2, 5)


def test_a_missing_bracket_says_what_was_expected() -> None:
    assert "')'" in problem("foo(1, 2")[2]
    assert "'}'" in problem("if (true) { x = 1")[2]
    assert "']'" in problem("def l = [1, 2\nprintln l")[2]


def test_an_unterminated_comment_is_named() -> None:
    assert "comment" in problem("x = 1 /* never ends")[2]


def test_a_byte_order_mark_and_mixed_line_ends_do_not_matter() -> None:
    source = "\ufeffdef a = 1\r\ndef b = 2\rdef c = 3\na + b + c"
    assert compile_script(source).run({}).value == 6


def test_names_may_be_of_any_letters() -> None:
    assert compile_script("def größe = 2; def 数 = 3; größe * 数").run({}).value == 6


@pytest.mark.parametrize(("character", "shown"), [("😀", "'😀'"), ("€", "'€'"), ("\0", "'\\x00'"), ("`", "'`'")])
def test_a_character_that_has_no_meaning_is_named_whole(character: str, shown: str) -> None:
    assert problem(f"def a = 1\n{character}{character}") == (2, 1, f"Unexpected character: {shown}")


def test_a_source_that_is_too_long_is_refused() -> None:
    assert "256 KB" in problem("x = 1\n" * 60_000)[2]


@pytest.mark.parametrize("opening", ["(", "[", "{", "!", "-", "a.b(", "${", "[a:", "if (x) ", "x ? "])
def test_deep_nesting_ends_with_an_error(opening: str) -> None:
    with pytest.raises(CompileError):
        compile_script(opening * 20_000)


def test_deep_nesting_in_a_text_ends_with_an_error() -> None:
    with pytest.raises(CompileError):
        compile_script('"${' * 5_000)


def test_random_bytes_give_problems_or_nothing() -> None:
    chance = random.Random(7)
    for _ in range(300):
        source = "".join(chr(chance.randrange(1, 0x2FF)) for _ in range(chance.randrange(1, 80)))
        for found in check(source):
            assert found.line >= 1


TOKENS = [
    "def",
    "x",
    "=",
    "1",
    "(",
    ")",
    "[",
    "]",
    "{",
    "}",
    ",",
    ";",
    ":",
    "?",
    ".",
    "?.",
    "*.",
    "->",
    "==",
    "!=",
    "<",
    ">",
    "+",
    "-",
    "*",
    "/",
    "**",
    "..",
    "..<",
    "<<",
    "if",
    "else",
    "for",
    "in",
    "while",
    "switch",
    "case",
    "default",
    "try",
    "catch",
    "finally",
    "return",
    "break",
    "continue",
    "class",
    "enum",
    "interface",
    "new",
    "this",
    "super",
    "'a'",
    '"b${1}"',
    "/c/",
    "1",
    "2.5",
    "null",
    "true",
    "assert",
    "throw",
    "import",
    "as",
    "instanceof",
    "it",
    "println",
    "extends",
    "static",
    "\n",
]


def test_random_tokens_give_problems_or_run_into_script_errors() -> None:
    from addon.scripting.limits import Limits, Meter

    chance = random.Random(11)
    for _ in range(600):
        source = " ".join(chance.choice(TOKENS) for _ in range(chance.randrange(1, 25)))
        try:
            program = compile_script(source)
        except CompileError:
            continue
        outcome = program.run({}, Meter(Limits(steps=2_000)))
        assert outcome.reason != "internal", source


def test_an_unknown_import_says_what_to_use_instead() -> None:
    found = check("import com.atlassian.jira.component.ComponentAccessor\nComponentAccessor.foo()")[0]
    assert (found.line, found.severity) == (2, "error")
    assert found.replacement is not None
    assert "nodeHelper" in found.replacement


def test_an_unknown_import_that_nothing_uses_is_only_a_warning() -> None:
    found = check("import com.atlassian.jira.component.ComponentAccessor\n1")
    assert [(one.line, one.severity) for one in found] == [(1, "warning")]


def test_an_import_of_what_exists_nowhere_is_an_error() -> None:
    assert [(one.line, one.severity) for one in check("import foo.Bar\n1")] == [(1, "error")]


@pytest.mark.parametrize(
    "source",
    [
        *("Thread.sleep(1)", "System.exit(0)", "new File('x')", "''.metaClass.x = 1", "Eval.me('1')"),
        *("Class.forName('x')", "this.class.classLoader", "getClass().getMethods()", "System.getenv('HOME')"),
        *("'ls'.execute()", "['ls', '-l'].execute()", "use(String) { }", "ArrayList.mixin(String)"),
    ],
)
def test_what_is_refused_is_refused_by_the_check(source: str) -> None:
    found = check("x = 1\n" + source)[0]
    assert (found.line, found.severity) == (2, "error")
    assert "not available here" in found.message


def test_waiting_is_refused_by_the_check() -> None:
    assert problem("x = 1\nsleep(1000)")[2] == "A rule cannot wait: sleep()."


@pytest.mark.parametrize(
    "source",
    [
        "def sleep(x) { x }\nsleep(3)",
        "def use = { it }\nuse(3)",
        "import groovy.time.TimeCategory as Times\nuse(Times) { 1.day }",
        "class Steps { def methodMissing(String name, given) { name } }\nnew Steps().with { sleep(3) }",
    ],
)
def test_names_that_a_script_gives_a_meaning_of_its_own_are_not_refused(source: str) -> None:
    assert not check(source)


def test_an_annotation_that_makes_code_is_refused_by_name() -> None:
    assert "@Canonical" in problem("@groovy.transform.Canonical\nclass A { }")[2]


def test_traces_of_another_product_are_refused_with_what_keeps_them_here() -> None:
    (found,) = check("traces.add(com.exalate.api.domain.twintrace.TraceType.COMMENT)")
    assert "Leave the trace out: commentHelper.mergeComments" in found.message


@pytest.mark.parametrize(
    "chain", ["y = 1" + " && 1" * 40_000, "y = 1" + " + 1" * 40_000, "a:\n" * 60_000, "f " * 60_000]
)
def test_a_chain_beyond_what_can_be_read_is_told_at_its_own_line(chain: str) -> None:
    line, _, message = problem("x = 1\n\n" + chain)
    assert line >= 3 and message == "The script is nested too deep."


def test_a_long_chain_of_else_if_is_no_nesting() -> None:
    chain = "if (x == 0) { 'zero' }" + "".join(f"\nelse if (x == {number}) 'n{number}'" for number in range(1, 500))
    assert compile_script(f"x = 450\n{chain}\nelse 'none'").run({}).value == "n450"
    assert compile_script(f"x = 1000\n{chain}\nelse 'none'").run({}).value == "none"


def test_an_array_has_at_most_as_many_dimensions_as_in_java() -> None:
    assert problem("\nint" + "[]" * 256 + " x")[0] == 2
    assert check("int" + "[]" * 255 + " x") == []
    assert problem("\nnew int" + "[1]" * 256)[0] == 2
    assert problem("\nnew int[1]" + "[]" * 255)[0] == 2
    assert check("new int" + "[1]" * 255) == []


def test_a_large_script_with_many_mistakes_is_not_read_again_for_each(monkeypatch: pytest.MonkeyPatch) -> None:
    read: list[int] = []
    monkeypatch.setattr(touched, "parse", lambda text: (read.append(len(text)), parse(text))[1])
    assert touched.fields("x = )\n" * 40_000) == {"reads": [], "writes": []}
    assert 0 < sum(read) < 2_000_000


@pytest.mark.parametrize("opening", ["def f(", "def c = { "])
def test_there_are_at_most_as_many_parameters_as_in_java(opening: str) -> None:
    closing = ") {}" if opening.endswith("(") else " -> }"
    assert check("\n" + opening + ", ".join(f"a{number} = 1" for number in range(255)) + closing) == []
    line, _, message = problem("\n" + opening + ", ".join(f"a{number} = 1" for number in range(20_000)) + closing)
    assert line == 2 and message == "There are more than 255 parameters."


def test_many_methods_are_compared_with_those_of_their_own_name_only() -> None:
    def seconds(count: int) -> float:
        tree = parse("\n".join(f"def m{number}() {{}}" for number in range(count)))
        began = time.process_time()
        assert duplicates(tree) == []
        return time.process_time() - began

    assert min(seconds(8_000) for _ in range(3)) < 30 * max(seconds(1_000) for _ in range(3))


def test_a_property_without_a_name_is_no_failure_of_ours() -> None:
    outcome = compile_script("Integer.''").run({})
    assert outcome.reason is None and outcome.failure is not None and outcome.failure.line == 1


@pytest.mark.parametrize(
    ("source", "named"),
    [
        ("[a: 1, *: 2]", "java.lang.Integer, value 2"),
        ("def f(Map m) { m }; f(*: [1], y: 2)", "java.util.ArrayList, value [1]"),
    ],
)
def test_only_maps_are_spread_into_maps(source: str, named: str) -> None:
    failure = compile_script(source).run({}).failure
    assert failure is not None
    assert failure.class_name == "groovy.lang.SpreadMapEvaluatingException"
    assert (failure.message, failure.line) == (f"Cannot spread the map {named}", 1)


@pytest.mark.parametrize("source", ["Integer*.a = [12]", "5*.a = 3", "def x = 5; x*.a = 3"])
def test_what_is_no_collection_is_spread_as_itself_when_it_is_assigned_to(source: str) -> None:
    failure = compile_script(source).run({}).failure
    assert failure is not None
    assert failure.message == "No such property: a for class: java.lang.Integer"
    assert compile_script("null*.a = 3").run({}).value == 3
