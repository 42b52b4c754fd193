"""The manifests of the two apps, built from one description: Connect descriptor, extension manifest, Forge manifest.

The backend serves `connect(Variant(...))` itself, so that what is checked in and what is served cannot differ.
"""

from descriptors.connect import connect
from descriptors.extension import extension
from descriptors.forge import forge
from descriptors.variant import CONSOLE_TABS, Variant

__all__ = ["CONSOLE_TABS", "Variant", "connect", "extension", "forge"]
