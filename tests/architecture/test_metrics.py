"""Each metric is in the handbook with all its labels, and the handbook names no other."""

import re
from pathlib import Path

from prometheus_client.metrics import MetricWrapperBase

from addon import metrics

HANDBOOK = Path(__file__).parents[2] / "docs" / "operations.md"


def test_the_handbook_lists_exactly_the_metrics_with_their_labels() -> None:
    made = {
        one._name + ("_total" if one._type == "counter" else ""): set(one._labelnames)
        for one in vars(metrics).values()
        if isinstance(one, MetricWrapperBase)
    }
    rows = [line.split("|") for line in HANDBOOK.read_text().splitlines() if line.startswith("| `liaise_")]
    listed = {row[1].strip(" `"): set(re.findall(r"`([a-z]+)`", row[2])) for row in rows}
    assert listed == made
