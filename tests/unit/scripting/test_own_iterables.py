"""Objects of a script that can be gone through, where the library takes what has elements. As Groovy 4 answers."""

from addon.scripting.program import compile_script

ITERATOR = "class Three implements Iterator { int n = 0; boolean hasNext() { n < 3 }; def next() { n++ } }\n"
ITERABLE = "class Two implements Iterable { def x = 1; Iterator iterator() { [1, 2].iterator() } }\n"


def test_iterators_and_iterables_are_lists_in_json() -> None:
    source = "[new Three(), new Two(), [a: new Two()]].collect { groovy.json.JsonOutput.toJson(it) }"
    assert compile_script(ITERATOR + ITERABLE + source).run({}).value == ["[0,1,2]", "[1,2]", '{"a":[1,2]}']
