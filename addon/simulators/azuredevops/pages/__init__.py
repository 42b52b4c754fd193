"""Host pages: what a person sees of the organization, with frames for extensions."""

from .attach import attach

__all__ = ["attach"]
