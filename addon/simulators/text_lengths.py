"""How long a text is to the two products, which limit what they store by it."""


def characters(text: str) -> int:
    """Characters as Java and .NET count them: those beyond the first plane, such as most emoji, are two."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2
