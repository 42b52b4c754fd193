"""What is refused by name, and what to use instead."""

_REPLACEMENTS = {
    "Thread": "A rule runs alone; call the code directly.",
    "File": "Files are out of reach; keep data in the replica or use httpClient.",
    "Process": "Processes are out of reach.",
    "Runtime": "Processes are out of reach.",
    "ProcessBuilder": "Processes are out of reach.",
    "Socket": "Use httpClient.",
    "URL": "Use httpClient.get(path).",
    "HttpURLConnection": "Use httpClient.",
    "HTTPBuilder": "Use httpClient.",
    "RESTClient": "Use httpClient.",
    "GroovyShell": "Code cannot be made at run time.",
    "Eval": "Code cannot be made at run time.",
    "ComponentAccessor": "Use nodeHelper, httpClient or the issue itself.",
    "XmlSlurper": "Use httpClient with JSON.",
    "XmlParser": "Use httpClient with JSON.",
    "GroovyClassLoader": "Code cannot be made at run time.",
    "ExpandoMetaClass": "Write a class instead.",
    "Grab": "Libraries cannot be loaded here.",
}


def well_known(name: str) -> tuple[str, str] | None:
    """What to say where a script names a class that every Groovy has and this one refuses."""
    replacement = _REPLACEMENTS.get(name)
    return None if replacement is None else (f"class {name} is not available here. {replacement}", replacement)


def refused_call(owner: str | None, name: str) -> tuple[str, str] | None:
    """Calls that are refused wherever they stand: (message, replacement)."""
    if owner == "System" and name == "exit":
        return "System.exit is not available here. Use return, or throw an exception.", "return"
    if owner is None and name == "evaluate":
        return "Code cannot be made at run time here: evaluate().", "Write the code out."
    return None


def unavailable_class(name: str) -> tuple[str, str | None]:
    """As `unknown_class`, for a full name: it is a class of somebody else's, not a slip of the pen."""
    message, replacement = unknown_class(name)
    return (message if replacement else f"class {name} is not available here"), replacement


def unknown_class(name: str) -> tuple[str, str | None]:
    """The message and replacement for a class that is not there."""
    simple = name.rpartition(".")[2]
    replacement = _REPLACEMENTS.get(simple)
    if replacement is None and name.startswith(("com.atlassian.", "play.", "scala.", "services.", "com.exalate.")):
        replacement = "Use nodeHelper, syncHelper or httpClient."
    if replacement is None:
        return f"unable to resolve class {name}", None
    return f"class {name} is not available here. {replacement}", replacement
