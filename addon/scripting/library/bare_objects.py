"""Objects of classes that only offer static functions: `new JsonOutput().toJson(x)` calls them all the same."""

from typing import Any

from addon.scripting.library.arraysutil import arrays
from addon.scripting.library.collectionsutil import collections
from addon.scripting.library.encodings import url_decoder, url_encoder
from addon.scripting.library.json import output
from addon.scripting.library.maths import maths
from addon.scripting.library.registry import Table
from addon.scripting.library.timecategory import category
from addon.scripting.values.classes import Classed, ClassInfo


class BareObject(Classed):
    """An object without state."""

    __slots__ = ("class_info",)

    def __init__(self, class_info: ClassInfo) -> None:
        self.class_info = class_info


def _offer(info: ClassInfo) -> None:
    @Table(info).constructor("()")
    def construct(run: Any) -> BareObject:
        """An object to call the static functions on."""
        return BareObject(info)


for _table in (output, category, url_encoder, url_decoder, maths, collections, arrays):
    _offer(_table.info)
