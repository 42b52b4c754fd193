"""PyPI's `azure-devops` leaves no files behind, however the process ends."""

import os
import subprocess
import sys
from pathlib import Path

IMPORTS = """
import os
from addon.platforms.azuredevops import typed
typed._import_without_files()
from azure.devops import _file_cache
for cache in (_file_cache.OPTIONS_CACHE, _file_cache.RESOURCE_CACHE):
    cache["https://dev.azure.example"] = "what it learned"
    assert cache["https://dev.azure.example"] == "what it learned"
assert "AZURE_DEVOPS_CACHE_DIR" not in os.environ  # nothing for children to inherit
os.kill(os.getpid(), 9)
"""


def test_a_process_that_is_killed_leaves_no_cache(tmp_path: Path) -> None:
    home = {"TMPDIR": str(tmp_path), "HOME": str(tmp_path)}
    inherited = {name: value for name, value in os.environ.items() if name != "AZURE_DEVOPS_CACHE_DIR"}
    ended = subprocess.run([sys.executable, "-c", IMPORTS], env=inherited | home, capture_output=True, timeout=300)
    assert ended.returncode == -9, ended.stderr.decode()
    assert list(tmp_path.iterdir()) == []
