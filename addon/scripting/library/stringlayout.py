"""Line ends, indentation, tabs, characters for characters."""

from typing import Any

from addon.scripting.errors import throw
from addon.scripting.library.registry import Table
from addon.scripting.library.stringgdk import made
from addon.scripting.library.stringlines import lines_of
from addon.scripting.semantics.texts import text
from addon.scripting.values import hierarchy
from addon.scripting.values.callables import Closure

strings = Table(hierarchy.STRING)


@strings.method("normalize()")
def normalize(run: Any, self: str) -> str:
    """With \\n as the only line end."""
    return made(run, self.replace("\r\n", "\n").replace("\r", "\n"))


@strings.method("denormalize()")
def denormalize(run: Any, self: str) -> str:
    """With the platform's line ends, which are \\n."""
    return str(normalize(run, self))


@strings.method("stripIndent()", cost=32)
def strip_indent_java(run: Any, self: str) -> str:
    """Without the common indentation, as Java strips it: the last line counts, blanks at line ends go."""
    if not self:
        return self
    lines = self.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    widths = [_indent(line) for line in lines if line.strip()]
    if not lines[-1].strip():
        widths.append(len(lines[-1]))
    width = min(widths) if widths else 0
    return made(run, "\n".join([line[width:].rstrip() if line.strip() else "" for line in lines]))


@strings.method("collectReplacements(Closure)")
def collect_replacements(run: Any, self: str, change: Closure) -> str:
    """Each character replaced by what a closure gives, null keeping it."""
    parts = []
    for unit in self:
        new = change.call(unit)
        parts.append(unit if new is None else text(new))
    return made(run, "".join(parts))


@strings.method("stripIndent(int)", cost=16)
def strip_indent(run: Any, self: str, width: int = -1) -> str:
    """Without so many blanks at the start of each line."""
    if not self:
        return self
    lines = lines_of(self)
    if width < 0:
        widths = [len(line) - len(line.lstrip()) for line in lines if line.strip()]
        width = min(widths) if widths else 0
    stripped = "\n".join([line[width:] for line in lines])
    return made(run, stripped + ("\n" if self.endswith("\n") else ""))


@strings.method("stripIndent(boolean)", cost=16)
def strip_indent_or_not(run: Any, self: str, forced: bool) -> str:
    """Groovy's own, which keeps the last line and blanks at line ends, where it is forced; else Java's."""
    return str(strip_indent(run, self) if forced else strip_indent_java(run, self))


@Table("groovy.lang.GString").method("stripIndent()", cost=32)
def strip_indent_template(run: Any, self: Any) -> str:
    """Without the common indentation of the lines that are not blank: templates have Groovy's method, not Java's."""
    return str(strip_indent(run, text(self)))


@strings.method("indent(int)", cost=16)
def indent(run: Any, self: str, width: int) -> str:
    """Each line with so many blanks in front, or without so many if negative; ends with a line break."""
    if not self:
        return self
    lines = lines_of(self)
    run.meter.text(len(self) + max(0, width) * len(lines))
    if width >= 0:
        shifted = [" " * width + line for line in lines]
    else:
        shifted = [line[min(-width, _indent(line)) :] for line in lines]
    return "\n".join(shifted) + "\n"


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip())


ESCAPES = {"b": "\b", "t": "\t", "n": "\n", "f": "\f", "r": "\r", "s": " ", '"': '"', "'": "'", "\\": "\\", "\n": ""}


@strings.method("translateEscapes()", cost=8)
def translate_escapes(run: Any, self: str) -> str:
    """With backslash escapes turned into what they mean."""
    out: list[str] = []
    at = 0
    while at < len(self):
        unit = self[at]
        at += 1
        if unit != "\\":
            out.append(unit)
            continue
        after = self[at : at + 1]
        if after and after in "01234567":
            end = at
            while end < at + (3 if after <= "3" else 2) and self[end : end + 1] and self[end] in "01234567":
                end += 1
            out.append(chr(int(self[at:end], 8)))
            at = end
        elif after in ESCAPES:
            out.append(ESCAPES[after])
            at += 1
        else:
            throw("IllegalArgumentException", f"Invalid escape sequence: \\{after} \\\\u{ord(after or chr(0)):04X}")
    return "".join(out)


@strings.method("stripMargin()", "stripMargin(CharSequence)", "stripMargin(char)", cost=64)
def strip_margin(run: Any, self: str, margin: str = "|") -> str:
    """Each line from behind its margin mark."""
    if not self:
        return self
    lines = []
    if not margin:
        margin = "|"
    for line in lines_of(self):
        bare = line.lstrip(" \t\n\r\f\v" + "".join(map(chr, range(32))))
        lines.append(bare[1:] if bare.startswith(margin[:1]) else line)
    return made(run, "\n".join(lines) + ("\n" if self.endswith("\n") else ""))


@strings.method("expand()", "expand(int)")
def expand_tabs(run: Any, self: str, width: int = 8) -> str:
    """Tabs as blanks."""
    run.meter.text(len(self) + self.count("\t") * max(0, width))
    if not self:
        return self
    lines = [line.expandtabs(width) if width > 0 else line for line in lines_of(self)]
    return "\n".join(lines) + ("\n" if self.endswith("\n") else "")


@strings.method("unexpand()", "unexpand(int)")
def unexpand(run: Any, self: str, width: int = 8) -> str:
    """Blanks up to a tab's place as tabs."""
    if not self or width < 2:
        return self
    run.meter.text(len(self))
    lines = []
    for line in lines_of(self):
        lines.append(_tabbed(line, width))
    return "\n".join(lines) + ("\n" if self.endswith("\n") else "")


def _tabbed(line: str, width: int) -> str:
    """The blanks at the end of each piece of a tab's width as one tab; the last piece stays."""
    made = line
    at = 0
    while at + width < len(made):
        piece = made[at : at + width]
        bare = piece.rstrip()
        if len(bare) == width:
            at += width
        else:
            made = f"{made[:at]}{bare}\t{made[at + width :]}"
            at += len(bare) + 1
    return made


@strings.method("tr(CharSequence, CharSequence)", cost=32)
def tr(run: Any, self: str, old: str, new: str) -> str:
    """Characters of one set as those of another; a-z means a range."""
    source, target = _expanded(run, old), _expanded(run, new)
    if not target:
        throw("StringIndexOutOfBoundsException", "index -1, length 0")
    table = {}
    for index in range(len(source) - 1, -1, -1):
        table[source[index]] = target[min(index, len(target) - 1)]
    return made(run, "".join([table.get(unit, unit) for unit in self]))


def _expanded(run: Any, units: str) -> str:
    out: list[str] = []
    index = 0
    while index < len(units):
        if index + 2 < len(units) and units[index + 1] == "-":
            first, last = ord(units[index]), ord(units[index + 2])
            step = 1 if first <= last else -1
            run.meter.text(2 * (abs(last - first) + 1))
            run.meter.walk(abs(last - first))
            out.append("".join(map(chr, range(first, last + step, step))))
            index += 3
        else:
            out.append(units[index])
            index += 1
    return "".join(out)
