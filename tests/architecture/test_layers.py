"""The tree is the architecture: the import contracts hold."""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]


def test_imports_go_downwards_only() -> None:
    command = [str(Path(sys.executable).parent / "lint-imports"), "--no-cache"]
    found = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert found.returncode == 0, found.stdout[-3000:]


def test_both_platforms_have_the_same_seven_modules() -> None:
    wanted = {"platform", "client", "auth", "events", "reader", "writer", "metadata"}
    for name in ("jira", "azuredevops"):
        found = {path.stem for path in (ROOT / "addon/platforms" / name).glob("*.py")}
        assert wanted <= found
