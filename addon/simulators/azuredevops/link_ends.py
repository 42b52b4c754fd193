"""The other ends of links: every work item link is seen from two sides and told in the link log."""

from datetime import datetime, timedelta

from .history import set_parent
from .links import LinkDraft, opposite
from .organization import Event, Organization
from .people import Person
from .work_items import RELATION_TYPES, LinkChange, Relation, Update, WorkItem


class LinkEnds:
    """Keeps the other ends in step with a change to one item."""

    def __init__(self, organization: Organization) -> None:
        self._organization = organization

    def _mirror_comments(self, item: WorkItem, links: LinkDraft, person: Person, at: datetime) -> None:
        """A link's comment belongs to both ends."""
        for relation in links.changed:
            if relation.target is None:
                continue
            other, back = self._organization.items[relation.target], opposite(relation, item.id)
            other.relations = [back if known.key == back.key else known for known in other.relations]
            moment = max(at, other.updates[-1].at + timedelta(milliseconds=1))
            other.updates.append(Update(len(other.updates) + 1, other.rev, person.id, moment, {}, changed=(back,)))

    def mirror(self, item: WorkItem, links: LinkDraft, person: Person, at: datetime) -> None:
        """Write the other end of each work item link, and the link log; neither end gets a revision."""
        self._mirror_comments(item, links, person, at)
        for relation, active in [
            *((item_, True) for item_ in links.added),
            *((item_, False) for item_ in links.removed),
        ]:
            if relation.target is None:
                continue
            other = self._organization.items[relation.target]
            back = opposite(relation, item.id)
            parent_before = {"System.Parent": other.fields.get("System.Parent")}
            if active:
                other.relations.append(back)
            else:
                other.relations = [known for known in other.relations if known.key != back.key]
            set_parent(other)
            fields = {}
            if parent_before["System.Parent"] != other.fields.get("System.Parent"):
                fields["System.Parent"] = (parent_before["System.Parent"], other.fields.get("System.Parent"))
            update = Update(
                len(other.updates) + 1,
                other.rev,
                person.id,
                max(at, other.updates[-1].at + timedelta(milliseconds=1)),
                fields,
                (back,) if active else (),
                () if active else (back,),
            )
            other.updates.append(update)
            self._log_link(item, relation, person, at, active)
            self._organization.announce(Event("updated", other, update, person.id))

    def _log_link(self, item: WorkItem, relation: Relation, person: Person, at: datetime, active: bool) -> None:
        assert relation.target is not None
        kind = RELATION_TYPES[relation.rel]
        source, target = (item.id, relation.target) if kind.forward else (relation.target, item.id)
        name = relation.rel.removesuffix("-Forward").removesuffix("-Reverse")
        self._organization.link_log.append(
            LinkChange(
                self._organization.next_watermark(), name, source, target, at, person.id, active, relation.comment
            )
        )
