"""What `addon.app` attached to the application: the one place where views, the console's too, take it from."""

import flask

from addon.nodes.services import Services


def services() -> Services:
    """What the views of this application work with."""
    found: Services = flask.current_app.extensions["liaise"]
    return found
