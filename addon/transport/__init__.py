"""Every outgoing HTTP request."""
