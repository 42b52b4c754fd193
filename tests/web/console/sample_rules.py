"""Rules of a connection as sample data: versions that grow when something is saved, and problems of two kinds."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from addon.connections import people_here, rule_checks, rule_entities, rule_settings, rules
from addon.connections.rule_checks import Completion, Problem
from addon.connections.rule_entities import Found
from addon.nodes.refusals import Refusal
from addon.platforms.names import OwnField
from addon.sync import preview, preview_jobs, rule_cases
from addon.sync.rule_cases import Case, Cases, Difference

NOW = 1_790_000_000_000
DAY = 86_400_000
OUTGOING = """\
// What leaves for Nordlake
replica.summary = issue.summary
if (issue.labels.contains("internal")) return
replica.description = issue.description
replica.status = issue.status
replica.labels = issue.labels
replica.comments = issue.comments.findAll { !it.internal }
replica.attachments = issue.attachments

def map = ["Blocker": "P1", "High": "P2", "Medium": "P3"]
replica.priority = map[issue.priority.name]
if (replica.priority == null) {
    replica.priority = 3
}
replica.customer = issue.customFields."Customer".value
"""
SETTINGS = {
    "conflicts": {"*": "newest", "summary": "ask", "customfield_10042": "here"},
    "people": {"priya.raman@nordlake.example": "maya.chen@acme.example", "*": "desk@acme.example"},
    "http_hosts": ["api.acme.example"],
}
FIELDS = (OwnField("Customer tier", "customfield_10042", "option"),)
INCOMING = "issue.summary = replica.summary\nissue.comments = commentHelper.mergeComments(issue, replica)\n"


@dataclass(frozen=True)
class Saved:
    """One version with its texts."""

    version: rules.Version
    outgoing: str
    incoming: str
    settings: Mapping[str, Any] = field(default_factory=dict)


def sample_versions() -> list[Saved]:
    """Three versions by two people, the newest last."""
    return [
        Saved(rules.Version(1, "Sam Ito", "Default rules", NOW - 19 * DAY, 0), OUTGOING[:60] + "\n", INCOMING),
        Saved(rules.Version(2, "Dana Reyes", "map priorities", NOW - 10 * DAY, 0), OUTGOING + "// old\n", INCOMING),
        Saved(
            rules.Version(3, "Dana Reyes", "internal comments never leave", NOW - 2 * DAY, 0),
            OUTGOING,
            INCOMING,
            SETTINGS,
        ),
    ]


@dataclass
class RulesSample:
    """What the rule functions answer from."""

    mode: str = "script"
    locked: str = ""
    versions: list[Saved] = field(default_factory=sample_versions)
    preview: Any = None
    preview_problem: str = ""
    preview_polls: int = 0
    cases: tuple[Case, ...] = ()
    failing: bool = False
    case_polls: int = 0

    def save(self, draft: rules.Draft, restored: int = 0, author: str = "Dana Reyes", settings: Any = None) -> None:
        """Add a version; without `settings` with those of the last."""
        number = len(self.versions) + 1
        version = rules.Version(number, author, draft.message, NOW, restored)
        self.versions.append(
            Saved(version, draft.outgoing, draft.incoming, self.versions[-1].settings if settings is None else settings)
        )

    def shown(self) -> rules.Rules:
        """What runs now."""
        last = self.versions[-1]
        return rules.Rules(
            1,
            "Support to engineering",
            "Nordlake",
            "azuredevops",
            self.mode,
            self.locked,
            last.version,
            last.outgoing,
            last.incoming,
            last.settings,
        )


def sample_cases() -> tuple[Case, ...]:
    """Two saved tests."""
    return (
        Case(1, "Bug with attachments", "SUP-482", "Dana Reyes", NOW - DAY),
        Case(2, "Internal label stays here", "SUP-391", "Sam Ito", NOW - 2 * DAY),
    )


def _install_cases(put: Any, sample: Any) -> None:
    """Let the functions of saved tests answer: a run takes one poll; 7 makes a test, 8 runs them."""
    kept: RulesSample = sample.rules

    def listed(_s: Any, _n: int, _c: int, job_id: int = 0) -> Cases:
        if not job_id:
            return Cases(kept.cases)
        kept.case_polls += 1
        if kept.case_polls < 2:
            return Cases(kept.cases, job_id, running=job_id == 8, making=job_id == 7)
        bad = (Difference("priority (leaves)", "P2", "3"),) if kept.failing else ()
        done = [replace(one, state="passed") for one in kept.cases]
        if bad and done:
            done[-1] = replace(done[-1], state="failed", differences=bad)
        return Cases(tuple(done), job_id)

    def start(_s: Any, _c: Any, _n: int, texts: Any) -> int:
        sample.asked("run_cases", texts)
        kept.case_polls = 0
        return 8

    def keep(_s: Any, _c: Any, _n: int, name: str, entity: str, texts: Any) -> int:
        sample.asked("keep_case", name, entity)
        if not name:
            raise Refusal("bad_name", "Name the test, with at most 100 characters.", field="case_name")
        kept.case_polls = 0
        kept.cases = (*kept.cases, Case(9, name, "SUP-482", "Dana Reyes", NOW))
        return 7

    def delete(_s: Any, _c: Any, _n: int, number: int) -> None:
        sample.asked("delete_case", number)
        kept.cases = tuple(one for one in kept.cases if one.id != number)

    put(rule_cases, "listed", listed)
    put(rule_cases, "start", start)
    put(rule_cases, "keep", keep)
    put(rule_cases, "delete", delete)
    put(rule_cases, "accept", lambda _s, _c, _n, number, job_id: sample.asked("accept_case", number, job_id))
    put(rule_cases, "passed", lambda _s, _n, _c, job_id, _t: not kept.cases or (job_id == 8 and not kept.failing))


def install_rules(put: Any, sample: Any) -> None:
    """Let the rule functions answer from `sample.rules`."""
    kept: RulesSample = sample.rules
    _install_cases(put, sample)

    def save(_s: Any, _c: Any, number: int, draft: rules.Draft) -> rules.Rules:
        sample.asked("save_rules", number, draft)
        if draft.expected != len(kept.versions):
            raise rules.Overtaken(kept.shown())
        for side, text in (("outgoing", draft.outgoing), ("incoming", draft.incoming)):
            wrong = [one for one in _problems(text) if one.severity == "error"]
            if wrong:
                raise rules.Broken(side, wrong[0])  # type: ignore[arg-type]
        kept.save(draft)
        return kept.shown()

    def restore(_s: Any, _c: Any, number: int, version: int, expected: int) -> rules.Rules:
        sample.asked("restore_rules", number, version, expected)
        old = kept.versions[version - 1]
        kept.save(
            rules.Draft(old.outgoing, old.incoming, expected, f"Restored from version {version}"),
            version,
            settings=old.settings,
        )
        return kept.shown()

    def texts_of(_s: Any, _n: int, _number: int, version: int) -> dict[str, str]:
        old = kept.versions[version - 1]
        return {"outgoing": old.outgoing, "incoming": old.incoming}

    def history(_s: Any, _n: int, _number: int, *, before: int | None = None, limit: int = 20) -> rules.History:
        found = [one.version for one in reversed(kept.versions) if before is None or one.version.number < before]
        more = found[limit - 1].number if len(found) > limit else None
        return rules.History(tuple(found[:limit]), len(kept.versions), more, bool(kept.locked))

    def compare(_s: Any, _n: int, _number: int, before: int, after: int) -> rules.Comparison:
        old, new = kept.versions[before - 1], kept.versions[after - 1]
        texts: Any = {"outgoing": (old.outgoing, new.outgoing), "incoming": (old.incoming, new.incoming)}
        counts: Any = {side: rules.count(*pair) for side, pair in texts.items()}
        changed = rule_settings.changes(old.settings, new.settings)
        return rules.Comparison(old.version, new.version, texts, counts, changed)

    def save_settings(_s: Any, caller: Any, number: int, typed: Any, expected: int) -> rules.Rules:
        sample.asked("save_settings", number, typed, expected)
        now = kept.shown()
        made = rule_settings.checked(typed, now.settings, FIELDS, kind=caller.kind, script=now.mode == "script")
        if expected != len(kept.versions):
            raise rules.Overtaken(now)
        names = ", ".join(one.name for one in rule_settings.changes(now.settings, made))
        kept.save(rules.Draft(now.outgoing, now.incoming, expected, f"Settings: {names}"), settings=made)
        return kept.shown()

    def state(_s: Any, _n: int, number: int, job_id: int) -> preview_jobs.PreviewJob:
        kept.preview_polls += 1
        found = (kept.preview or sample_preview()) if kept.preview_polls > 1 and not kept.preview_problem else None
        word = "done" if found else "failed" if kept.preview_problem and kept.preview_polls > 1 else "running"
        return preview_jobs.PreviewJob(job_id, number, word, "SUP-482", NOW, kept.preview_problem, "", found)

    put(rules, "current", lambda *_: kept.shown())
    put(rules, "save", save)
    put(rules, "restore", restore)
    put(rules, "texts_of", texts_of)
    put(rules, "save_settings", save_settings)
    put(rules, "settings_fields", lambda *_: FIELDS)
    put(
        people_here,
        "unknown",
        lambda _s, _n, _b, now: tuple(v for v in now.get("people", {}).values() if "nobody" in v),
    )
    put(rules, "history", history)
    put(rules, "compare", compare)

    def first_error(_s: Any, _k: str, text: str) -> Problem | None:
        return next((one for one in _problems(text) if one.severity == "error"), None)

    put(rule_checks, "first_error", first_error)
    put(rule_checks, "problems", lambda _s, _c, _n, text: tuple(_problems(text)))
    put(rule_checks, "complete", lambda _s, _c, _n, text, line, column: tuple(_items(text, line, column)))
    put(rule_checks, "hover", lambda *_, **__: ("getUserByEmail(mail)", "The user with this mail address."))
    put(preview_jobs, "start", lambda _s, _c, number, key, **more: (sample.asked("preview", number, key, more), 7)[1])
    put(preview_jobs, "state", state)
    put(
        rule_entities,
        "find",
        lambda _s, _c, _n, text: tuple(one for one in ENTITIES if text.lower() in str(one).lower()),
    )


ENTITIES = (
    Found("10482", "SUP-482", "Login fails after password reset"),
    Found("10391", "SUP-391", "Export takes minutes"),
)


def _problems(text: str) -> list[Problem]:
    found = []
    for number, line in enumerate(text.split("\n"), 1):
        if line.count("(") != line.count(")"):
            found.append(Problem(number, len(line) + 1, "error", "A closing parenthesis is missing."))
        if "prioritty" in line:
            message = "No field is called prioritty, so this is always null. Did you mean priority?"
            found.append(Problem(number, line.index("prioritty") + 1, "warning", message, 9, "priority"))
    return sorted(found, key=lambda one: one.severity)


def _items(text: str, line: int, column: int) -> list[Completion]:
    before = text.split("\n")[line - 1][: column - 1]
    word = before.rpartition(".")[2]
    if not before.removesuffix(word).endswith("issue."):
        return []
    known = [
        Completion("Customer tier", "field", "customfield_10042", "Customer tier (option)", '"Customer tier"', 0),
        Completion("priority", "property", "issue.priority", "", "priority", 0),
        Completion("project", "property", "issue.project", "", "project", 0),
    ]
    return [replace(one, column=column - len(word)) for one in known if one.label.lower().startswith(word.lower())]


def sample_preview(**changes: Any) -> preview.Preview:
    """Fields, a comment, a file, a transition and calls at the partner; a rule that fails here."""
    there = preview.IncomingPreview(
        effect="update",
        target="#10317",
        fields=(
            preview.FieldChange("Status", "Active", "In Review", False, "written"),
            preview.FieldChange("Priority", "3", "2", False, "written"),
            preview.FieldChange(
                "Description",
                "Users cannot sign in after a reset on Android.",
                "Users cannot sign in after a reset on Android 15 and iOS 19.",
                True,
                "written",
            ),
            preview.FieldChange("Tags", "", "partner, mobile", False, "written"),
            preview.FieldChange("Title", "Login fails after password reset", "", False, "same"),
            preview.FieldChange("Assigned to", "Priya Raman", "Sam Ito", False, "kept"),
        ),
        comments=(preview.CommentChange("add", "Seen on iOS as well.", "Maya Chen"),),
        files=(preview.FileChange("add", "screen.png", 2_400_000),),
        transitions=("In Review",),
        calls=(
            preview.RestCall("PATCH", "/_apis/wit/workitems/10317", '[\n  {"op": "test"}\n]', "liaise"),
            preview.RestCall("POST", "/_apis/wit/workItems/10317/comments", '{"text": "…"}', "script"),
        ),
        wishes=("send back",),
        warnings=("Reporter stays empty: nobody here has the address maya.chen@acme.example.",),
    )
    failed = preview.ScriptProblem(
        "incoming", "NullPointerException", "Cannot invoke method trim() on null object", 2, 14, "x = null.trim()"
    )
    here = preview.IncomingPreview(effect="failed", target="SUP-482", problem=failed)
    replica = {"key": "SUP-482", "summary": "Login fails after password reset", "labels": ["partner", "mobile"]}
    out = preview.OutgoingPreview(True, news=True, replica=replica, log=(preview.LogLine("info", "labels: 2"),))
    url = "https://acme-support.atlassian.net/browse/SUP-482"
    usual: dict[str, Any] = {"outgoing": out, "incoming": here, "partner": there}
    return preview.Preview("10482", "SUP-482", url, 3, **{**usual, **changes})
