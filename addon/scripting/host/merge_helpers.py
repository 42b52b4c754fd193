"""commentHelper, attachmentHelper, workLogHelper: bring what arrived together with what is here."""

from collections.abc import Callable
from typing import Any

from addon.scripting.host.bags import Bag, bag_of, elements
from addon.scripting.host.offers import Helper, Offer
from addon.scripting.host.spent_time import day_of, is_day, seconds_of
from addon.scripting.semantics.access import get_property
from addon.scripting.semantics.equality import equals
from addon.scripting.semantics.texts import text

DECIDED = "$decided"
"""Set on a comment that went through a closure: its text is as the rule wants it, without the author in front.

Not where the closure left the text alone and named an executor: nobody can be written for here, so the text tells who.
"""

comment_offer = Offer("CommentHelper", "commentHelper")
attachment_offer = Offer("AttachmentHelper", "attachmentHelper")
work_log_offer = Offer("WorkLogHelper", "workLogHelper")


def held(run: Any, owner: Any, name: str) -> list[Any]:
    """The elements of a list property of a bag or map."""
    if isinstance(owner, Bag):
        return elements(owner.get_property(run, name))

    return elements(get_property(run, owner, name))


def merged(
    run: Any, self: Helper, local: list[Any], remote: list[Any], is_known: Callable[[Bag], bool], closure: Any
) -> list[Any]:
    """`local`, then a copy of each remote one that is not known; its old id becomes its `remoteId`."""
    together = list(local)
    for arrived in remote:
        run.meter.step(len(local) + 1)
        copy = bag_of(arrived)
        if copy is None or is_known(copy):
            continue
        run.meter.entries(len(copy.data) + 1)
        copy.data["remoteId"] = copy.data.get("id")
        copy.data["id"] = None
        if closure is not None:
            answer = closure.call(copy)
            if answer is None and self.services.drops_on_null:
                continue
            copy = replaced(self, copy, answer)
        together.append(copy)
    return together


def replaced(self: Helper, copy: Bag, answer: Any) -> Bag:
    """What a closure made of a comment or file: the copy it changed, or another one that it gave.

    A closure whose last line is `it.executor = somebody` gives a person, which replaces no comment; in a fixture run
    any object does, as the oracle has it.
    """
    if not isinstance(answer, Bag) or answer is copy:
        return copy
    alike = self.services.drops_on_null or any(name in answer.data for name in ("body", "filename"))
    return answer if alike else copy


def values_of(run: Any, bags: list[Any], name: str) -> list[Any]:
    return [bag.get_property(run, name) for bag in bags if isinstance(bag, Bag)]


@comment_offer.method("mergeComments(issue, replica, Closure closure?)")
def merge_comments(run: Any, self: Helper, issue: Any, replica: Any, closure: Any) -> list[Any]:
    """The local comments and the new remote ones; a closure may change or replace each new comment."""
    run.meter.helper()
    run.calls.append(("commentHelper.mergeComments", [closure is not None]))
    local = held(run, issue, "comments")
    if isinstance(replica, Bag) and "addedComments" in replica.data:
        return followed(run, self, local, replica, closure)
    known = [one for one in values_of(run, local, "remoteId") if one is not None]

    def is_known(comment: Bag) -> bool:
        return any(equals(comment.data.get("id"), one) for one in known)

    return merged(run, self, local, held(run, replica, "comments"), is_known, closure)


def followed(run: Any, self: Helper, local: list[Any], replica: Bag, closure: Any) -> list[Any]:
    """The comments here brought up to date: removed ones gone, changed ones with their new text, added ones at the end.

    Those that a rule took out of `replica.comments`, or of the deltas, are left as they are. Comments of earlier
    replicas that no rule has merged are added too, unless the rule chose which of the new ones it wants.
    """
    arrived = {text(one.data.get("id")): one for one in held(run, replica, "comments") if isinstance(one, Bag)}
    added, changed, removed = (
        {text(one) for one in values_of(run, held(run, replica, name), "id")}
        for name in ("addedComments", "changedComments", "removedComments")
    )
    if added == {text(one) for one in elements(replica.data.get("$added"))}:
        added |= {text(one) for one in values_of(run, held(run, replica, "$unmerged"), "id")}
    together = []
    run.meter.step(len(local) + len(arrived))
    for one in local:
        remote_id = text(one.data.get("remoteId")) if isinstance(one, Bag) else ""
        if remote_id in removed:
            continue
        if remote_id in changed and remote_id in arrived:
            edited = decided(run, self, arrived[remote_id], closure)
            if edited is not None:
                one = Bag({**one.data, **{name: edited.data.get(name) for name in ("body", "internal", DECIDED)}})
        together.append(one)
    here = {text(one) for one in values_of(run, local, "remoteId") if one is not None}
    for remote_id, one in arrived.items():
        if remote_id in added or (remote_id in changed and remote_id not in here):
            new = decided(run, self, one, closure)
            if new is not None:
                together.append(new)
    return together


