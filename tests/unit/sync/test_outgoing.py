"""The measure of news: what is ours counts, what came from the partner or only says where the entity is does not."""

from typing import Any

from hypothesis import assume, given
from hypothesis import strategies as st

from addon.sync.outgoing import VOLATILE, digest_of

words = st.text(max_size=8)
part = st.fixed_dictionaries({"id": words, "body": words})
parts = st.lists(part, max_size=3, unique_by=lambda one: one["id"])
replicas = st.fixed_dictionaries({"summary": words, "comments": parts, "attachments": parts})


@given(replicas, st.sampled_from(VOLATILE), words)
def test_where_an_entity_is_found_is_no_news(replica: dict[str, Any], name: str, value: str) -> None:
    assert digest_of(replica) == digest_of({**replica, name: value})


@given(replicas, st.sampled_from(["comments", "attachments"]), part, words)
def test_what_the_partner_wrote_is_never_sent_back_as_news(
    replica: dict[str, Any], name: str, one: dict[str, Any], remote: str
) -> None:
    theirs = {**one, "remoteId": remote}
    assert digest_of(replica) == digest_of({**replica, name: [*replica[name], theirs]})


@given(replicas, st.sampled_from(["comments", "attachments"]), part)
def test_what_was_written_here_is_news(replica: dict[str, Any], name: str, one: dict[str, Any]) -> None:
    assert digest_of(replica) != digest_of({**replica, name: [*replica[name], {**one, "remoteId": None}]})


@given(replicas, words)
def test_another_summary_is_news_and_the_order_of_names_is_not(replica: dict[str, Any], summary: str) -> None:
    assert digest_of(replica) == digest_of(dict(reversed(replica.items())))
    assume(summary != replica["summary"])
    assert digest_of(replica) != digest_of({**replica, "summary": summary})
