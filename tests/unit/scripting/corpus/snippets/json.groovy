//// parse text to maps and lists
def j = new groovy.json.JsonSlurper().parseText('{"a": [1, {"b": null}], "c": "x", "d": true}'); [j.a[0], j.a[1].b, j.c, j.d, j.getClass().simpleName, j.a.class.simpleName]
//// number types of parsed JSON with long overflow
import groovy.json.JsonSlurper
new JsonSlurper().parseText('[1, 3000000000, 1.50, 1e3, -5, 99999999999999999999, 0.1, 1E400]')
//// parse unicode and escapes
import groovy.json.JsonSlurper
new JsonSlurper().parseText('{"t": "a\\u00e9\\n\\t\\"\\\\\\/"}').t
//// parse a bare value
import groovy.json.JsonSlurper
def s = new JsonSlurper(); [s.parseText('5'), s.parseText('"x"'), s.parseText('true'), s.parseText('[]'), s.parseText('{}')]
//// parse of bad JSON throws
new groovy.json.JsonSlurper().parseText('{"a": }')
//// parse of an unclosed list throws
try { new groovy.json.JsonSlurper().parseText('[1, 2') } catch (groovy.json.JsonException e) { e.class.name }
//// parse of empty text throws
new groovy.json.JsonSlurper().parseText('')
//// parse of null throws
new groovy.json.JsonSlurper().parseText(null)
//// parsed maps keep order and are changeable
def j = new groovy.json.JsonSlurper().parseText('{"b": 1, "a": 2}'); j.c = 3; j.keySet().toList()
//// duplicate JSON keys keep the last
new groovy.json.JsonSlurper().parseText('{"a": 1, "a": 2}')
//// toJson of values
import groovy.json.JsonOutput
[JsonOutput.toJson([a: 1, b: [true, null, 'x']]), JsonOutput.toJson('t"x'), JsonOutput.toJson(1.50), JsonOutput.toJson(null), JsonOutput.toJson([])]
//// toJson escapes unicode and control characters
groovy.json.JsonOutput.toJson([t: 'é\n\t\u0001"\\/😀'])
//// toJson of a GString a character and a range
groovy.json.JsonOutput.toJson(["a${1}", 'c' as char, 1..3, 2.0d, 5L])
//// toJson of a date is UTC text
groovy.json.JsonOutput.toJson([d: new Date(0)])
//// toJson of objects uses their properties
class P { def x = 1; String y = 'a' }
groovy.json.JsonOutput.toJson(new P())
//// toJson of sets and nested maps
groovy.json.JsonOutput.toJson([s: [1, 2] as Set, m: [a: [b: 1]]])
//// toJson of map keys that are no text
groovy.json.JsonOutput.toJson([1: 'a', (true): 'b'])
//// toJson of a null key throws
groovy.json.JsonOutput.toJson([(null): 1])
//// toJson of not-a-number throws
groovy.json.JsonOutput.toJson(0.0d / 0.0d)
//// prettyPrint
groovy.json.JsonOutput.prettyPrint('{"a":1,"b":[1,2,{"c":null}],"d":{},"e":[]}')
//// prettyPrint of toJson
import groovy.json.JsonOutput
JsonOutput.prettyPrint(JsonOutput.toJson([k: 'v', l: ['x']]))
//// JsonBuilder from a map
def b = new groovy.json.JsonBuilder([a: 1, b: [2]]); [b.toString(), b.toPrettyString(), b.content]
//// JsonBuilder with closures
def b = new groovy.json.JsonBuilder()
b.person { name 'Ada'; age 5; tags 'a', 'b'; address { city 'X' } }
b.toString()
//// JsonBuilder call with a map and list
def b = new groovy.json.JsonBuilder(); b([x: 1]); def c = new groovy.json.JsonBuilder(); c([1, 2]) { v -> n v }; [b.toString(), c.toString()]
//// JsonSlurperClassic parses too
new groovy.json.JsonSlurperClassic().parseText('{"a": [1.5]}').a[0]
//// round trip keeps equality
import groovy.json.*
def m = [a: 1, b: [x: 'y', z: [1, 2]], c: null]; new JsonSlurper().parseText(JsonOutput.toJson(m)) == m
//// JsonOutput.toJson of nested GString keys
def k = 'key'; groovy.json.JsonOutput.toJson(["$k": "v$k"])
//// reading missing parts safely
def j = new groovy.json.JsonSlurper().parseText('{"fields": {"status": null}}'); [j.fields?.status?.name, j.other?.x, j.fields.status?.name ?: 'none']
//// JSON with list spread
def j = new groovy.json.JsonSlurper().parseText('{"values": [{"id": 1}, {"id": 2}]}'); [j.values.id, j.values*.id, j.values.find { it.id == 2 }]
//// lenient slurper options
import groovy.json.*
new JsonSlurper().setType(JsonParserType.LAX).parseText("{a: 'x'}")
//// big decimals keep their scale through JSON
groovy.json.JsonOutput.toJson([1.10, 100, 1e10, 12345678901234567890])
//// deep nesting parses
def t = '[' * 50 + ']' * 50; new groovy.json.JsonSlurper().parseText(t).toString().size()
//// JSON of a calendar UUID and enum
enum E { ON }
groovy.json.JsonOutput.toJson([e: E.ON, u: UUID.fromString('123e4567-e89b-12d3-a456-426614174000')])
//// JsonGenerator options
import groovy.json.JsonGenerator
new JsonGenerator.Options().excludeNulls().disableUnicodeEscaping().build().toJson([a: null, b: 'é'])
//// unescaped output
groovy.json.JsonOutput.unescaped('{"a":1}').toString()
//// parseText of whitespace and comments
new groovy.json.JsonSlurper().parseText(' \n{ "a" : 1 } \n')
//// text after the JSON value is ignored
new groovy.json.JsonSlurper().parseText('{"a":1} x')
