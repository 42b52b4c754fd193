"""Java regular expressions in the dialect of the `regex` module."""

from typing import NoReturn

import regex

from addon.scripting.errors import throw
from addon.scripting.semantics.regexclasses import CONTROLS, JAVA, POSIX, SETS
from addon.scripting.semantics.regexlines import DOT, END, LINE_END, LINE_START
from addon.scripting.semantics.regexparts import LOW_ESCAPE, count_groups, escaped, refuse

LONGEST = 20_000
DEEPEST = 100
QUANTIFIERS = frozenset(unit + after for unit in "*+?" for after in ("", "+", "?"))


class Translator:
    """One pass over one Java pattern."""

    def __init__(self, pattern: str, flags: frozenset[str]) -> None:
        self.pattern = pattern
        self.index = 0
        self.flags = flags
        self.out: list[str] = []
        self.groups = 0
        self.stack: list[frozenset[str]] = []
        self.names: list[str] = []
        self.total = count_groups(pattern)

    def fail(self, description: str, at: int | None = None) -> NoReturn:
        refuse(description, self.index if at is None else at, self.pattern)

    def translate(self) -> str:
        """The whole pattern."""
        pattern = self.pattern
        if len(pattern) > LONGEST:
            throw("PatternSyntaxException", "The pattern is too long.")
        size = len(pattern)
        while self.index < size:
            unit = pattern[self.index]
            if unit == "\\":
                self.out.append(self.escape(False))
            elif unit == "[":
                self.out.append(self.char_class())
            elif unit == "(":
                self.group()
            elif unit == ")":
                if not self.stack:
                    self.fail("Unmatched closing ')'", self.index - 1)
                self.flags = self.stack.pop()
                self.out.append(")")
                self.index += 1
            elif unit == ".":
                self.out.append("(?s:.)" if "s" in self.flags else ("[^\\n]" if "d" in self.flags else DOT))
                self.index += 1
            elif unit == "^":
                self.out.append(LINE_START if "m" in self.flags else "\\A")
                self.index += 1
            elif unit == "$":
                self.out.append(LINE_END if "m" in self.flags else ("(?=\\n?\\Z)" if "d" in self.flags else END))
                self.index += 1
            elif unit in "*+?":
                self.quantifier(unit)
            elif unit == "{":
                self.braces()
            elif unit == "#" and "x" in self.flags:
                end = pattern.find("\n", self.index)
                self.index = size if end < 0 else end + 1
            elif unit.isspace() and "x" in self.flags:
                self.index += 1
            else:
                self.out.append(self.literal(unit) if unit != "|" else "|")
                self.index += 1
        if self.stack:
            self.fail("Unclosed group", size)
        return "".join(self.out)

    def literal(self, unit: str) -> str:
        """A character for itself; without the flag u only ASCII letters match in either case."""
        if unit > "\x7f" and unit.isalpha() and "i" in self.flags and not self.flags & {"u", "U"}:
            return f"(?-i:{escaped(unit)})"
        return escaped(unit)

    def quantifier(self, unit: str) -> None:
        previous = self.out[-1] if self.out else ""
        if previous in ("", "(", "|", "(?:") or previous.endswith("\0") or previous in QUANTIFIERS:
            self.fail(f"Dangling meta character '{unit}'")
        self.index += 1
        following = self.pattern[self.index : self.index + 1]
        if following and following in "+?":
            unit += following
            self.index += 1
        self.out.append(unit)

    def braces(self) -> None:
        end = self.pattern.find("}", self.index)
        body = self.pattern[self.index + 1 : end] if end > 0 else ""
        low, _comma, high = body.partition(",")
        if end < 0 and self.pattern[self.index + 1 : self.index + 2].isdigit():
            self.fail("Unclosed counted closure", len(self.pattern))
        if not low.isdigit() or (high and not high.isdigit()):
            self.fail(
                "Illegal repetition" if not low[:1].isdigit() else "Unclosed counted closure",
                self.index + 1 if not low[:1].isdigit() else self.index + 1 + len(low),
            )
        if int(low) > 10_000_000 or (high and int(high) < int(low)):
            self.fail("Illegal repetition range", end)
        self.index = end + 1
        text = "{" + body + "}"
        following = self.pattern[self.index : self.index + 1]
        if following and following in "+?":
            text += following
            self.index += 1
        self.out.append(text)

    def group(self) -> None:
        pattern = self.pattern
        self.stack.append(self.flags)
        if len(self.stack) > DEEPEST:
            throw("StackOverflowError")
        if not pattern.startswith("(?", self.index):
            self.groups += 1
            self.out.append("(")
            self.index += 1
            return
        for opening in ("(?:", "(?=", "(?!", "(?>", "(?<=", "(?<!"):
            if pattern.startswith(opening, self.index):
                self.out.append(opening)
                self.index += len(opening)
                return
        if pattern.startswith("(?<", self.index):
            end = pattern.find(">", self.index)
            name = pattern[self.index + 3 : end] if end > 0 else ""
            if name[:1].isdigit():
                self.fail("capturing group name does not start with a Latin letter", self.index + 3)
            if not name.isalnum() or not name[0].isalpha():
                self.fail("named capturing group is missing trailing '>'", self.index + 3 + len(name))
            if name in self.names:
                self.fail(f"Named capturing group <{name}> is already defined", end)
            self.names.append(name)
            self.groups += 1
            self.out.append(f"(?P<{name}>")
            self.index = end + 1
            return
        self.inline_flags()

    def inline_flags(self) -> None:
        pattern = self.pattern
        at = self.index + 2
        on, flags = True, set(self.flags)
        while at < len(pattern) and pattern[at] not in ":)":
            unit = pattern[at]
            if unit == "-":
                on = False
            elif unit in "idmsuxU":
                (flags.add if on else flags.discard)(unit)
            else:
                self.fail("Unknown inline modifier", at)
            at += 1
        if at >= len(pattern):
            self.fail("Unknown inline modifier", at)
        new = frozenset(flags)
        changed_on = "i" if "i" in new and "i" not in self.flags else ""
        changed_off = "i" if "i" not in new and "i" in self.flags else ""
        prefix = changed_on + ("-" + changed_off if changed_off else "")
        if pattern[at] == ":":
            self.out.append(f"(?{prefix}:")
            self.flags = new
        else:
            self.stack.pop()
            self.flags = new
            if prefix:
                self.out.append(f"(?{prefix})\0")
        self.index = at + 1

    def escape(self, inside: bool) -> str:
        """One backslash escape; `inside` a character class."""
        pattern = self.pattern
        start = self.index
        unit = pattern[start + 1 : start + 2]
        self.index += 2
        if not unit:
            self.fail("Unexpected internal error", start + 1)
        if unit == "Q":
            end = pattern.find("\\E", self.index)
            body = pattern[self.index :] if end < 0 else pattern[self.index : end]
            self.index = len(pattern) if end < 0 else end + 2
            quoted = "".join(escaped(one) for one in body)
            return quoted if inside or len(body) < 2 else self._quoted(body)
        if unit == "E":
            return ""
        if unit.lower() in SETS:
            body = SETS[unit.lower()]
            if "U" in self.flags and unit in "dwsDWS":
                return "\\" + unit
            if unit.islower():
                return body if inside else f"[{body}]"
            return f"[^{body}]"
        if unit in CONTROLS:
            return CONTROLS[unit]
        if unit in "pP":
            return self.property(unit == "P", inside)
        if unit == "x":
            return self.hexadecimal()
        if unit == "u":
            digits = pattern[self.index : self.index + 4]
            if len(digits) < 4 or not all(one in "0123456789abcdefABCDEF" for one in digits):
                self.fail("Illegal Unicode escape sequence", self.index)
            self.index += 4
            paired = LOW_ESCAPE.match(pattern, self.index) if "d8" <= digits[:2].lower() <= "db" else None
            if paired is not None:
                self.index = paired.end()
                return f"\\U{0x10000 + ((int(digits, 16) & 0x3FF) << 10 | int(paired[1], 16) & 0x3FF):08x}"
            return f"\\u{digits}"
        if unit == "0":
            length = 0
            while (
                length < 3
                and pattern[self.index + length : self.index + length + 1]
                and pattern[self.index + length] in "01234567"
            ):
                length += 1
            if not length:
                self.fail("Illegal octal escape sequence")
            value = int(pattern[self.index : self.index + length], 8)
            self.index += length
            return f"\\x{value:02x}" if value < 256 else f"\\u{value:04x}"
        if unit == "c":
            value = ord(pattern[self.index : self.index + 1] or "@") ^ 64
            self.index += 1
            return f"\\x{value:02x}"
        if not inside:
            outside = self._outside(unit)
            if outside is not None:
                return outside
        if unit.isascii() and unit.isalpha():
            self.fail("Illegal/unsupported escape sequence", start + 1)
        return escaped(unit)

    def _quoted(self, body: str) -> str:
        # A quantifier after \E applies to the last character only.
        before, last = body[:-1], body[-1]
        self.out.append("".join(escaped(one) for one in before))
        return escaped(last)

    def _outside(self, unit: str) -> str | None:
        pattern = self.pattern
        if unit in "bBAG":
            if unit == "b" and pattern.startswith("{g}", self.index):
                self.fail("Illegal/unsupported escape sequence", self.index)
            return "\\" + unit
        if unit == "z":
            return "\\Z"
        if unit == "Z":
            return END
        if unit == "R":
            return "(?>\\r\\n|[\\n\\x0b\\f\\r\\x85\\u2028\\u2029])"
        if unit == "X":
            return "\\X"
        if unit == "k":
            end = pattern.find(">", self.index)
            name = pattern[self.index + 1 : end] if pattern.startswith("<", self.index) and end > 0 else ""
            if not name:
                self.fail("\\k is not followed by '<' for named capturing group", self.index)
            if name not in self.names:
                self.fail(f"named capturing group <{name}> does not exist", end)
            self.index = end + 1
            return f"(?P={name})"
        if unit in "123456789":
            number = int(unit)
            while pattern[self.index : self.index + 1].isdigit():
                longer = number * 10 + int(pattern[self.index])
                if longer > self.groups:
                    break
                number = longer
                self.index += 1
            if number > self.total:
                return "(?!)"
            return f"(?:\\{number})" if number <= self.groups else "(?!)"
        return None

    def hexadecimal(self) -> str:
        pattern = self.pattern
        if pattern.startswith("{", self.index):
            end = pattern.find("}", self.index)
            try:
                value = int(pattern[self.index + 1 : end], 16)
            except ValueError:
                self.fail("Unclosed hexadecimal escape sequence")
            self.index = end + 1
            if value > 0xFFFF:
                return escaped(chr(min(value, 0x10FFFF)))
            return f"\\u{value:04x}"
        digits = pattern[self.index : self.index + 2]
        try:
            value = int(digits, 16) if len(digits) == 2 else int("z")
        except ValueError:
            self.fail("Illegal hexadecimal escape sequence")
        self.index += 2
        return f"\\x{value:02x}"

    def property(self, negated: bool, inside: bool) -> str:
        pattern = self.pattern
        if pattern.startswith("{", self.index):
            end = pattern.find("}", self.index)
            if end < 0:
                self.fail("Unclosed character family", len(pattern) - 1)
            name = pattern[self.index + 1 : end]
            self.index = end + 1
        else:
            name = pattern[self.index : self.index + 1]
            self.index += 1
        body = POSIX.get(name) or JAVA.get(name)
        if body is not None:
            if negated:
                return f"[^{body}]"
            return body if inside else f"[{body}]"
        mark = "P" if negated else "p"
        if name.startswith("In"):
            return self.known(f"\\{mark}{{{name}}}", name, "Unknown character block name")
        if name.startswith("Is"):
            name = name[2:]
        elif name.partition("=")[0] in ("script", "sc", "block", "blk", "general_category", "gc"):
            return f"\\{mark}{{{name}}}"
        if not name or not name.isalpha() or (len(name) > 2 and not name[0].isupper()):
            self.fail(f"Unknown character property name {{{name}}}", self.index - 1)
        return self.known(f"\\{mark}{{{name}}}", name, "Unknown character property name")

    def known(self, written: str, name: str, refusal: str) -> str:
        """A property as written, if there is such a one."""
        try:
            regex.compile(written)
        except regex.error:
            self.fail(f"{refusal} {{{name}}}", self.index - 1)
        return written

    def char_class(self) -> str:
        """`[...]` with nested classes and intersections."""
        if len(self.stack) > DEEPEST:
            throw("StackOverflowError")
        self.stack.append(self.flags)
        pattern = self.pattern
        out = ["["]
        self.index += 1
        if pattern.startswith("^", self.index):
            out.append("^")
            self.index += 1
        first = True
        before = ""
        """The literal before the last one, where a range may have begun."""
        while True:
            if self.index >= len(pattern):
                self.fail("Unclosed character class", len(pattern) - 1)
            unit = pattern[self.index]
            ends_range = out[-1] == "-"
            if unit == "]" and not first:
                self.index += 1
                break
            if unit == "[":
                out.append(self.char_class())
            elif unit == "\\":
                out.append(self.escape(True))
            elif pattern.startswith("&&", self.index):
                out.append("&&")
                self.index += 2
                while pattern.startswith("&", self.index):
                    self.index += 1
            elif unit == "-":
                following = pattern[self.index + 1 : self.index + 2]
                literal = first or following in ("]", "[") or out[-1] == "&&"
                out.append("\\-" if literal else "-")
                self.index += 1
                if not literal and following == "-":
                    out.append("\\-")
                    self.index += 1
            else:
                if ends_range and before > unit:
                    self.fail("Illegal character range", self.index)
                out.append(escaped(unit))
                self.index += 1
            before = "" if ends_range else unit if unit not in "-[\\" else before if unit == "-" else ""
            first = False
        self.stack.pop()
        return "".join(out) + "]"
