//// the greater of numbers of unlike classes
def f = { c -> try { c() } catch (e) { e.class.simpleName } }
[f { Math.max(5G, 2L) }, f { Math.max(2L, 5G) }, f { Math.max(5G, 1.5d) }, f { Math.max(1.5f, 5G) }, f { Math.max(3000000000G, 2) }, f { Math.max(2, 1.5) }, f { Math.max(1.5, 5G) }, f { Math.max(1.5d, 2.5) }, f { Math.max(2, 5G) }, f { Math.max(2.5, 1.5f) }, f { Math.abs(-3000000000G) }, f { Math.max(2.5, (short) 1) }, f { Math.max(5G, (short) 1) }]
//// the greater of two decimals
[[1.5, 2.5, 0.5].inject { a, b -> Math.max(a, b) }, Math.min(1.5, 2.5), Math.max(1.5, 2.5d)]
//// the greater of a decimal and an Integer is ambiguous
Math.max(1.5, 2)
//// the greater of a Long and a decimal is ambiguous
Math.max(5L, 1.5)
//// a radix that is none is refused
def f = { c -> try { c() } catch (e) { e.class.name + ': ' + e.message } }
[f { Integer.parseInt('12', 99) }, f { Integer.parseInt('12', 1) }, f { Long.parseLong('12', 99) }, f { Integer.parseInt('9', 8) }]
//// flags that a text does not take in a format
def f = { c -> try { c() } catch (e) { e.class.name + ': ' + e.message } }
['%+s', '%#s', '%+b', '% s', '%0s', '%,s', '%(s', '%-s'].collect { p -> f { String.format(p, 'x') } }
//// a letter whose capital is two letters stays as it is
[Character.toUpperCase('ß' as char), ('ß' as char).toUpperCase(), Character.toUpperCase('é' as char)]
//// null and wider numbers where whole numbers are wanted
def f = { c -> try { c() } catch (e) { e.class.name + ': ' + e.message?.readLines()?.first() } }
[f { Math.max(null, 1) }, f { Math.min(1, null) }, f { Integer.valueOf(5L) }, f { Integer.sum(1, 2L) }, f { Integer.bitCount(255L) }, f { Long.sum(1, 2) }, f { Integer.decode('') }, f { new BigInteger('zz', 50) }, f { 5.567.setScale(1, null) }]
//// the root of a decimal follows the rounding mode
def f = { c -> try { c() } catch (e) { e.class.name + ': ' + e.message } }
def root = { v -> ['UP', 'DOWN', 'CEILING', 'FLOOR', 'HALF_UP', 'UNNECESSARY'].collect { m -> f { v.sqrt(new java.math.MathContext(5, java.math.RoundingMode.valueOf(m))) } } }
[root(2.0), root(0.09), root(12345.6789), root(4.00), f { 2.0.sqrt(java.math.MathContext.UNLIMITED) }, f { 6.25.sqrt(java.math.MathContext.UNLIMITED) }, 4.0.sqrt(java.math.MathContext.DECIMAL32)]
//// a number that rounds up to one more digit keeps the digits of its context
import java.math.*
def f = { c -> try { c() } catch (e) { e.class.name + ': ' + e.message.readLines().first() } }
[99.995.round(new MathContext(3)), (-99.995).plus(new MathContext(3)), 9.99.round(new MathContext(1)), new BigDecimal(-0.0d, MathContext.DECIMAL64), new BigDecimal(-0.0d), f { new MathContext(-3) }, f { Math.multiplyExact(1, null) }, Math.addExact(1, 2L)]
//// code points that are none, and code points as numbers
[Character.digit(-3, 5), Character.digit(55, 10), Character.isUnicodeIdentifierPart(-2147483648), Character.isIdentifierIgnorable(-5), Character.toUpperCase(97), Character.toLowerCase(65), Character.toUpperCase(223), Character.toUpperCase(-1), Character.getNumericValue(100), Character.getNumericValue(-1), Character.getNumericValue('7' as char)]
//// a fused product beyond all doubles, and a character that Unicode does not have
def f = { c -> try { c() } catch (e) { e.class.name + ': ' + e.message } }
[Math.fma(2d, 1e308d, -1e-308d), Math.fma(-2d, 1e308d, 1d), Math.fma(-0.0d, 1d, -0.0d), Math.fma(1d, 1d, -1d), f { Character.toString(2_000_000_000) }, f { Character.toString(-1) }, Character.toString(128512), f { Character.getName(-5) }, f { Character.toChars(1114112) }]
//// a loop over a BigInteger of any length says why it cannot begin
def f = { c -> try { c() } catch (e) { e.class.name + ': ' + e.message } }
[f { 12345678G.upto(3) { } }, f { -1234G.upto(-5000) { } }, f { 7G.downto(123456789012345678901234567890G) { } }, f { (7G ** 5000).upto(3) { }; 1 }.size(), f { 100G.upto(3.14159) { } }, f { 999G.upto(1) { } }]

//// a sign inside the digits of a BigInteger
def t = { c -> try { c() } catch (Throwable e) { e.class.simpleName + ': ' + e.message } }
[t { new BigInteger('2024-02-29') }, t { '1-2'.toBigInteger() }, t { new BigInteger('1+2') }, t { new BigInteger('--1') }, t { new BigInteger('-') }, t { new BigInteger('12x') }, t { new BigInteger('-5') }]

//// bits of a negative BigInteger
[-3G.bitCount(), (-3G).bitCount(), 3G.bitCount(), (-1G).bitCount(), BigInteger.valueOf(-256).bitCount()]

//// the text of a code point that Unicode has not
def t = { c -> try { c() } catch (Throwable e) { e.class.simpleName + ': ' + e.message } }
[t { java.lang.Character.toString(-1) }, t { Character.toString(0x110000) }, t { Character.toString(65) }]
//// remainders of long numbers
def f = { c -> try { def x = c(); [x, x.class.simpleName] } catch (e) { e.class.simpleName + ':' + e.message } }
[f { -5G % 3 }, f { 5G % -3 }, f { 5 % -3G }, f { -7L % 4G }, f { 5G % 0G }, f { 5 % 0G }, f { 5G.mod(-3G) }, f { 5G.remainder(0G) }, f { 5G.mod(0) }, f { (-5).mod(3G) }, f { 5G.remainder(-3G) }, f { 5G.intdiv(0) }, f { 5G / 0 }, f { 5G.divide(0G) }, f { def x = -5G; x %= 3; x }, f { -5.5 % 3 }, f { 5.5.remainder(-3) }, f { -5G % 3.0 }, f { 5G.divideAndRemainder(-3G) as List }, f { -5G % 3L }, f { -5 % 3G }]

//// which digits a BigInteger names when some are none
def t = { c -> try { c() } catch (Throwable e) { e.class.simpleName + ': ' + e.message } }
[t { 'Hello World'.toBigInteger() }, t { 'abc'.toBigInteger() }, t { new BigInteger('00012x4567890123') }, t { new BigInteger('-1234567890123x') }, t { new BigInteger('12345678x') }, t { new BigInteger('xyz', 16) }, t { new BigInteger('102', 2) }, t { new BigInteger('12,5') }, t { 'PROJ123'.toBigInteger() }]
