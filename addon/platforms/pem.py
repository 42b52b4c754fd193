"""Takes PEM text apart, in whatever order it was pasted."""

import re

# A block holds no other: without that, each beginning without an end would be followed to the end of the text.
_BLOCK = re.compile(r"(-----BEGIN ([A-Z ]+)-----(?:[^-]|-(?!----))++-----END \2-----)")


def halves(text: str) -> tuple[str, str]:
    """The first private key and all certificates of a PEM text; empty where one is missing."""
    blocks = _BLOCK.findall(text)
    keys = [block for block, label in blocks if label.endswith("PRIVATE KEY")]
    certificates = [block for block, label in blocks if label == "CERTIFICATE"]
    return (keys[0] if keys else ""), "\n".join(certificates)
