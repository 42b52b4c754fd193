"""Liaise: keeps a Jira Cloud site and an Azure DevOps organization in step, from inside both."""

__version__ = "0.1.0"
