"""Asks real Groovy 4 again for every case, or for the groups named, and writes `answers/`.

Needs Java 11 or newer and npm: `python tests/unit/scripting/corpus/record.py [group …]`.
Prints every new or changed answer, because each one has to be read before it is committed.
"""

import json
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parent))
from cases import FIXTURES, HERE, Case, all_cases, answers_path, changed, fixture_path


def record(cases: list[Case]) -> dict[str, dict[str, Any]]:
    """Run the cases under Groovy in one JVM and return the answers by slug."""
    with tempfile.TemporaryDirectory() as folder:
        base = Path(folder)
        (base / "scripts").mkdir()
        (base / "fixtures").symlink_to(FIXTURES)
        for case in cases:
            (base / "scripts" / f"{case.slug}.groovy").write_text(case.source, encoding="utf-8")
        subprocess.run([str(HERE / "oracle" / "run.sh"), str(base), str(base / "out")], check=True)
        return {case.slug: json.loads((base / "out" / f"{case.slug}.json").read_text("utf-8")) for case in cases}


def start_of(case: Case) -> dict[str, Any]:
    """What the bindings are before the case runs."""
    if case.fixture is None:
        return {}
    start: dict[str, Any] = json.loads(fixture_path(case.fixture).read_text("utf-8"))["bindings"]
    return start


def main(groups: list[str]) -> None:
    cases = [case for case in all_cases() if not groups or case.group in groups]
    assert len({case.slug for case in cases}) == len(cases), "two cases have the same name"
    answers = record(cases)
    for group in sorted({case.group for case in cases}):
        path = answers_path(group)
        old = dict.fromkeys(path.read_text("utf-8").splitlines()) if path.exists() else {}
        lines = []
        for case in (case for case in cases if case.group == group):
            answer = answers[case.slug]
            if "bindings" in answer:
                answer["bindings"] = changed(answer["bindings"], start_of(case))
            line = json.dumps(answer, ensure_ascii=False, separators=(",", ":"))
            lines.append(line)
            if line not in old:
                print(f"--- {case.name}\n{case.source}{line}\n")
        path.parent.mkdir(exist_ok=True)
        path.write_text("\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1:])