def decided(run: Any, self: Helper, arrived: Bag, closure: Any) -> Bag | None:
    """A copy of a remote comment, as the closure wants it."""
    copy = arrived.copy()
    run.meter.entries(len(copy.data) + 1)
    copy.data["remoteId"], copy.data["id"] = copy.data.get("id"), None
    if closure is None:
        return copy
    remote_id = copy.data["remoteId"]
    answer = closure.call(copy)
    if answer is None and self.services.drops_on_null:
        return None
    copy = replaced(self, copy, answer)
    copy.data["remoteId"] = remote_id
    for_somebody = "executor" in copy.data and copy.data.get("body") is arrived.data.get("body")
    copy.data[DECIDED] = not for_somebody
    return copy


@comment_offer.method("addComment(text, issueOrComments)")
def add_comment(run: Any, self: Helper, body: Any, target: Any) -> list[Any]:
    """A new list with the comment at its end; given an issue, also sets its comments."""
    run.meter.helper()
    run.calls.append(("commentHelper.addComment", [body]))
    comment = Bag({"body": body})
    if not isinstance(target, Bag):
        return [*elements(target), comment]
    together = [*held(run, target, "comments"), comment]
    target.set_property(run, "comments", together)
    return together


@comment_offer.method("addComment(text, syncBack, comments)")
def add_comment_to(run: Any, self: Helper, body: Any, sync_back: Any, comments: Any) -> list[Any]:
    """A new list with the comment at its end; `syncBack` says whether the other side shall get it."""
    run.meter.helper()
    run.calls.append(("commentHelper.addComment", [body, sync_back]))
    return [*elements(comments), Bag({"body": body, "syncBack": sync_back})]


@comment_offer.method("filterLocal(comments)")
def filter_local_comments(run: Any, self: Helper, comments: Any) -> list[Any]:
    """Only the comments that were written here."""
    return local_only(run, comments)


def local_only(run: Any, bags: Any) -> list[Any]:
    run.meter.helper()
    return [one for one in elements(bags) if isinstance(one, Bag) and one.get_property(run, "remoteId") is None]


@attachment_offer.method("mergeAttachments(issue, replica, Closure closure?)")
def merge_attachments(run: Any, self: Helper, issue: Any, replica: Any, closure: Any) -> list[Any]:
    """The local attachments and the remote ones of other names."""
    run.meter.helper()
    run.calls.append(("attachmentHelper.mergeAttachments", [closure is not None]))
    local = held(run, issue, "attachments")
    if isinstance(replica, Bag) and "addedAttachments" in replica.data:
        new = {text(one) for one in values_of(run, held(run, replica, "addedAttachments"), "id")}
        return merged(
            run,
            self,
            local,
            held(run, replica, "attachments"),
            lambda one: text(one.data.get("id")) not in new,
            closure,
        )
    known = values_of(run, local, "filename")

    def is_known(attachment: Bag) -> bool:
        return any(equals(attachment.data.get("filename"), one) for one in known)

    return merged(run, self, local, held(run, replica, "attachments"), is_known, closure)


@work_log_offer.method("mergeWorkLogs(issue, replica, Closure closure?)")
def merge_work_logs(run: Any, self: Helper, issue: Any, replica: Any, closure: Any) -> list[Any]:
    """The remote work logs; the closure gets each and may change it."""
    run.meter.helper()
    run.calls.append(("workLogHelper.mergeWorkLogs", [closure is not None]))
    copies = [copy for copy in map(bag_of, held(run, replica, "workLogs")) if copy is not None]
    if closure is not None:
        for copy in copies:
            closure.call(copy)
    return copies


@work_log_offer.method("addWorkLog(startDate, timeSpent, comment, List workLogs)")
def add_work_log_to(run: Any, self: Helper, start: Any, time_spent: Any, comment: Any, work_logs: Any) -> Any:
    """A new list with the work log at its end; `startDate` like 2024/05/22, `timeSpent` like 1w 2d 3h 4m."""
    if work_logs is None and not is_day(start):
        return add_work_log(run, self, start, time_spent, comment, None)
    run.meter.helper()
    logged = {"timeSpent": seconds_of(time_spent), "startDate": day_of(start), "comment": comment, "author": None}
    return [*elements(work_logs), Bag(logged)]


@work_log_offer.method("addWorkLog(timeSpent, date, comment, author)")
def add_work_log(run: Any, self: Helper, time_spent: Any, date: Any, comment: Any, author: Any) -> Bag:
    """A work log to put into `workLogs`."""
    run.meter.helper()
    return Bag({"timeSpent": time_spent, "startDate": date, "comment": comment, "author": author})


@work_log_offer.method("filterLocal(workLogs)")
def filter_local_work_logs(run: Any, self: Helper, work_logs: Any) -> list[Any]:
    """Only the work logs that were written here."""
    return local_only(run, work_logs)


for _offer in (comment_offer, attachment_offer, work_log_offer):
    _offer.ready()
