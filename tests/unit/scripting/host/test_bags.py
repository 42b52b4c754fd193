"""Property bags: any name may be read and set, nothing of Python shows."""

from typing import Any

import pytest

from addon.scripting.host.bags import Bag, bag_of, elements, to_host
from addon.scripting.program import Outcome, compile_script
from addon.scripting.values.maps import GroovyMap


def run(source: str, **variables: Any) -> Outcome:
    return compile_script(source, "Rule").run(variables)


def test_an_unknown_property_reads_null() -> None:
    assert run("bag.anything", bag=Bag()).value is None


def test_any_property_may_be_set_and_read_again() -> None:
    bag = Bag()
    assert run("bag.'Any name' = 5; bag.'Any name'", bag=bag).value == 5
    assert bag.data == {"Any name": 5}


def test_setter_and_getter_mean_the_property() -> None:
    assert run("bag.setFoo('x'); bag.getFoo() + bag.foo", bag=Bag()).value == "xx"


def test_two_bags_with_the_same_values_are_two_things() -> None:
    assert run("[one == one, one == two]", one=Bag({"a": 1}), two=Bag({"a": 1})).value == [True, False]


def test_an_unknown_method_names_class_and_arguments() -> None:
    failure = run("bag.doIt(1)", bag=Bag()).failure
    assert failure is not None
    assert (
        failure.message == "No signature of method: Hub.doIt() is applicable for argument types: (Integer) values: [1]"
    )


@pytest.mark.parametrize("name", ["data", "class_info", "__class__", "__dict__", "call_method", "to_plain", "copy"])
def test_nothing_of_python_is_reached_by_name(name: str) -> None:
    assert run(f"bag.'{name}'", bag=Bag()).value is None
    assert run(f"bag.'{name}'()", bag=Bag()).status == "error"


def test_a_bag_prints_its_properties() -> None:
    assert run("bag.toString()", bag=Bag({"a": 1, "b": None})).value == "Hub[a:1, b:null]"


def test_objects_become_bags_and_custom_fields_maps() -> None:
    made = to_host({"user": {"name": "Ada"}, "customFields": {"Risk": {"value": 1}}, "list": [{"x": 1}]})
    assert isinstance(made.data["user"], Bag)
    assert isinstance(made.data["customFields"], GroovyMap)
    assert isinstance(made.data["customFields"].get("Risk"), Bag)
    assert isinstance(made.data["list"][0], Bag)


def test_a_copy_shares_nothing_with_its_original() -> None:
    bag = Bag({"a": 1})
    copy = bag_of(bag)
    assert copy is not None
    copy.data["a"] = 2
    assert bag.data["a"] == 1


def test_a_map_with_text_keys_can_stand_for_a_bag() -> None:
    copy = bag_of(GroovyMap([("body", "x"), (5, "y")]))
    assert copy is not None and copy.data == {"body": "x"}
    assert bag_of("text") is None


def test_the_elements_of_what_is_no_list_are_none() -> None:
    assert elements(None) == elements("text") == []
