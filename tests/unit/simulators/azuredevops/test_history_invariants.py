"""Whatever is done to work items, their history stays consistent."""

from hypothesis import given, settings
from hypothesis import strategies as st

from addon.simulators.azuredevops.errors import VendorError
from addon.simulators.azuredevops.organization import Organization
from addon.simulators.azuredevops.patch import read_patch
from addon.simulators.azuredevops.seed import seed_demo
from addon.simulators.azuredevops.writer import Writer
from addon.simulators.clock import SettableClock

STEP = st.one_of(
    st.tuples(st.just("title"), st.sampled_from("ABC")),
    st.tuples(st.just("tags"), st.sampled_from(["x", "y; z", ""])),
    st.tuples(st.just("state"), st.sampled_from(["New", "Active", "Closed"])),
    st.tuples(st.just("comment"), st.sampled_from(["hi", "<p>ho</p>"])),
    st.tuples(st.just("link"), st.sampled_from([1, 2])),
    st.tuples(st.just("unlink"), st.just(0)),
    st.tuples(st.just("hyperlink"), st.sampled_from("ab")),
    st.tuples(st.just("delete"), st.just(0)),
)


def document(kind: str, value: object) -> list[dict]:
    if kind == "link":
        url = {"rel": "System.LinkTypes.Related", "url": f"x/workItems/{value}"}
        return [{"op": "add", "path": "/relations/-", "value": url}]
    if kind == "hyperlink":
        return [{"op": "add", "path": "/relations/-", "value": {"rel": "Hyperlink", "url": f"https://{value}.example"}}]
    if kind == "unlink":
        return [{"op": "remove", "path": "/relations/0"}]
    name = {"title": "Title", "tags": "Tags", "state": "State", "comment": "History"}[kind]
    return [{"op": "replace", "path": f"/fields/System.{name}", "value": value}]


@settings(max_examples=60, deadline=None)
@given(st.lists(STEP, max_size=12))
def test_revisions_updates_and_links_agree(steps):
    organization = Organization("fabrikam", SettableClock())
    writer = Writer(organization)
    seed_demo(organization, writer)
    person = organization.people.find("Jamal Hartnett")
    item = organization.items[3]
    for kind, value in steps:
        try:
            if kind == "delete":
                writer.delete(item, person)
                writer.restore(item, person)
            else:
                writer.change(item, read_patch(document(kind, value), organization.fields), person)
        except VendorError as error:
            assert error.status == 400
    assert [revision.rev for revision in item.revisions] == list(range(1, item.rev + 1))
    assert [update.number for update in item.updates] == list(range(1, len(item.updates) + 1))
    dates = [update.at for update in item.updates]
    assert dates == sorted(set(dates))
    moved = [update.rev for update in item.updates if "System.Rev" in update.fields]
    assert moved == list(range(1, item.rev + 1))
    for relation in item.relations:
        if relation.target is not None:
            assert item.id in [back.target for back in organization.items[relation.target].relations]
    replayed: dict[str, object] = {}
    for update in item.updates:
        for name, (old, new) in update.fields.items():
            if name in item.fields or name in replayed:
                assert replayed.get(name) == old, name
                replayed[name] = new
    for name, value in item.fields.items():
        assert replayed[name] == value, name
