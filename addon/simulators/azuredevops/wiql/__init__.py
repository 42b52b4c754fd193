"""The query language: enough of WIQL for flat queries over work items."""

from .evaluate import Answer, Scope, run
from .parse import Query, parse

__all__ = ["Answer", "Query", "Scope", "parse", "run"]
