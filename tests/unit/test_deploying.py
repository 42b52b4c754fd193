"""What builds an image or a release names files that are there, and takes no secrets along."""

import json
import re
import shlex
import subprocess
from pathlib import Path

ROOT = Path(__file__).parents[2]


def lines(name: str) -> list[str]:
    found = (ROOT / name).read_text().splitlines()
    return [line for line in found if line and not line.startswith("#")]


def test_an_image_leaves_out_whatever_git_does_and_gits_own_folder() -> None:
    left_out = {line.removeprefix("**/") for line in lines(".dockerignore")}
    assert {".git/", *lines(".gitignore")} <= left_out


def test_the_image_starts_what_the_procfile_names() -> None:
    procfile = dict(line.split(": ", 1) for line in lines("Procfile"))
    started = next(line for line in lines("Dockerfile") if line.startswith("CMD "))
    assert json.loads(started.removeprefix("CMD ")) == shlex.split(procfile["web"])


def test_what_the_image_copies_and_runs_is_there_and_not_left_out() -> None:
    named = [line.split()[1] for line in lines("Dockerfile") if re.match(r"COPY |RUN bin/", line)]
    assert named == ["requirements.txt", ".", "bin/post_compile"]
    tracked = subprocess.run(["git", "ls-files", "-s", "bin"], cwd=ROOT, capture_output=True, text=True, check=True)
    programs = {line.split()[3]: line.split()[0] for line in tracked.stdout.splitlines()}
    assert programs["bin/post_compile"] == programs["bin/build-assets"] == "100755"
    for name in ("addon/", "bin/", "gunicorn.conf.py", "package.json", "requirements-dev.txt", "descriptors/"):
        assert (ROOT / name).exists()
        assert name not in lines(".dockerignore")


def test_the_node_that_builds_the_bundle_is_found_among_the_pinned_packages() -> None:
    script = (ROOT / "bin" / "post_compile").read_text()
    pattern = re.search(r"s/\^\\\((\S+?)==", script)
    assert pattern, script
    pinned = [line for line in lines("requirements-dev.txt") if line.startswith(f"{pattern[1]}==")]
    assert len(pinned) == 1
