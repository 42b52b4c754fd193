"""Small pictures: issue types, priorities, people, projects."""

from flask import Blueprint, Response, request

COLORS = {
    "story": "#6a9a23",
    "bug": "#e2483d",
    "task": "#4688ec",
    "epic": "#af59e1",
    "sub-task": "#4688ec",
    "project": "#8270db",
    "user": "#758195",
}
SHAPES = {
    "story": '<path d="M4.5 3.5h7v9L8 9.6l-3.5 2.9z" fill="#fff"/>',
    "bug": '<circle cx="8" cy="8" r="4" fill="#fff"/>',
    "task": '<path d="M4 8.4l2.6 2.6L12 5.6" fill="none" stroke="#fff" stroke-width="2"/>',
    "epic": '<path d="M9 2.5L4 9h3.4L7 13.5 12 7H8.6z" fill="#fff"/>',
    "sub-task": '<path d="M4 4h5v5H4z M7 7h5v5H7z" fill="none" stroke="#fff" stroke-width="1.4"/>',
    "project": '<path d="M3 12l3-5 2.4 3L11 6l3 6z" fill="#fff"/>',
    "user": '<circle cx="8" cy="6" r="2.6" fill="#fff"/><path d="M3.4 13a4.6 4.6 0 0 1 9.2 0z" fill="#fff"/>',
}
PRIORITIES = {
    "1": ("#e2483d", "M4 9l4-4 4 4M4 13l4-4 4 4"),
    "2": ("#e2483d", "M4 10l4-4 4 4"),
    "3": ("#e56910", "M3 6.5h10M3 10.5h10"),
    "4": ("#4688ec", "M4 6l4 4 4-4"),
    "5": ("#4688ec", "M4 4l4 4 4-4M4 8l4 4 4-4"),
}


def add_routes(host: Blueprint) -> None:
    @host.get("/images/<name>.svg")
    def icon(name: str) -> Response:
        size = request.args.get("size", "16x16").split("x")[0]
        size = size if size.isdecimal() else "16"
        kind, _, which = name.partition("-")
        if kind == "priority" and which in PRIORITIES:
            color, path = PRIORITIES[which]
            inner = f'<path d="{path}" fill="none" stroke="{color}" stroke-width="2"/>'
        else:
            which = which if kind == "type" else name
            color = COLORS.get(which, "#758195")
            radius = 8 if which == "user" else 3
            inner = f'<rect width="16" height="16" rx="{radius}" fill="{color}"/>{SHAPES.get(which, "")}'
        svg = (
            f'<svg xmlns="http://www.w3.org/2000/svg" width="{size}" height="{size}" viewBox="0 0 16 16">{inner}</svg>'
        )
        return Response(svg, content_type="image/svg+xml", headers={"Cache-Control": "max-age=3600"})
