"""groovy.util.BufferedIterator: an iterator that tells what comes next without going on."""

from typing import Any

from addon.scripting.errors import throw
from addon.scripting.library.registry import Table
from addon.scripting.semantics.iteration import iterate
from addon.scripting.values.classes import define
from addon.scripting.values.ranges import ScriptIterator


class IteratorBuffer(ScriptIterator):
    """org.codehaus.groovy.util.IteratorBufferedIterator"""

    __slots__ = ()


class ListBuffer(ScriptIterator):
    """org.codehaus.groovy.util.ListBufferedIterator"""

    __slots__ = ()


define("groovy.util.BufferedIterator", "java.util.Iterator", interface=True)
define("org.codehaus.groovy.util.IteratorBufferedIterator", "groovy.util.BufferedIterator", python=[IteratorBuffer])
define("org.codehaus.groovy.util.ListBufferedIterator", "groovy.util.BufferedIterator", python=[ListBuffer])
buffers = Table("groovy.util.BufferedIterator")


@Table("java.lang.Iterable").method("bufferedIterator()")
@Table("java.util.Iterator").method("buffered()")
def buffered(run: Any, self: Any) -> ScriptIterator:
    """An iterator whose `head()` tells what comes next."""
    return IteratorBuffer(iterate(run, self))


@Table("java.util.List").method("bufferedIterator()")
def buffered_list(run: Any, self: Any) -> ScriptIterator:
    """As of Iterable."""
    return ListBuffer(iterate(run, self))


@buffers.method("head()")
def head(run: Any, self: ScriptIterator) -> Any:
    """What comes next, which stays."""
    return self.peeked[0] if self.has_next() else throw("NoSuchElementException")
