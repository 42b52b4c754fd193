"""Sync rules: every mode compiles to one rule set."""
