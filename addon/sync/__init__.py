"""The pipeline: the order of the files is the order of events."""
