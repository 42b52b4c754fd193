"""How keys are written for people, what somebody else wrote is shown, and what was typed or pasted is kept."""

import re
from unicodedata import category

NODE_ADDRESS_MAX = 2_000
_NODE_ADDRESS = re.compile(r"https?://[A-Za-z0-9.:\[\]-]+(/[A-Za-z0-9._~%-]+)*/?")
_JOINERS = "\u200c\u200d"  # Persian and several scripts of India need them


def is_node_address(text: str) -> bool:
    """Whether a node may be asked there: other letters, and marks that turn the direction, show another host."""
    return len(text) <= NODE_ADDRESS_MAX and _NODE_ADDRESS.fullmatch(text) is not None


def plain(text: str) -> str:
    """A partner's words of one line without what cannot be seen: marks that turn the direction show another name."""
    return "".join(map(_seen, text))


def plain_lines(text: str) -> str:
    """As `plain`, for words of several lines."""
    return "\n".join(map(plain, text.splitlines()))


def tidy(text: str) -> str:
    """A name as it is kept: one that a page gave along with marks looks like another, or like none at all."""
    return plain(text).strip(f" {_JOINERS}")


def tidy_lines(text: str) -> str:
    """As `tidy`, for words of several lines."""
    return plain_lines(text).strip(f" \n{_JOINERS}")


def unmarked(text: str) -> str:
    """What was pasted without the marks that chats and word processors put around it unseen."""
    return "".join(one for one in text if category(one) != "Cf")


def _seen(one: str) -> str:
    if one.isprintable() or one in _JOINERS:
        return one
    return " " if one == "\t" or category(one) == "Zs" else ""  # spaces of other widths part words as well


def numbered(key: str) -> str:
    """A key as people write it: Azure DevOps' numbers with their sign, Jira's keys as they are."""
    return f"#{key}" if key.isdecimal() else key
