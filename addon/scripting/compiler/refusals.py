"""What is refused by name, and what to use instead."""

_INSTEAD = {
    "A rule runs alone; call the code directly.": (
        "Thread Executors ExecutorService CompletableFuture Timer TimerTask ThreadLocal CountDownLatch Future"
    ),
    "Files are out of reach; keep data in the replica or use httpClient.": (
        "File FileReader FileWriter FileInputStream FileOutputStream Files Path Paths RandomAccessFile "
        "InputStream OutputStream BufferedWriter ByteArrayInputStream ByteArrayOutputStream ObjectInputStream "
        "ObjectOutputStream Properties ResourceBundle"
    ),
    "Processes are out of reach.": "Process Runtime ProcessBuilder",
    "Use httpClient.": (
        "Socket HttpURLConnection URLConnection HTTPBuilder RESTClient HttpClient HttpRequest InetAddress Sql"
    ),
    "Use httpClient.get(path).": "URL",
    "Code cannot be made at run time.": "GroovyShell Eval GroovyClassLoader ClassLoader ScriptEngineManager",
    "Use nodeHelper, httpClient or the issue itself.": "ComponentAccessor",
    "Use httpClient with JSON.": "XmlSlurper XmlParser XmlUtil",
    "Write a class instead.": "ExpandoMetaClass MetaClass GroovyInterceptable ProxyMetaClass",
    "Use a map.": "ConfigSlurper ConfigObject ObservableMap Hashtable Dictionary IdentityHashMap WeakHashMap",
    "Use a list or set.": "ObservableList Enumeration",
    "Build the text with strings or JsonOutput.": "MarkupBuilder StreamingMarkupBuilder Formatter",
    "Use log.info(text) of the rule.": "Logger LoggerFactory LogManager",
    "Libraries cannot be loaded here.": "Grab GrabResolver Grapes",
}
_REPLACEMENTS = {name: instead for instead, names in _INSTEAD.items() for name in names.split()}
"""Classes that Groovy or old rules know and this language leaves out, each with what to use instead."""


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
