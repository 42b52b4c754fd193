"""What Groovy offers on Iterable itself, for classes of a script; collections have their own."""

from addon.scripting.library.listorder import sort_collection, sort_copy
from addon.scripting.library.registry import Table
from addon.scripting.library.sets import get_at

iterables = Table("java.lang.Iterable")

iterables.method("getAt(int)", "getAt(Number)")(get_at)
iterables.method("sort()", "sort(Closure)", "sort(Comparator)")(sort_collection)
iterables.method("sort(boolean)", "sort(boolean, Closure)", "sort(boolean, Comparator?)")(sort_copy)
