"""Projects with their areas and iterations."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime

from .errors import VendorError, project_not_found
from .identifiers import is_guid, stable_id


@dataclass
class Node:
    """An area or iteration; the root carries the project's name."""

    id: int
    identifier: str
    name: str
    kind: str
    """area or iteration."""
    children: list["Node"] = field(default_factory=list)
    start: datetime | None = None
    finish: datetime | None = None

    def walk(self, prefix: str = "") -> Iterator[tuple[str, "Node"]]:
        """Every node with its path as the fields write it (`Project\\Area`)."""
        path = f"{prefix}\\{self.name}" if prefix else self.name
        yield path, self
        for child in self.children:
            yield from child.walk(path)

    def find(self, path: str) -> tuple[str, "Node"] | None:
        """The node of a path, case ignored, with the path in its own spelling."""
        wanted = path.strip("\\").lower()
        return next(((text, node) for text, node in self.walk() if text.lower() == wanted), None)


@dataclass
class Project:
    id: str
    name: str
    description: str
    process: str
    """Lower-case name of the process."""
    areas: Node
    iterations: Node
    updated: datetime
    public: bool = False
    state: str = "wellFormed"
    revision: int = 11
    former_names: list[str] = field(default_factory=list)

    @property
    def team_id(self) -> str:
        return stable_id("team", self.id)

    def node(self, kind: str) -> Node:
        return self.areas if kind == "area" else self.iterations


class Projects:
    """Projects of an organization, found by id or current name."""

    def __init__(self) -> None:
        self._by_id: dict[str, Project] = {}
        self._by_name: dict[str, Project] = {}
        self._next_node = 1

    def create(self, name: str, process: str, now: datetime, *, description: str = "", public: bool = False) -> Project:
        """Add a project with a root area, and a root iteration with three sprints."""
        if name.lower() in self._by_name:
            raise VendorError(
                400,
                "ProjectAlreadyExistsException",
                f"TF200019: The following project already exists on the Azure DevOps Server: {name}.",
            )
        identifier = stable_id("project", name)
        if identifier in self._by_id:
            identifier = stable_id("project", name, str(len(self._by_id)))
        areas = self._node(identifier, name, "area")
        iterations = self._node(identifier, name, "iteration")
        for number in (1, 2, 3):
            iterations.children.append(self._node(identifier, f"Iteration {number}", "iteration"))
        project = Project(identifier, name, description, process, areas, iterations, now, public)
        self._by_id[identifier] = project
        self._by_name[name.lower()] = project
        return project

    def add_node(self, project: Project, kind: str, parent_path: str, name: str) -> Node:
        """Add an area or iteration below a path relative to the root ("" is the root)."""
        root = project.node(kind)
        path = f"{root.name}\\{parent_path}" if parent_path else root.name
        found = root.find(path)
        if found is None:
            raise VendorError(
                404,
                "ClassificationNodeDoesNotExistException",
                f"VS402485: The {kind} name is not recognized: {parent_path}.",
            )
        if any(child.name.lower() == name.lower() for child in found[1].children):
            raise VendorError(
                409,
                "ClassificationNodeDuplicateNameException",
                f"VS402371: Classification node name {name} is already in use by a different node.",
            )
        node = self._node(project.id, name, kind)
        found[1].children.append(node)
        return node

    def rename(self, project: Project, name: str) -> None:
        """Give a project a new name; the old one is unknown from then on."""
        del self._by_name[project.name.lower()]
        project.former_names.append(project.name)
        project.name = project.areas.name = project.iterations.name = name
        project.revision += 1
        self._by_name[name.lower()] = project

    def delete(self, project: Project) -> None:
        del self._by_id[project.id]
        del self._by_name[project.name.lower()]
        project.state = "deleted"

    def find(self, name_or_id: str) -> Project | None:
        key = name_or_id.strip().lower()
        return self._by_id.get(key) or self._by_name.get(key)

    def get(self, name_or_id: str) -> Project:
        """The project, or the service's 404."""
        found = self.find(name_or_id)
        if found is None:
            raise project_not_found(name_or_id, by_id=is_guid(name_or_id))
        return found

    def count(self) -> int:
        return len(self._by_id)

    def all(self) -> list[Project]:
        return list(self._by_id.values())

    def _node(self, project_id: str, name: str, kind: str) -> Node:
        number = self._next_node
        self._next_node += 1
        return Node(number, stable_id("node", project_id, kind, name, str(number)), name, kind)
