"""Small stateful servers that stand in for the two products."""
