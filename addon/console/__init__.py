"""The console: pages inside Jira and Azure DevOps, their API, and the panel.

Pages hold no data; everything shown is a fragment that htmx asks for with the host's token in a header.
`create_blueprints` is what the composition root registers.
"""

from addon.console.blueprints import create_blueprints
from addon.console.configuration import ConsoleSettings

__all__ = ["ConsoleSettings", "create_blueprints"]
