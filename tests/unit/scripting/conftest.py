"""What counts as a script's memory in these tests."""

import gc
from collections.abc import Iterator

import pytest

from addon.scripting.limits import set_baseline
from addon.scripting.program import compile_script


@pytest.fixture(scope="module", autouse=True)
def memory_counts_from_here() -> Iterator[None]:
    """What other tests of this process left alive, or leave behind as garbage, is not a script's memory."""
    compile_script("1").run({})
    gc.collect()
    set_baseline()
    yield
