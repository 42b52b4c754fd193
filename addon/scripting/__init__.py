"""A Groovy evaluator in pure Python: no input or output, no host object reachable."""
