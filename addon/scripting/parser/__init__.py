"""Tokens to syntax tree: a Pratt parser for expressions, recursive descent for the rest."""

from addon.scripting.lexer import tokenize
from addon.scripting.nodes import Script
from addon.scripting.parser.scripts import ScriptParser


def parse(source: str) -> Script:
    """The tree of a script; raises `CompileError` with what was expected where."""
    return ScriptParser(tokenize(source), source).script()
