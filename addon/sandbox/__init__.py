"""Runs scripts in a locked child process."""
