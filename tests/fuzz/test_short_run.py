"""Two thousand odd inputs, a hundred bombs and twenty odd sources in every test run; `make fuzz` and `make bombs INPUTS=…` do more."""

import random

import pytest

from tests.fuzz.bombs import bombs, complaints
from tests.fuzz.inputs import one, sources
from tests.fuzz.judge import judge
from tests.fuzz.odd_sources import odd_sources


def test_nothing_but_script_errors_comes_of_odd_inputs() -> None:
    seed = random.randrange(1_000_000)
    material = sources()
    wrong = []
    for number in range(2000):
        verdict = judge(one(random.Random(f"{seed}:{number}"), material))
        if verdict.wrong:
            wrong.append(f"SEED={seed} AT={number}: {verdict.wrong}")
    assert not wrong, "\n".join(wrong[:10])


@pytest.mark.process
def test_far_too_much_of_anything_ends_with_an_error_at_its_line() -> None:
    seed = random.randrange(1_000_000)
    quick = [one for one in bombs() if not one[0].endswith(" loop")]
    rng = random.Random(seed)
    harm = list(complaints([*rng.sample(quick, 100), *rng.sample(list(odd_sources()), 20)]))
    assert not harm, "\n".join((f"seed {seed}", *harm[:10]))
