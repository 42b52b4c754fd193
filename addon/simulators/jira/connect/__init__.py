"""Atlassian Connect as the site does it: installing apps, signing, page frames, web hooks."""
