"""How keys are written for people, and what somebody else wrote is shown."""

_JOINERS = "\u200c\u200d"  # Persian and several scripts of India need them


def plain(text: str) -> str:
    """A partner's words of one line without what cannot be seen: marks that turn the direction show another name."""
    return "".join(one for one in text if one.isprintable() or one in _JOINERS)


def plain_lines(text: str) -> str:
    """As `plain`, for words of several lines."""
    return "\n".join(map(plain, text.splitlines()))


def numbered(key: str) -> str:
    """A key as people write it: Azure DevOps' numbers with their sign, Jira's keys as they are."""
    return f"#{key}" if key.isdecimal() else key
