"""How many examples a property is tried with: few in every run, many where somebody looks for new ones."""

import os

from hypothesis import HealthCheck, settings

MORE = 40 if os.environ.get("HYPOTHESIS_PROFILE") == "explore" else 1


def examples(count: int) -> settings:
    """`count` examples, forty times as many with `HYPOTHESIS_PROFILE=explore`."""
    return settings(max_examples=count * MORE, deadline=None, suppress_health_check=list(HealthCheck))
