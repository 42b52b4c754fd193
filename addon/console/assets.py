"""The browser bundle: hashed files that the build made, found through their manifest."""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

BUILD_COMMAND = "make assets"
ENTRIES = ("jira.js", "azuredevops.js", "editor.js", "plain.js", "console.css")


class MissingAssets(RuntimeError):
    """The bundle is not built; the message names the command that builds it."""


@dataclass(frozen=True, slots=True)
class Assets:
    """Entry names and the hashed files behind them."""

    folder: Path
    entries: dict[str, str]
    files: frozenset[str]

    @classmethod
    def load(cls, folder: Path) -> "Assets":
        """Read the manifest; raises `MissingAssets` when it or a file that it names is absent."""
        try:
            manifest: dict[str, Any] = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
            entries = {str(entry): str(name) for entry, name in manifest["entries"].items()}
            files = frozenset(str(name) for name in manifest["files"])
        except (OSError, ValueError, KeyError, TypeError, AttributeError) as problem:
            raise MissingAssets(f"The browser bundle is not built ({folder}). Run: {BUILD_COMMAND}") from problem
        absent = [entry for entry in ENTRIES if entry not in entries or not (folder / entries[entry]).is_file()]
        if absent:
            raise MissingAssets(f"The browser bundle lacks {', '.join(absent)} ({folder}). Run: {BUILD_COMMAND}")
        return cls(folder, entries, files)

    def url(self, entry: str) -> str:
        """Where the browser finds an entry."""
        return f"/assets/{self.entries[entry]}"
