//// an integer literal is an Integer
42
//// a literal above two to the thirty-one is a Long
2147483648
//// a literal above two to the sixty-three is a BigInteger
9223372036854775808
//// a decimal literal is a BigDecimal and keeps its scale
[3.50, 0.0, 1.000]
//// an exponent literal is a BigDecimal
[1e3, 1.5E-2, 2e10]
//// suffixes choose the number type
[1L, 1G, 1.5G, 1I, 2.5d, 2.5f, 3D, 4F, 7g, 1.0g]
//// hexadecimal octal and binary literals
[0xFF, 0x7fffffff, 017, 0b1011, 0xFFFFFFFFL]
//// underscores in numbers are ignored
[1_000_000, 3.141_592, 0xFF_FF]
//// the smallest integer is an Integer when negated
[-2147483648, -2147483649, -9223372036854775808L]
//// integer addition wraps at thirty-two bits
2147483647 + 1
//// integer multiplication wraps
1024 * 1024 * 1024 * 4
//// a long keeps sixty-four bits and wraps there
[1024L * 1024 * 1024 * 4, 9223372036854775807L + 1]
//// integer subtraction wraps downwards
-2147483648 - 1
//// BigInteger arithmetic does not wrap
9223372036854775808 + 9223372036854775807
//// dividing integers gives a BigDecimal
[1 / 2, 7 / 7, 10 / 4, 6 / 3]
//// a repeating quotient is cut at ten digits
[10 / 3, 2 / 3, 1 / 7, 100 / 7, 1 / 3000]
//// dividing big decimals keeps precision
[1.0 / 3, 10.50 / 2, 1.23456789012 / 3, 100.00 / 8]
//// dividing a double gives a Double
[1.0d / 3, 10 / 4d, 1 / 0.0d, -1 / 0.0d]
//// zero divided by zero as double is not a number
0.0d / 0.0d
//// dividing an integer by zero throws
1 / 0
//// remainder of integers takes the sign of the dividend
[7 % 3, -7 % 3, 7 % -3, -7 % -3]
//// remainder by zero throws
7 % 0
//// remainder of big decimals
[7.5 % 2, 10.25 % 3]
//// remainder of doubles
[7.5d % 2, -7.5d % 2]
//// intdiv cuts towards zero
[7.intdiv(2), (-7).intdiv(2), 7L.intdiv(2)]
//// intdiv of a big decimal throws
7.5.intdiv(2)
//// mod method on integers
[7.mod(3), (-7).mod(3)]
//// the scale of sums is the larger scale
[1.10 + 2.200, 1.0 + 1, 0.1 + 0.2]
//// the scale of products adds up
[1.10 * 2.00, 0.5 * 0.5, 2 * 1.50]
//// subtraction keeps the scale
[1.50 - 0.50, 5 - 0.10]
//// integer plus long is a Long
[1 + 1L, 1 * 2L, 3L - 1]
//// integer plus double is a Double
[1 + 1.5d, 2 * 1.5d, 1.5 + 1.5d]
//// float plus float is a Double
1.5f + 1.5f
//// long plus BigInteger is a BigInteger
1L + 1G
//// BigInteger plus BigDecimal is a BigDecimal
1G + 1.0
//// power of integers stays an Integer while it fits
[2 ** 10, 2 ** 31, 2 ** 62, 2 ** 64, 10 ** 20]
//// power associates to the left
2 ** 3 ** 2
//// a negative exponent gives a double or decimal
2 ** -1
//// power of a big decimal
[1.5 ** 2, 2.0 ** 3, 1.1 ** 10]
//// power with a decimal exponent
[4 ** 0.5, 2 ** 1.5]
//// power of zero
[0 ** 0, 5 ** 0, 1.5 ** 0]
//// unary minus binds looser than a method call
-1.abs()
//// parenthesized negative number calls abs
(-1).abs()
//// unary plus and minus on each type
[-(1), -(1L), -(1.5), -(1.5d), +3, -(5G)]
//// bit operators
[5 & 3, 5 | 3, 5 ^ 3, ~5, 1 << 4, -16 >> 2, -16 >>> 28]
//// bit shifts of an int use five bits
[1 << 32, 1 << 33, 1L << 33, 1 << 31]
//// bit operators on longs
[5L & 3, 0xFFL | 0x100, ~5L]
//// equality crosses number types
[1 == 1L, 1 == 1.0, 1.0 == 1.00, 1 == 1.0d, 1G == 1, 0.1d == 0.1]
//// equals method does not cross number types
[1.equals(1L), 1.equals(1), 1.0.equals(1.00), 1L.equals(1L)]
//// comparison crosses number types
[1 < 1.5, 2L > 1.5d, 1.0 <= 1, 3 >= 3.0d]
//// spaceship returns an Integer
[1 <=> 2, 2 <=> 1, 1 <=> 1.0, 'a' <=> 'b', 'b' <=> 'a', null <=> 1, 1 <=> null, null <=> null]
//// increment and decrement prefix and postfix
def i = 5
[i++, i, ++i, i--, --i, i]
//// increment of a long and a decimal
def l = 5L; def d = 1.5; l++; d++
[l, d]
//// increment at the edge wraps
def i = 2147483647; i++; i
//// compound assignments
def a = 10; a += 5; a -= 3; a *= 2; a %= 7; a <<= 3; a |= 1; a &= 0xF; a ^= 2; a
//// compound division makes a decimal
def a = 10; a /= 4; a
//// compound power
def a = 2; a **= 5; a
//// a typed int variable narrows an assigned decimal
int a = 3.7; a
//// a typed int variable keeps its type through division
int a = 7; a = a / 2; a
//// a typed long variable widens
long a = 5; a
//// a typed double variable
double a = 5; a
//// a typed BigDecimal variable takes an int
BigDecimal a = 5; a
//// a typed float variable
float a = 1.1; a
//// a typed short and byte
short s = 5; byte b = 7
[s, b, s + b]
//// casting numbers
[(int) 3.9, (long) 3.9d, (double) 3, (int) -3.9, (int) 3000000000L, (byte) 300, (short) 70000]
//// casting a character to int
[(int) 'a', (char) 97, 'a' as char, (int) ('z' as char)]
//// as converts between numbers
[3.7 as int, 3 as long, 3 as double, 3 as BigDecimal, 3.7 as BigInteger, '42' as int, '3.5' as BigDecimal]
//// as Integer of text that is no number throws
'abc' as Integer
//// toInteger and friends on numbers
[3.7.toInteger(), 3.toLong(), 3.toDouble(), 3.toBigDecimal(), 3.toBigInteger(), 3.toFloat()]
//// round on doubles gives a Long and on floats an Integer
[3.5d.round(), 3.4d.round(), -3.5d.round(), 3.5f.round()]
//// round on big decimals
[3.5.round(), 3.456.round(2), 2.5.round()]
//// round with places on doubles
[3.14159d.round(2), 2.675d.round(2)]
//// trunc cuts decimals off
[3.7d.trunc(), 3.789d.trunc(2), 3.789.trunc(1)]
//// ceil is no method of a number
3.2d.ceil()
//// abs on each type
[(-3).abs(), (-3L).abs(), (-3.5).abs(), (-3.5d).abs()]
//// Math functions
[Math.max(1, 2), Math.min(1L, 2), Math.abs(-5), Math.pow(2, 3), Math.sqrt(16), Math.floor(3.7), Math.ceil(3.2), Math.round(3.5), Math.round(2.5f)]
//// Math constants and signum
[Math.PI, Math.E, Math.signum(-2.5d), Math.floorMod(-7, 3), Math.floorDiv(-7, 2)]
//// Math rint hypot cbrt and logs
[Math.rint(2.5), Math.hypot(3, 4), Math.cbrt(27), Math.log10(1000), Math.log(1), Math.exp(0)]
//// Math trigonometry
[Math.sin(0), Math.cos(0), Math.toDegrees(Math.PI), Math.toRadians(180)]
//// Math addExact throws on overflow
Math.addExact(2147483647, 1)
//// Math max of mixed types
[Math.max(1, 2.5), Math.max(1.5, 1L), Math.max(1, 2L)]
//// times upto downto and step
def out = []
3.times { out << it }
1.upto(3) { out << it }
3.downto(1) { out << it }
1.step(10, 4) { out << it }
out
//// the message of a missing method lists possible solutions
try { 3.isOdd() } catch (MissingMethodException e) { e.message }
//// Integer parseInt
[Integer.parseInt('42'), Integer.parseInt('-7'), Integer.parseInt('ff', 16), Integer.valueOf('5')]
//// Integer parseInt of text throws
Integer.parseInt('4x')
//// Integer parseInt of empty text throws
Integer.parseInt('')
//// Integer parseInt of null throws
Integer.parseInt(null)
//// Long parseLong and Double parseDouble
[Long.parseLong('123'), Double.parseDouble('1.5'), Float.parseFloat('1.5'), Long.valueOf(5), Double.valueOf('2')]
//// Double parseDouble of text throws
Double.parseDouble('abc')
//// integer limits
[Integer.MAX_VALUE, Integer.MIN_VALUE, Long.MAX_VALUE, Long.MIN_VALUE]
//// double constants
[Double.MAX_VALUE, Double.MIN_VALUE, Double.POSITIVE_INFINITY, Double.NaN]
//// integer to text in a radix
[Integer.toHexString(255), Integer.toBinaryString(5), Integer.toOctalString(8), Integer.toString(255, 36), Long.toHexString(255L)]
//// integer bit counts
[Integer.bitCount(255), Integer.reverse(1), Integer.highestOneBit(100), Integer.numberOfTrailingZeros(8)]
//// integer compare and signum
[Integer.compare(1, 2), Integer.signum(-9), Integer.max(1, 2), Integer.sum(1, 2)]
//// BigDecimal constructor and valueOf
[new BigDecimal('1.50'), BigDecimal.valueOf(5), BigDecimal.valueOf(1.5d), BigDecimal.ZERO, BigDecimal.ONE, BigDecimal.TEN]
//// BigDecimal setScale
[1.235.setScale(2, BigDecimal.ROUND_HALF_UP), 1.2.setScale(3), 1.235.setScale(2, java.math.RoundingMode.HALF_EVEN)]
//// BigDecimal setScale that would round throws
1.235.setScale(2)
//// BigDecimal methods
[1.50.stripTrailingZeros(), 1.5.negate(), 1.50.scale(), 1.50.precision(), 1.5.add(2.5), 3.0.divide(2.0), 5.0.remainder(3), 12.50.toPlainString(), 1.5.signum(), 1.5.unscaledValue()]
//// BigDecimal divide that does not end throws
1.0.divide(3.0)
//// BigDecimal compareTo and max
[1.0.compareTo(1.00), 1.5.max(2.5), 1.5.min(2.5)]
//// BigDecimal text forms
[1e21.toString(), 1e-10.toString(), 1e21.toPlainString(), 0.0000001.toString(), 100.0.toString()]
//// BigDecimal longValue intValue doubleValue
[3.9.intValue(), 3.9.longValue(), 3.9.doubleValue(), 3.9.toBigInteger()]
//// BigInteger methods
[new BigInteger('123'), 10G.pow(3), 17G.mod(5G), 12G.gcd(18G), 7G.isProbablePrime(10), 5G.negate(), BigInteger.valueOf(9), 2G.shiftLeft(4)]
//// double text forms
[1.0d.toString(), 1e10d.toString(), 1e-5d.toString(), 123456789.0d.toString(), 0.1d.toString(), 1e7d.toString(), 9999999.0d.toString(), 0.001d.toString()]
//// float text forms
[1.0f.toString(), 0.1f.toString(), 1e10f.toString(), 3.14159f.toString()]
//// double checks
[Double.isNaN(0.0d / 0.0d), (1.0d / 0).isInfinite(), 1.5d.isNaN()]
//// double compare and equality with NaN
[Double.NaN == Double.NaN, Double.compare(1.0d, 2.0d), 0.0d == -0.0d]
//// double methods
[1.5d.intValue(), 1.5d.longValue(), 3.0d.toInteger(), 1.9d.toBigDecimal()]
//// integer methods compareTo equals hashCode
[5.compareTo(3), 5.equals(5), 5.hashCode(), 5L.hashCode(), true.hashCode(), 1.5d.hashCode()]
//// number truth
[0 ? 1 : 2, 5 ? 1 : 2, 0.0 ? 1 : 2, 0.0d ? 1 : 2, 0L ? 1 : 2, -1 ? 1 : 2]
//// number to text
[5.toString(), 5L.toString(), 1.50.toString(), (5G).toString(), (-0.0d).toString()]
//// minus before a method call negates its result
-0.0d.toString()
//// adding a number to null throws
1 + null
//// adding null to a number throws
null + 1
//// multiplying text by a number repeats it
['ab' * 3, 'ab' * 0, 'x' * 1]
//// a negative repeat throws
'ab' * -1
//// number plus text concatenates
[1 + 'a', 1.50 + 'a', 1L + '', 2.0d + '!']
//// number minus text throws
5 - 'a'
//// a number and text compare by text
try { 5 < 'a' } catch (e) { e.class.name }
//// number equals text is false
[5 == '5', 1 == 'a', '5' == 5]
//// a character compares with text and numbers
[('a' as char) == 'a', ('a' as char) == 97, ('a' as char) < ('b' as char), ('a' as char) + 1, ('b' as char) - ('a' as char)]
//// incrementing a character and text
def c = 'a' as char; c++; def s = 'az'; s++
[c, s]
//// next and previous
[5.next(), 5.previous(), 'a'.next(), 'b'.previous(), 1.5.next()]
//// Number instance checks
[5 instanceof Number, 5 instanceof Integer, 5L instanceof Integer, 1.5 instanceof BigDecimal, 1.5d instanceof Double, 'x' instanceof Number]
//// class names of numbers
[1.class, 1L.class, 1.5.class, 1.5d.class, 1G.class, 1.5f.class]*.simpleName
//// getClass name of values
['a'.class.name, [].class.name, 1.class.name, true.class.name, (1..2).class.name, "${1}".class.name]
//// the class property of a map is a key
[:].class
//// hexadecimal above the int range is a Long
[0x80000000, 0xFFFFFFFF]
//// integer division by a decimal zero throws
1 / 0.0
//// toInteger of a large long wraps
[3000000000.toInteger(), 3000000000L as int, (3000000000L).intValue()]
//// plus and minus methods
[1.plus(2), 5.minus(3), 2.multiply(3), 7.div(2), 2.power(3), 5.mod(3), 5.and(3), 5.or(3), 5.xor(3), 1.leftShift(2)]
//// number format through toString padLeft
5.toString().padLeft(3, '0')
//// isNumber family on strings
['12'.isNumber(), '1.5'.isNumber(), 'x'.isNumber(), '12'.isInteger(), '1.5'.isBigDecimal(), '12'.isLong(), '1e3'.isDouble(), ''.isNumber()]
//// string toInteger variants
['12'.toInteger(), '12'.toLong(), '1.5'.toDouble(), '1.5'.toBigDecimal(), '12'.toBigInteger(), '1.5'.toFloat(), ' 12 '.toInteger()]
//// string toInteger of text throws
'12a'.toInteger()
//// string toBigDecimal of text throws
'1,5'.toBigDecimal()
//// string toDouble of an empty text throws
''.toDouble()
//// sum of mixed numbers widens
[[1, 2L].sum(), [1, 2.5].sum(), [1, 2.5d].sum()]
//// average of numbers
[[1, 2].average(), [1, 2, 4].average(), [1.5, 2.5].average()]
//// AtomicInteger counts
def a = new java.util.concurrent.atomic.AtomicInteger(5)
a.incrementAndGet(); a.addAndGet(4); a.get()
