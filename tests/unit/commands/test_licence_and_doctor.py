"""Commands for whoever runs a deployment."""

from pathlib import Path

import pytest
from click.testing import CliRunner

from addon.assembly import open_ledger
from addon.commands import doctor, licence
from addon.nodes.entitlement import LicensePolicy, read_key
from addon.sandbox.launcher import Sandbox, SandboxUnavailable, WallReport
from addon.settings import Settings
from addon.storage import StoreUnavailable, new_key


def test_an_issued_key_is_accepted_by_the_deployment_that_knows_the_public_half(tmp_path: Path) -> None:
    runner, file = CliRunner(), tmp_path / "key.pem"
    public = runner.invoke(licence.command, ["keygen", str(file)]).output.strip()
    assert file.stat().st_mode & 0o077 == 0
    issued = runner.invoke(
        licence.command, ["issue", "--node", "i-1", "--until", "2090-01-01", "--private-key", str(file), "--to", "Acme"]
    )
    claims = read_key(LicensePolicy("key", 0, public), issued.output, "i-1")
    assert claims["sub"] == "Acme"


def test_a_private_key_is_never_overwritten(tmp_path: Path) -> None:
    file = tmp_path / "key.pem"
    file.write_text("precious")
    assert CliRunner().invoke(licence.command, ["keygen", str(file)]).exit_code == 1
    assert file.read_text() == "precious"


def test_a_key_for_yesterday_is_not_issued(tmp_path: Path) -> None:
    runner, file = CliRunner(), tmp_path / "key.pem"
    runner.invoke(licence.command, ["keygen", str(file)])
    found = runner.invoke(
        licence.command, ["issue", "--node", "i", "--until", "2020-01-01", "--private-key", str(file)]
    )
    assert (found.exit_code, "over" in found.output) == (1, True)


def test_doctor_names_a_wrong_setting_and_ends_with_1(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BASE_URL", "https://liaise.example")
    found = CliRunner().invoke(doctor.command)
    assert found.exit_code == 1
    assert "DATABASE_URL" in found.output


def test_doctor_makes_nothing(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("DATA_DIR", str(tmp_path / "data"))
    monkeypatch.setenv("BASE_URL", "http://127.0.0.1:9")
    CliRunner().invoke(doctor.command)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(("installed", "word"), [(True, "ok"), (False, "warning")])
def test_doctor_says_whether_the_document_schema_takes_part(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, installed: bool, word: str
) -> None:
    monkeypatch.setenv("DATA_DIR", str(tmp_path / "data"))
    monkeypatch.setenv("BASE_URL", "http://127.0.0.1:9")
    monkeypatch.setattr(doctor, "schema_is_installed", lambda: installed)
    line = next(one for one in CliRunner().invoke(doctor.command).output.splitlines() if "document schema" in one)
    assert line.startswith(word)
    assert installed or "make assets" in line


@pytest.mark.parametrize("below", ["", "data", "data/liaise"])
def test_doctor_says_when_the_folder_of_the_data_cannot_be_made(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, below: str
) -> None:
    (tmp_path / "file").write_text("in the way")
    monkeypatch.setenv("DATA_DIR", str(tmp_path / "file" / below))
    monkeypatch.setenv("BASE_URL", "http://127.0.0.1:9")
    found = CliRunner().invoke(doctor.command)
    line = next(one for one in found.output.splitlines() if "DATA_DIR" in one)
    assert (found.exit_code, line.split()[0]) == (1, "problem")
    assert "give another folder" in line


@pytest.mark.parametrize(
    ("file", "state", "words"),
    [
        ("new/deep/x.sqlite", "ok", "made at the first start, with its folder"),
        ("in-the-way/x.sqlite", "problem", "cannot be made"),
        ("in-the-way", "problem", "file is not a database"),
        ("folder", "problem", "Is a directory"),
    ],
)
def test_doctor_says_what_is_wrong_with_the_file_of_the_database(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, file: str, state: str, words: str
) -> None:
    (tmp_path / "in-the-way").write_text("no database but a text that is longer than the head of one" * 40)
    (tmp_path / "folder").mkdir()
    monkeypatch.setenv("DATA_DIR", str(tmp_path))
    monkeypatch.setenv("DATABASE_URL", f"sqlite:///{tmp_path / file}")
    monkeypatch.setenv("BASE_URL", "http://127.0.0.1:9")
    found = CliRunner().invoke(doctor.command)
    line = next(one for one in found.output.splitlines() if " database: " in one)
    assert (line.split()[0], words in line) == (state, True), line
    assert found.exit_code == (1 if state == "problem" else 0), found.output


def test_a_folder_that_nobody_may_write_to_is_told_in_words(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(StoreUnavailable, match="file cannot be opened: "):
        open_ledger(Settings(data_dir=tmp_path / "file"))
    with pytest.raises(StoreUnavailable, match="file cannot be opened: "):
        open_ledger(Settings(data_dir=tmp_path / "file", secret_keys=(new_key(),)))  # type: ignore[arg-type]


HOLDS = WallReport(True, True, 5, "", ())
OPEN = WallReport(True, True, 5, "", ("open a socket",))


@pytest.mark.parametrize(
    ("wall", "required", "state", "words"),
    [
        (HOLDS, "1", "ok", "behind the system call filter"),
        (OPEN, "1", "problem", "possible in a locked process: open a socket"),
        (WallReport(True, False, 0, "no seccomp", ()), "0", "warning", "no seccomp"),
        (SandboxUnavailable("The script engine did not start: x."), "1", "problem", "did not start: x"),
    ],
)
def test_doctor_says_whether_scripts_can_be_locked_in(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, wall: object, required: str, state: str, words: str
) -> None:
    def found_out(_: object) -> object:
        if isinstance(wall, Exception):
            raise wall
        return wall

    monkeypatch.setattr(Sandbox, "wall", found_out)
    for name, value in (
        ("DATA_DIR", str(tmp_path)),
        ("BASE_URL", "http://127.0.0.1:9"),
        ("REQUIRE_SCRIPT_WALL", required),
    ):
        monkeypatch.setenv(name, value)
    found = CliRunner().invoke(doctor.command)
    line = next(one for one in found.output.splitlines() if " scripts: " in one)
    assert (line.split()[0], words in line) == (state, True), line
