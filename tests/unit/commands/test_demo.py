"""Each demo begins anew, with its simulators; what the last one left may be looked at."""

from pathlib import Path

from addon.commands.demo import clear


def test_the_last_demos_state_is_removed(tmp_path: Path) -> None:
    (tmp_path / "demo" / "data").mkdir(parents=True)
    clear(tmp_path / "demo", None, lambda words: None)
    assert list(tmp_path.iterdir()) == []


def test_kept_state_is_moved_aside_because_the_simulators_have_forgotten_theirs(tmp_path: Path) -> None:
    folder, before, said = tmp_path / "demo", tmp_path / "demo-before", list[str]()
    for number in (1, 2):
        (folder / "data").mkdir(parents=True)
        (folder / "data" / "liaise.sqlite3").write_text(str(number))
        clear(folder, before, said.append)
        assert not folder.exists()
        assert (before / "data" / "liaise.sqlite3").read_text() == str(number)
    assert "begins anew" in said[0]


def test_where_nothing_was_left_nothing_is_said(tmp_path: Path) -> None:
    said: list[str] = []
    clear(tmp_path / "demo", tmp_path / "demo-before", said.append)
    assert said == []
