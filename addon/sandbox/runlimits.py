"""What one run may cost, as enforced around the evaluator rather than in it."""

from dataclasses import dataclass

MIB = 1024 * 1024


@dataclass(frozen=True)
class RunLimits:
    """`seconds`: from start to answer, waiting for helpers not counted; the child stops itself with the line
    it had reached, and is killed `grace` seconds later. `with_helpers`: the same, waiting counted.
    `memory`: address space in bytes. Message sizes in bytes, both directions. Calls are counted per run."""

    seconds: float = 7.0
    grace: float = 1.0
    with_helpers: float = 60.0
    memory: int = 256 * MIB
    largest_message: int = 16 * MIB
    helper_calls: int = 2_000
    http_calls: int = 100

    @property
    def cpu_seconds(self) -> int:
        """The kernel's own cap on processor time, behind the clock."""
        return int(self.seconds + self.grace) + 2
