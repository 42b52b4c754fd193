"""How keys are written for people."""


def numbered(key: str) -> str:
    """A key as people write it: Azure DevOps' numbers with their sign, Jira's keys as they are."""
    return f"#{key}" if key.isdecimal() else key
