"""`python -m addon script …` as other tools rely on it.

What a process adds is seen once for each command; the rest is asked of the same commands in this process, which share
one launcher of scripts: starting an interpreter and its zygote costs a hundred times what a rule does.
"""

import contextlib
import io
import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from addon.cli import main
from addon.commands import script as commands
from addon.sandbox.launcher import Sandbox

pytestmark = pytest.mark.process

ROOT = Path(__file__).parents[3]
CORPUS = ROOT / "tests" / "unit" / "scripting" / "corpus"


class Shared(Sandbox):
    """A launcher that outlives the command that made it."""

    def close(self) -> None:
        return None


@pytest.fixture(scope="module")
def launcher() -> Iterator[Sandbox]:
    made = Shared(require_wall=True)
    yield made
    Sandbox.close(made)


@pytest.fixture(autouse=True)
def _one_launcher(launcher: Sandbox, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(commands, "Sandbox", lambda require_wall: launcher)


def process(*words: str | Path, given: str | None = None) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "addon", "script", *map(str, words)]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False, input=given)


def script(*words: str | Path) -> subprocess.CompletedProcess[str]:
    """The same in this process."""
    out, err = (io.TextIOWrapper(io.BytesIO(), encoding="utf-8", write_through=True) for _ in range(2))
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err), pytest.raises(SystemExit) as ended:
        main(["script", *map(str, words)])
    said = [one.buffer.getvalue().decode() for one in (out, err)]  # type: ignore[attr-defined]
    return subprocess.CompletedProcess(list(map(str, words)), int(ended.value.code or 0), *said)


def answer(*words: str | Path) -> Any:
    ended = script(*words)
    assert ended.returncode == 0, ended.stderr
    return json.loads(ended.stdout)


@pytest.fixture
def rule(tmp_path: Path) -> Any:
    def write(source: str | bytes, name: str = "my_rule.groovy") -> Path:
        path = tmp_path / name
        path.write_bytes(source if isinstance(source, bytes) else source.encode())
        return path

    return write


def test_each_command_is_a_process_that_prints_and_exits_as_it_does_in_here(rule: Any, tmp_path: Path) -> None:
    (tmp_path / "bad.json").write_text("nope")
    typed = rule("log.info 'größe €😀'\n[1, 2.50, 'x']", "typed.groovy")
    wrong = rule("def a = 1\ndef b = )\n", "wrong.groovy")
    place = ("--line", "1", "--column", "6")
    fixture = ("--fixture", CORPUS / "fixtures" / "jira_in_first.json")
    for words, code in (
        (("run", typed, *fixture), 0),
        (("run", typed, "--fixture", tmp_path / "bad.json"), 2),
        (("check", wrong), 1),
        (("check", "--json", typed), 0),
        (("complete", typed, *place), 0),
        (("hover", typed, *place), 0),
        (("fields", typed), 0),
        (("nothing",), 2),
    ):
        apart, within = process(*words), script(*words)
        assert apart.returncode == code, apart.stderr
        assert (apart.returncode, apart.stdout, apart.stderr) == (within.returncode, within.stdout, within.stderr)


def test_standard_input_is_a_file_called_dash(rule: Any) -> None:
    ran = process("run", "-", given="def x = 20\nx * 2 + nothing")
    assert ran.returncode == 0, ran.stderr
    error = json.loads(ran.stdout)["error"]
    assert (error["line"], error["message"]) == (2, "No such property: nothing for class: Script1")
    checked = process("check", "-", given="def x = )")
    assert (checked.returncode, checked.stdout[:12]) == (1, "1:9: error: ")
    fixture = process("run", rule("x + 1"), "--fixture", "-", given='{"bindings": {"x": 41}}')
    assert json.loads(fixture.stdout)["result"] == 42


def test_standard_input_is_taken_by_every_command(monkeypatch: pytest.MonkeyPatch) -> None:
    for words, source, expected in (
        (("complete", "-", "--line", "1", "--column", "13"), "nodeHelper.g", "getUser"),
        (("hover", "-", "--line", "1", "--column", "14"), "nodeHelper.getUser('x')", "getUser"),
        (("fields", "-"), "issue.summary = replica.summary", "replica.summary"),
    ):
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(source.encode())))
        assert f'"{expected}"' in json.dumps(answer(*words))


def test_rule_and_fixture_cannot_both_be_standard_input() -> None:
    ended = script("run", "-", "--fixture", "-")
    assert ended.returncode == 2
    assert "both" in ended.stderr


