"""An Azure DevOps organization."""
