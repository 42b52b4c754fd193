"""What is refused by name, and what to use instead."""

from addon.scripting import nodes

_INSTEAD = {
    "A rule runs alone; call the code directly.": (
        "Thread Executors ExecutorService CompletableFuture Timer TimerTask ThreadLocal CountDownLatch Future"
    ),
    "Files are out of reach; keep data in the replica or use httpClient.": (
        "File FileReader FileWriter FileInputStream FileOutputStream Files Path Paths RandomAccessFile "
        "InputStream OutputStream BufferedWriter ByteArrayInputStream ByteArrayOutputStream ObjectInputStream "
        "ObjectOutputStream ResourceBundle"
    ),
    "Processes are out of reach.": "Process Runtime ProcessBuilder",
    "Use httpClient.": (
        "Socket HttpURLConnection URLConnection HTTPBuilder RESTClient HttpClient HttpRequest InetAddress Sql "
        "JiraClient GroovyHttpClient"
    ),
    "Use httpClient.get(path).": "URL",
    "Code cannot be made at run time.": "GroovyShell Eval GroovyClassLoader ClassLoader ScriptEngineManager",
    "Use nodeHelper, httpClient or the issue itself.": "ComponentAccessor",
    "Use httpClient with JSON.": "XmlSlurper XmlParser XmlUtil",
    "Write a class instead.": "ExpandoMetaClass MetaClass GroovyInterceptable ProxyMetaClass",
    "Use a map.": "ConfigSlurper ConfigObject ObservableMap Dictionary IdentityHashMap WeakHashMap",
    "Use a list or set.": "ObservableList Enumeration",
    "Build the text with strings or JsonOutput.": "MarkupBuilder StreamingMarkupBuilder Formatter",
    "Use a GString.": (
        "TemplateEngine SimpleTemplateEngine GStringTemplateEngine StreamingTemplateEngine MarkupTemplateEngine "
        "XmlTemplateEngine"
    ),
    "Write the currency's code or sign out.": "Currency",
    "Use replaceAll.": "StringEscapeUtils",
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
    if name == "mixin" and owner is not None and owner[:1].isupper():
        return "Mixins are not available here: mixin(). Let the class implement a trait.", "a trait"
    return (_FREE_CALLS if owner is None else _CALLS_OF.get(owner, {})).get(name)


_FREE_CALLS = {
    "evaluate": ("Code cannot be made at run time here: evaluate().", "Write the code out."),
    "sleep": ("A rule cannot wait: sleep().", "Leave it out."),
    "use": ("Categories other than TimeCategory are not available here: use().", "Call the method directly."),
    "getMetaClass": ("Reflection is not available here: getMetaClass().", "Write a class or method instead."),
}
"""Calls without an owner that every script could make in Groovy."""
_CALLS_OF = {
    "System": {
        "getenv": ("The environment is not available here: System.getenv().", "Write the value into the rule."),
        "setProperty": ("System properties are not available here: System.setProperty().", "Use a variable."),
    },
    "Class": {"forName": ("Reflection is not available here: Class.forName().", "Write the class's name.")},
}
_REFLECTION = frozenset(
    [
        *("classLoader", "getClassLoader", "forName", "methods", "getMethods", "declaredMethods"),
        *("getDeclaredMethods", "fields", "getFields", "declaredFields", "getDeclaredFields", "constructors"),
        *("getConstructors", "getResource", "getResourceAsStream", "getMethod", "getDeclaredMethod", "getField"),
        *("getDeclaredField", "getConstructor", "getDeclaredConstructor", "protectionDomain", "module"),
    ]
)


def refused_reflection(owner: nodes.Node | None, name: object) -> tuple[str, str] | None:
    """What is asked of a class that stands there as one: `x.class.classLoader`, `getClass().getMethods()`."""
    asked = (isinstance(owner, nodes.Property) and owner.name == "class") or (
        isinstance(owner, nodes.Call) and owner.name == "getClass" and not owner.arguments
    )
    if not asked or name not in _REFLECTION:
        return None
    return f"Reflection is not available here: {name}.", "Write the code out."


def refused_process(owner: nodes.Node | None, name: object) -> tuple[str, str] | None:
    """`"command".execute()` and `"address".toURL()` of a text or list written there."""
    if not isinstance(owner, (nodes.Literal, nodes.Template, nodes.ListLiteral)):
        return None
    if name == "execute":
        return "Processes are not available here: execute().", "Use httpClient."
    if name == "toURL":
        return "Network addresses are not available here: toURL().", "Use httpClient.get(path)."
    return None


def unavailable_class(name: str) -> tuple[str, str | None]:
    """As `unknown_class`, for a full name: it is a class of somebody else's, not a slip of the pen."""
    message, replacement = unknown_class(name)
    return (message if replacement else f"class {name} is not available here"), replacement


def unknown_class(name: str) -> tuple[str, str | None]:
    """The message and replacement for a class that is not there."""
    simple = name.rpartition(".")[2]
    replacement = _REPLACEMENTS.get(simple)
    if replacement is None and name.startswith("com.exalate.") and ".twintrace." in name:
        replacement = "Leave the trace out: commentHelper.mergeComments writes comments and remembers which is which."
    if replacement is None and simple.startswith("BasicHub") and name.startswith("com.exalate."):
        replacement = "Leave the type out, or write def; a map such as [value: x] makes a new one."
    if replacement is None and name.startswith(("com.atlassian.", "play.", "scala.", "services.", "com.exalate.")):
        replacement = "Use nodeHelper, syncHelper or httpClient."
    if replacement is None:
        return f"unable to resolve class {name}", None
    return f"class {name} is not available here. {replacement}", replacement
