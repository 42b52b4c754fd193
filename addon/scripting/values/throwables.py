"""Exceptions as values, and the tree of exception classes."""

from typing import Any

from addon.scripting.errors import Position, ScriptFrame
from addon.scripting.values.classes import Classed, ClassInfo, class_named, define


class Throwable(Classed):
    """java.lang.Throwable and everything below it, script-defined classes included (then with `fields`)."""

    __slots__ = ("cause", "class_info", "details", "fields", "frames", "message", "position", "run", "suppressed")

    def __init__(self, class_info: ClassInfo, message: str | None = None, cause: Any = None) -> None:
        self.class_info = class_info
        self.message = message
        self.cause = cause
        self.fields: dict[str, Any] = {}
        self.position: Position | None = None
        self.frames: list[ScriptFrame] = []
        self.suppressed: list[Any] = []
        self.run: Any = None
        self.details: dict[str, Any] = {}


def new_throwable(name: str, message: str | None = None, cause: Any = None) -> Throwable:
    """An exception of a registered class."""
    return Throwable(class_named(name), message, cause)


_TREE = """
java.lang.Throwable Object
java.lang.Exception Throwable
java.lang.Error Throwable
java.lang.AssertionError Error
java.lang.VirtualMachineError Error
java.lang.StackOverflowError VirtualMachineError
java.lang.OutOfMemoryError VirtualMachineError
java.lang.LinkageError Error
java.lang.NoClassDefFoundError LinkageError
java.lang.ExceptionInInitializerError LinkageError
java.lang.RuntimeException Exception
java.lang.IllegalArgumentException RuntimeException
java.lang.IllegalStateException RuntimeException
java.lang.NumberFormatException IllegalArgumentException
java.lang.ArithmeticException RuntimeException
java.lang.ArrayStoreException RuntimeException
java.lang.ClassCastException RuntimeException
java.lang.IndexOutOfBoundsException RuntimeException
java.lang.ArrayIndexOutOfBoundsException IndexOutOfBoundsException
java.lang.StringIndexOutOfBoundsException IndexOutOfBoundsException
java.lang.NegativeArraySizeException RuntimeException
java.lang.NullPointerException RuntimeException
java.lang.SecurityException RuntimeException
java.lang.UnsupportedOperationException RuntimeException
java.lang.reflect.UndeclaredThrowableException RuntimeException
java.lang.CloneNotSupportedException Exception
java.lang.InterruptedException Exception
java.lang.ReflectiveOperationException Exception
java.lang.ClassNotFoundException ReflectiveOperationException
java.lang.NoSuchFieldException ReflectiveOperationException
java.lang.NoSuchMethodException ReflectiveOperationException
java.io.IOException Exception
java.io.UncheckedIOException RuntimeException
java.io.FileNotFoundException IOException
java.io.UnsupportedEncodingException IOException
java.net.MalformedURLException IOException
java.net.URISyntaxException Exception
java.net.UnknownHostException IOException
java.net.SocketException IOException
java.net.ConnectException SocketException
java.io.InterruptedIOException IOException
java.net.SocketTimeoutException InterruptedIOException
java.security.GeneralSecurityException Exception
java.security.NoSuchAlgorithmException GeneralSecurityException
java.util.ConcurrentModificationException RuntimeException
java.util.EmptyStackException RuntimeException
java.util.NoSuchElementException RuntimeException
java.util.InputMismatchException NoSuchElementException
java.util.MissingResourceException RuntimeException
java.util.IllegalFormatException IllegalArgumentException
java.util.DuplicateFormatFlagsException IllegalFormatException
java.util.FormatFlagsConversionMismatchException IllegalFormatException
java.util.IllegalFormatArgumentIndexException IllegalFormatException
java.util.IllegalFormatCodePointException IllegalFormatException
java.util.IllegalFormatConversionException IllegalFormatException
java.util.IllegalFormatFlagsException IllegalFormatException
java.util.IllegalFormatPrecisionException IllegalFormatException
java.util.IllegalFormatWidthException IllegalFormatException
java.util.MissingFormatArgumentException IllegalFormatException
java.util.MissingFormatWidthException IllegalFormatException
java.util.UnknownFormatConversionException IllegalFormatException
java.util.regex.PatternSyntaxException IllegalArgumentException
java.text.ParseException Exception
java.lang.invoke.WrongMethodTypeException RuntimeException
java.time.DateTimeException RuntimeException
java.time.format.DateTimeParseException DateTimeException
java.time.temporal.UnsupportedTemporalTypeException DateTimeException
java.time.zone.ZoneRulesException DateTimeException
java.util.concurrent.TimeoutException Exception
java.util.concurrent.ExecutionException Exception
groovy.lang.GroovyRuntimeException RuntimeException
groovy.lang.MissingPropertyException GroovyRuntimeException
groovy.lang.MissingMethodException GroovyRuntimeException
groovy.lang.MissingFieldException GroovyRuntimeException
groovy.lang.SpreadMapEvaluatingException GroovyRuntimeException
groovy.lang.ReadOnlyPropertyException MissingPropertyException
groovy.lang.StringWriterIOException RuntimeException
org.codehaus.groovy.runtime.typehandling.GroovyCastException ClassCastException
org.codehaus.groovy.runtime.powerassert.PowerAssertionError AssertionError
org.codehaus.groovy.runtime.metaclass.MissingMethodExceptionNoStack MissingMethodException
org.codehaus.groovy.runtime.metaclass.MissingPropertyExceptionNoStack MissingPropertyException
org.codehaus.groovy.runtime.metaclass.MethodSelectionException GroovyRuntimeException
org.codehaus.groovy.runtime.InvokerInvocationException GroovyRuntimeException
groovy.json.JsonException RuntimeException
com.exalate.api.exception.IssueTrackerException RuntimeException
"""

for _line in _TREE.split("\n"):
    if _line:
        define(*_line.split())
