"""A Jira Cloud site."""
