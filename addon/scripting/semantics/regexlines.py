"""Where lines end for a Java pattern: its dot and its anchors."""

TERMINATORS = "\\n\\r\\u0085\\u2028\\u2029"
DOT = f"[^{TERMINATORS}]"
END = "(?=(?:(?<!\\r)\\n|\\r\\n?|[\\u0085\\u2028\\u2029])?\\Z)"
LINE_END = f"(?=[{TERMINATORS}]|\\Z)(?!(?<=\\r)\\n)"
LINE_START = "(?:\\A|(?:(?<=[\\n\\u0085\\u2028\\u2029])|(?<=\\r)(?!\\n))(?!\\Z))"
