"""`make chaos`: SEEDS (10), EDITS (2000), STORE (sqlite or postgresql), SEED (the first), KILLS, MODE (basic or
script; else by turns), DEPLOYMENTS (1 or 2; else by turns), PRIVATE (yes: of two deployments the second cannot be
called), PAIR (jira-ado, jira-jira or ado-ado), DRAIN_S (how long both sides may take to become equal).

Ends with 1 at the first seed that leaves the sides unequal; the seed is printed, and repeats the edits.
"""

import os
import random
import shutil
import sys
import tempfile
from pathlib import Path

from addon import logs
from tests.chaos.run import run
from tests.chaos.stage import PAIRS
from tests.postgres import server

KEPT = Path("build") / "chaos"


def main() -> int:
    """Run the seeds; 0 when every one ended with equal sides."""
    logs.configure("error", "json")
    edits = int(os.environ.get("EDITS", "2000"))
    first = int(os.environ.get("SEED", str(random.randrange(10**6))))
    store = os.environ.get("STORE", "sqlite")
    pair = os.environ.get("PAIR", PAIRS[0])
    kills = int(os.environ.get("KILLS", str(max(3, edits // 80))))
    drain_s = os.environ.get("DRAIN_S", "600")
    if store not in ("sqlite", "postgresql"):
        print(f"STORE={store}: sqlite or postgresql")
        return 2
    private = os.environ.get("PRIVATE", "no")
    if private not in ("yes", "no"):
        print(f"PRIVATE={private}: yes or no")
        return 2
    if pair not in PAIRS:
        print(f"PAIR={pair}: {', '.join(PAIRS)}")
        return 2
    for seed in range(first, first + int(os.environ.get("SEEDS", "10"))):
        deployments = 2 if private == "yes" else int(os.environ.get("DEPLOYMENTS", 1 + seed % 2))
        mode = os.environ.get("MODE", ("basic", "script")[seed // 2 % 2])
        print(
            f"SEED={seed} EDITS={edits} STORE={store} MODE={mode} DEPLOYMENTS={deployments} KILLS={kills} PAIR={pair} "
            f"PRIVATE={private}",
            flush=True,
        )
        with tempfile.TemporaryDirectory() as folder:
            kept = KEPT / str(seed)
            try:
                report = run(
                    seed,
                    edits,
                    store,
                    Path(folder),
                    mode=mode,
                    deployments=deployments,
                    kills=kills,
                    drain_s=float(drain_s),
                    pair=pair,
                    private=private == "yes",
                )
            except BaseException:
                shutil.copytree(folder, kept, dirs_exist_ok=True)
                raise
            if report.wrong:
                shutil.copytree(folder, kept, dirs_exist_ok=True)
                print(f"  logs and data: {kept}")
        print(report.line(), dict(report.actions), flush=True)
        for words in report.wrong:
            print(f"  {words}")
        if report.wrong:
            return 1
    return 0


if __name__ == "__main__":
    try:
        code = main()
    finally:
        if os.environ.get("STORE") == "postgresql":
            server().stop()
    sys.exit(code)
