"""Values and entities of every kind, for property tests."""

from hypothesis import strategies as st

from addon.replica.entity import Entity, FieldEdit
from addon.replica.values import Attachment, Comment, EntityRef, Link, Named, Person, ProjectRef, RichText

texts = st.text(max_size=12)
maybe = st.none() | texts
moments = st.integers(0, 2**45)
people = st.builds(Person, texts, texts, maybe, maybe, st.sampled_from(["person", "app", "unknown"]))
named = st.builds(Named, texts, texts, maybe)
refs = st.builds(EntityRef, texts, texts)
projects = st.builds(ProjectRef, texts, texts, texts)
rich = st.builds(RichText, st.sampled_from(["adf", "html", "markdown", "wiki", "text"]), texts)
leaves = (
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats(allow_nan=False, allow_infinity=False)
    | texts
    | people
    | named
    | refs
    | projects
    | rich
)
values = st.recursive(
    leaves,
    lambda inner: (
        st.lists(inner, max_size=3).map(tuple)
        | st.dictionaries(texts | st.just("$kind") | st.just("version"), inner, max_size=3)
    ),
    max_leaves=8,
)
comments = st.builds(
    Comment, texts, rich, st.none() | people, st.none() | moments, st.none() | moments, st.booleans(), maybe, maybe
)
attachments = st.builds(Attachment, texts, texts, moments, texts, st.none() | people, st.none() | moments, maybe)
links = st.builds(Link, texts, st.booleans(), st.none() | refs, maybe, maybe)
edits = st.builds(FieldEdit, texts, moments, maybe, texts)
entities = st.builds(
    Entity,
    texts,
    texts,
    projects,
    st.dictionaries(texts, values, max_size=4),
    texts,
    moments,
    maybe,
    st.none() | st.lists(comments, max_size=2).map(tuple),
    st.none() | st.lists(attachments, max_size=2).map(tuple),
    st.none() | st.lists(links, max_size=2).map(tuple),
    texts,
    maybe,
    st.booleans(),
    st.lists(edits, max_size=2).map(tuple),
)
