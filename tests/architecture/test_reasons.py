"""Every no that a partner can hear is listed for whoever writes a peer, and nothing that nobody says."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from addon.connections import files
from addon.platforms.errors import Reason

ROOT = Path(__file__).parents[2]
SERVING = (
    "door",
    "granting",
    "declining",
    "inbound",
    "arriving",
    "files",
    "signing",
    "previewing",
    "checking",
    "models",
)
FOR_PARTNERS = {"sync/preview.py": "for_partner", "sync/comparing.py": "for_partner"}
ASKING = {"partner_bad_answer", "partner_private", "bad_answer_signature"}
"""What the asking half of the same modules says to its own people."""


def words_of(tree: ast.AST) -> Iterator[str]:
    """The reason words of all refusals that are made here."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "Refusal" and node.args:
            first = node.args[0]
            if isinstance(first, ast.Constant):
                yield str(first.value)


def said_to_partners() -> set[str]:
    found = {"revoked", "declined", "expired"}  # by the invitation's state
    for name in SERVING:
        found |= set(words_of(ast.parse((ROOT / f"addon/connections/{name}.py").read_text())))
    for path, function in FOR_PARTNERS.items():
        tree = ast.parse((ROOT / "addon" / path).read_text())
        found |= {
            word
            for node in tree.body
            if isinstance(node, ast.FunctionDef) and node.name == function
            for word in words_of(node)
        }
    found |= {str(Reason.NOT_FOUND), str(files.FileUnavailable("").reason)}
    found |= {"busy", "internal_error", "starting", "other_version"}  # of the route, the application, a private side
    return found - ASKING


def test_the_protocol_lists_exactly_the_refusals_that_partners_hear() -> None:
    section = (ROOT / "docs" / "protocol.md").read_text().split("## 9. Refusals")[1]
    listed = {word for line in section.splitlines() if line.startswith("| `") for word in _words(line.split("|")[1])}
    assert listed == said_to_partners()


def _words(text: str) -> list[str]:
    return re.findall(r"`([a-z_]+)`", text)


def test_every_refusal_has_words_for_people() -> None:
    """A sentence that begins large and ends with a full stop; never the reason word alone."""
    wrong = []
    for path in sorted((ROOT / "addon").rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text())):
            if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "Refusal"):
                continue
            message = node.args[1] if len(node.args) > 1 else None
            if isinstance(message, ast.Constant) and not re.match(r"[A-Z“].*[.”?]$", str(message.value), re.DOTALL):
                wrong.append(f"{path.relative_to(ROOT)}:{node.lineno} {message.value!r}")
            elif message is None:
                wrong.append(f"{path.relative_to(ROOT)}:{node.lineno} has no words")
    assert wrong == []
