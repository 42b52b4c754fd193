"""Jira Cloud, through its REST interface version 3, as a Connect app."""
