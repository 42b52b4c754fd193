"""groovy.json.StreamingJsonBuilder: writes each node to a writer at once."""

from typing import Any

from addon.scripting.library.builders import Writer
from addon.scripting.library.json_building import called, named
from addon.scripting.library.json_write import write_json
from addon.scripting.library.registry import Table
from addon.scripting.values.classes import define
from addon.scripting.values.hosts import HostObject, missing_method
from addon.scripting.values.maps import GroovyMap

STREAMING = define("groovy.json.StreamingJsonBuilder", "groovy.lang.GroovyObject")


class StreamingBuilder(HostObject):
    """A call without meaning of its own writes a named node."""

    __slots__ = ("class_info", "writer")

    def __init__(self, writer: Writer) -> None:
        self.class_info = STREAMING
        self.writer = writer

    def call_method(self, run: Any, name: str, arguments: tuple[Any, ...]) -> Any:
        if not arguments and name in ("toString", "getWriter"):
            missing_method(self, name, arguments)
        if name == "call":
            content = called(arguments)
            self.writer.add(run, write_json(run, content))
            return content
        content = GroovyMap([(name, named(arguments))])
        self.writer.add(run, write_json(run, content))
        return self


@Table(STREAMING).constructor("(StringWriter)", "(StringWriter, Object)")
def make(run: Any, writer: Writer, content: Any = None) -> StreamingBuilder:
    """Writes to a writer; what is given is written at once."""
    if content is not None:
        writer.add(run, write_json(run, content))
    return StreamingBuilder(writer)
