import json
from pathlib import Path

import pytest

from addon.console.assets import BUILD_COMMAND, ENTRIES, Assets, MissingAssets


def build(folder: Path) -> None:
    entries = {entry: f"{entry.replace('.', '-X.')}" for entry in ENTRIES}
    for name in entries.values():
        (folder / name).write_text("")
    (folder / "manifest.json").write_text(
        json.dumps({"entries": entries, "files": {name: {} for name in entries.values()}})
    )


def test_entries_are_found_by_their_hashed_names(tmp_path: Path) -> None:
    build(tmp_path)
    assets = Assets.load(tmp_path)
    assert assets.url("jira.js") == "/assets/jira-X.js"
    assert assets.files == {"jira-X.js", "azuredevops-X.js", "editor-X.js", "plain-X.js", "console-X.css"}


def test_without_a_manifest_the_command_that_builds_it_is_named(tmp_path: Path) -> None:
    with pytest.raises(MissingAssets, match=BUILD_COMMAND):
        Assets.load(tmp_path)


def test_a_manifest_that_names_an_absent_file_counts_as_not_built(tmp_path: Path) -> None:
    build(tmp_path)
    (tmp_path / "console-X.css").unlink()
    with pytest.raises(MissingAssets, match=r"console\.css.*make assets"):
        Assets.load(tmp_path)


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"entries": 3, "files": {}}'])
def test_a_damaged_manifest_counts_as_not_built(tmp_path: Path, text: str) -> None:
    (tmp_path / "manifest.json").write_text(text)
    with pytest.raises(MissingAssets):
        Assets.load(tmp_path)
