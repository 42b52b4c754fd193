"""No way out: reflection, classes, Python's own names, and code made at run time."""

import pytest

from addon.scripting.errors import CompileError
from addon.scripting.limits import Meter
from addon.scripting.program import compile_script

ESCAPES = """
''.class.forName('java.lang.Runtime')
Class.forName('java.lang.Runtime')
''.getClass().getMethods()
''.getClass().getDeclaredFields()
''.class.classLoader
this.class.classLoader
this.class.protectionDomain
{ -> }.class.getDeclaredMethods()
''.metaClass
''.getMetaClass()
[1].metaClass.foo = { 1 }
Integer.metaClass
this.metaClass
metaClass
''.'__class__'
''.__class__.__mro__
'a'.__class__
[].'__init__'()
''.'format'.'__globals__'
{ -> }.'__globals__'
{ -> }.invoke
{ -> }.run
{ -> }.captured
[:].data.clear()
new Object().__dict__
'%s'.__mod__('x')
'x'.execute()
['ls'].execute()
'ls'.execute().text
new File('/etc/passwd').text
new java.io.File('/etc/passwd').text
Runtime.getRuntime().exec('ls')
Runtime.runtime
new ProcessBuilder('ls').start()
System.exit(0)
System.getenv('HOME')
System.getProperty('user.home')
Thread.sleep(1)
Thread.start { }
new Thread({ }).start()
new URL('http://example.com').text
'http://example.com'.toURL().text
new Socket('localhost', 80)
InetAddress.localHost
evaluate('1')
new GroovyShell().evaluate('1')
Eval.me('1')
run(new File('x'))
getBinding().getClass().getClassLoader()
use(Object) { }
sleep(1000)
Object.class.getMethod('x')
Object.mixin(String)
new groovy.sql.Sql(null)
new javax.script.ScriptEngineManager()
Class.class.class.getMethods()
''.getProperties()
java.lang.reflect.Method
sun.misc.Unsafe
new GroovyClassLoader()
@Grab('x:y:1') import x.Y
@groovy.transform.ASTTest(value = { }) class A { }
import static java.lang.Runtime.getRuntime; getRuntime()
importClass('x')
__import__('os')
import os
exec('1')
globals()
"""


@pytest.mark.parametrize("source", [line for line in ESCAPES.splitlines() if line])
def test_a_way_out_is_refused_with_its_line(source: str) -> None:
    try:
        program = compile_script(source)
    except CompileError as error:
        assert error.problems[0].line == 1
        return
    outcome = program.run({}, Meter())
    assert outcome.status == "error"
    assert outcome.reason is None
    assert outcome.failure is not None
    assert outcome.failure.line == 1


def test_no_method_table_offers_a_python_name() -> None:
    from addon.scripting.values.classes import BY_NAME

    compile_script("1")
    for info in BY_NAME.values():
        for key in (*info.methods, *info.statics, *info.constants):
            assert not key.startswith("__")


def test_a_python_fault_is_an_internal_error_whose_text_is_not_shown() -> None:
    def broken(run: object) -> None:
        raise KeyError("secret")

    outcome = compile_script("x = 1\nbroken()").run({}, Meter(), {"broken": broken})
    assert outcome.reason == "internal"
    assert outcome.failure is not None
    assert outcome.failure.line == 2
    assert "secret" not in (outcome.failure.message or "")
