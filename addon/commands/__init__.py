"""One module for each command of the command line; `addon.cli` lists them."""
