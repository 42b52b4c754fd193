"""Azure DevOps Services."""
