"""HTTP in that is not the console: one module for each kind of caller."""
