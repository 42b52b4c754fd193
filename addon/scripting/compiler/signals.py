"""How statements say that control does not simply go on."""


class Signal:
    """A jump; labeled jumps are signals of their own."""

    __slots__ = ("label", "name")

    def __init__(self, name: str, label: str | None = None) -> None:
        self.name = name
        self.label = label

    def __repr__(self) -> str:
        return f"{self.name} {self.label or ''}"


RETURN = Signal("return")
BREAK = Signal("break")
CONTINUE = Signal("continue")
YIELD = Signal("yield")
RUN, THIS, CLOSURE, RETURNED = range(4)
