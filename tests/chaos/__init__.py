"""Random edits on both sides while everything around fails: in the end both sides say the same, once."""
