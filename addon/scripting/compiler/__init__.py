"""Syntax tree to Python closures.

An expression becomes `node(frame) -> value`, a statement `node(frame) -> signal` where the signal is None when
control simply goes on. A frame is a list: the run, `this`, the closure (or None), the returned value, variables.
"""
