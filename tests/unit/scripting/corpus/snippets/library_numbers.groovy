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
