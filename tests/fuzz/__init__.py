"""Random and mutated scripts against the evaluator; `make fuzz INPUTS=100000`."""
