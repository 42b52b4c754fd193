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


def test_every_package_of_the_bundle_is_pinned_by_its_content() -> None:
    """`npm ci` checks what it fetched against this, from whatever registry it came."""
    lock = json.loads((ROOT / "package-lock.json").read_text())
    packages = {name: one for name, one in lock["packages"].items() if name and not one.get("link")}
    assert len(packages) > 100
    assert {name for name, one in packages.items() if not one.get("integrity", "").startswith("sha512-")} == set()
    assert lock["packages"][""]["dependencies"] == json.loads((ROOT / "package.json").read_text())["dependencies"]
    assert "run_npm ci " in (ROOT / "bin" / "build-assets").read_text()


def test_every_python_package_is_pinned_by_its_content() -> None:
    for name in ("requirements.txt", "requirements-dev.txt"):
        wanted = "\n".join(lines(name)).replace("\\\n", " ").splitlines()
        pinned = [line for line in wanted if re.match(r"[a-z0-9]", line, re.IGNORECASE)]
        assert len(pinned) > 20
        assert [line for line in pinned if not re.search(r"==\S+.* --hash=sha256:[0-9a-f]{64}", line)] == []
