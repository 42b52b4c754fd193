"""Two thousand odd inputs in every test run; `make fuzz INPUTS=…` does more."""

import random

from tests.fuzz.inputs import one, sources
from tests.fuzz.judge import judge


def test_nothing_but_script_errors_comes_of_odd_inputs() -> None:
    seed = random.randrange(1_000_000)
    material = sources()
    wrong = []
    for number in range(2000):
        verdict = judge(one(random.Random(f"{seed}:{number}"), material))
        if verdict.wrong:
            wrong.append(f"SEED={seed} AT={number}: {verdict.wrong}")
    assert not wrong, "\n".join(wrong[:10])
