"""What Groovy's operators mean: truth, equality, order, arithmetic, text, conversion, look-up."""
