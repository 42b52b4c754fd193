"""`python -m addon …`: hands the words to the command line."""

from addon.cli import main

main()