def test_a_file_without_an_end_is_refused_as_too_long() -> None:
    assert "256 KB" in answer("run", "/dev/zero")["error"]["message"]
    ended = script("run", "/dev/null", "--fixture", "/dev/zero")
    assert ended.returncode == 2
    assert "longer than 16 MiB" in ended.stderr


def test_what_keeps_scripts_from_running_is_no_finding_of_a_check(rule: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("REQUIRE_SCRIPT_WALL", "maybe")
    ended = script("check", rule("1"))
    assert (ended.returncode, ended.stdout) == (2, "")
    assert "REQUIRE_SCRIPT_WALL" in ended.stderr


def test_run_prints_value_and_types(rule: Any) -> None:
    made = answer("run", rule("println 'hi'\n[1, 2.50, 'x', [a: 1L], 1..3, 2.0d]"))
    assert made["status"] == "ok"
    assert made["result"] == [1, 2.5, "x", {"a": 1}, [1, 2, 3], 2.0]
    assert made["typed"] == [
        {"Integer": "1"},
        {"BigDecimal": "2.50"},
        "x",
        {"Map": [["a", {"Long": "1"}]]},
        {"Range": "1..3"},
        {"Double": "2.0"},
    ]
    assert made["stdout"] == "hi\n"


def test_a_fixture_gives_variables_look_ups_and_a_record_of_calls(rule: Any) -> None:
    source = "issue.type = nodeHelper.getIssueType('Bug', 'SHOP')\nlog.info replica.key"
    made = answer("run", rule(source), "--fixture", CORPUS / "fixtures" / "jira_in_first.json")
    assert made["calls"] == [["nodeHelper.getIssueType", ["Bug", "SHOP"]]]
    assert made["log"] == [["info", "640"]]
    assert made["bindings"]["issue"]["type"] == {"id": "10", "name": "Bug"}
    assert "nodeHelper" not in made["bindings"]


def test_issue_is_left_out_where_it_is_the_work_item_itself(rule: Any) -> None:
    made = answer("run", rule("issue.x = 1"), "--fixture", CORPUS / "fixtures" / "ado_out.json")
    assert "issue" not in made["bindings"]
    assert made["bindings"]["workItem"]["x"] == 1


def test_an_error_names_class_message_line_and_column(rule: Any) -> None:
    made = answer("run", rule("def x = null\n\nx.foo()"))
    assert made["status"] == "error"
    error = made["error"]
    assert (error["class"], error["line"], error["column"]) == ("java.lang.NullPointerException", 3, 3)
    assert error["message"] == "Cannot invoke method foo() on null object"
    assert error["snippet"].splitlines() == ["x.foo()", "  ^"]


def test_the_script_class_is_named_after_the_file(rule: Any) -> None:
    made = answer("run", rule("nothing", "some_name.groovy"))
    assert made["error"]["message"] == "No such property: nothing for class: Script_some_name"


def test_what_is_no_script_is_a_compile_error_and_still_exits_0(rule: Any) -> None:
    made = answer("run", rule("def x = (1 + \n"))
    assert made["status"] == "compile-error"
    assert made["error"]["line"] >= 1


def test_a_limit_is_told_with_its_reason_and_line(rule: Any) -> None:
    made = answer("run", rule("def again(n) {\n  again(n + 1)\n}\nagain(0)"))
    assert made["status"] == "limit"
    assert made["error"]["reason"] == "depth"
    assert made["error"]["line"] == 2


def test_the_decimal_digits_of_a_number_are_printed_as_they_are(rule: Any) -> None:
    ended = script("run", rule("[1.10, 100.00]"))
    assert "1.10" in json.loads(ended.stdout)["typed"][0]["BigDecimal"]


@pytest.mark.parametrize(
    "source",
    [
        b"",
        b"\xef\xbb\xbf1 + 1",
        b"def a = 1\r\ndef b = 2\ra + b\n",
        b"\t1",
        "def größe = 'ä€😀'; größe.size()".encode(),
    ],
)
def test_odd_but_valid_text_runs(rule: Any, source: bytes) -> None:
    assert answer("run", rule(source))["status"] == "ok"


def test_lines_of_any_ends_are_counted_up_to_what_is_no_text(rule: Any) -> None:
    error = answer("run", rule(b"a\r\nb\rc\nde\xff"))["error"]
    assert (error["line"], error["column"]) == (4, 3)


@pytest.mark.parametrize("source", [b"\xff\xfe\x00garbage", bytes(range(256)), b"\x00" * 100, b"1\n\n\xc3\x28"])
def test_what_is_no_text_is_told_with_its_place(rule: Any, source: bytes) -> None:
    made = answer("run", rule(source))
    assert made["status"] == "compile-error"
    assert made["error"]["line"] >= 1 and made["error"]["column"] >= 1


def test_a_source_beyond_its_limit_is_refused(rule: Any) -> None:
    made = answer("run", rule("def x = 1\n" * 30_000))
    assert made["status"] == "compile-error"
    assert "256" in made["error"]["message"]


def test_check_prints_one_line_a_problem_and_exits_1(rule: Any) -> None:
    ended = script("check", rule("def a = 1\ndef b = )\n"))
    assert ended.returncode == 1
    assert ended.stdout.startswith("2:9: error: ")


def test_check_of_a_good_rule_prints_nothing_and_exits_0(rule: Any) -> None:
    ended = script("check", rule("issue.summary = replica.summary"))
    assert (ended.returncode, ended.stdout) == (0, "")


def test_check_as_json_names_the_replacement(rule: Any) -> None:
    ended = script("check", "--json", rule("new File('/x').text"))
    assert ended.returncode == 1
    problem = json.loads(ended.stdout)[0]
    assert set(problem) == {"line", "column", "severity", "message", "replacement"}
    assert problem["line"] == 1 and problem["replacement"]


def test_complete_offers_the_methods_of_a_helper(rule: Any) -> None:
    items = answer("complete", rule("nodeHelper.getIss"), "--line", "1", "--column", "18")
    assert "getIssueType" in [item["label"] for item in items]
    assert all(set(item) >= {"label", "kind", "signature", "doc"} for item in items)


def test_complete_tolerates_code_that_is_not_finished(rule: Any) -> None:
    assert isinstance(answer("complete", rule("if (replica.su"), "--line", "1", "--column", "15"), list)


def test_hover_tells_what_stands_there(rule: Any) -> None:
    items = answer("hover", rule("nodeHelper.getUser('x')"), "--line", "1", "--column", "14")
    assert items[0]["label"] == "getUser"


def test_fields_lists_reads_and_writes(rule: Any) -> None:
    made = answer("fields", rule("issue.summary = replica.summary"))
    assert made == {"reads": ["replica.summary"], "writes": ["issue.summary"]}


@pytest.mark.parametrize("words", [("run",), ("run", "missing.groovy"), ("check",), ("nothing",), ("complete", "x")])
def test_wrong_words_exit_2(words: tuple[str, ...]) -> None:
    assert script(*words).returncode == 2


@pytest.mark.parametrize(
    ("fixture", "named"),
    [
        ("[]", "the document is no object"),
        ('{"bindings": 5}', "bindings is no object"),
        ('{"lookups": [1]}', "lookups is no object"),
        ('{"lookups": {"users": {"key": "a"}}}', "lookups.users is no list"),
        ('{"lookups": {"http": [1]}}', "lookups.http is no object"),
        ('{"bindings": {"issue": {"due": {"$date": "2024-01-01"}}}}', "a $date is no whole number of milliseconds"),
        ('{"bindings": {"x": [{"$date": 1e400}]}}', "a $date is no whole number of milliseconds"),
    ],
)
def test_a_fixture_of_another_form_exits_2_and_names_the_part(
    rule: Any, tmp_path: Path, fixture: str, named: str
) -> None:
    (tmp_path / "odd.json").write_text(fixture)
    ended = script("run", rule("nodeHelper.getUser('a')"), "--fixture", tmp_path / "odd.json")
    assert ended.returncode == 2
    assert named in ended.stderr


def test_numbers_of_a_fixture_may_be_long(rule: Any, tmp_path: Path) -> None:
    (tmp_path / "long.json").write_text('{"bindings": {"x": ' + "9" * 10_000 + "}}")
    assert (
        answer("run", rule("def all = x.toString().size()\nx = 0\nall"), "--fixture", tmp_path / "long.json")["result"]
        == 10_000
    )


def test_a_fixture_may_leave_parts_out(rule: Any, tmp_path: Path) -> None:
    (tmp_path / "few.json").write_text('{"bindings": null, "lookups": {"users": null, "options": [], "x": 5}}')
    assert answer("run", rule("nodeHelper.getUser('a')"), "--fixture", tmp_path / "few.json")["result"] is None


def test_a_fixture_that_is_no_json_exits_2(rule: Any, tmp_path: Path) -> None:
    (tmp_path / "bad.json").write_text("nope")
    assert script("run", rule("1"), "--fixture", tmp_path / "bad.json").returncode == 2
