"""`make bench`: one table of ratios and counts, printed and written to build/bench.json.

BENCH=name runs the sections whose name holds the text, QUICK=1 takes less of each. It measures and says so: a goal
that is missed does not end it with an error.
"""

import json
import os
import signal
import sys
import time
from pathlib import Path

from tests.bench import apart
from tests.bench.sections import SECTIONS, chosen, together
from tests.bench.table import Figure, as_json, heading, summary

ROOT = Path(__file__).parents[2]


def main() -> int:
    """Run the chosen sections; 2 when BENCH names none."""
    wanted, quick = os.environ.get("BENCH", ""), os.environ.get("QUICK", "") not in ("", "0")
    sections = chosen(wanted)
    if not sections:
        print(f"BENCH={wanted} names no section; there are: {', '.join(one.name for one in SECTIONS)}")
        return 2
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))  # so that servers and processes are ended with us
    load, cores = os.getloadavg()[0], os.cpu_count() or 1
    busy = ": busy with other things, which lowers every figure" if load > cores / 2 else ""
    print(f"{cores} cores, load {load:.1f} before the start{busy}\n")
    print(heading())
    begun, results, all_figures = time.monotonic(), [], list[Figure]()
    for group in together(sections):
        started, processes = time.monotonic(), [apart.start(section, quick) for section in group]
        try:
            for section, process in zip(group, processes, strict=True):
                figures = list[Figure]()
                print(f"      [{section.name}]", flush=True)
                for figure in apart.figures(section, process):
                    figures.append(figure)
                    print(figure.line(), flush=True)
                all_figures += figures
                seconds = round(time.monotonic() - started, 1)
                results.append({"section": section.name, "seconds": seconds, "figures": as_json(figures)})
        finally:
            for process in processes:
                apart.end(process)
    print(f"\n{summary(all_figures)}, {time.monotonic() - begun:.0f} s")
    out = ROOT / "build/bench.json"
    out.parent.mkdir(exist_ok=True)
    out.write_text(
        json.dumps({"quick": quick, "load_before": load, "cores": cores, "sections": results}, indent=1) + "\n", "utf-8"
    )
    print(f"written to {out.relative_to(ROOT)}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
