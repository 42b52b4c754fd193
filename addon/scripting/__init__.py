"""A Groovy evaluator in pure Python: no input or output, no host object reachable.

Entry points (all in `program`, `check` and `editor`; import them from there):

- `check.check(source) -> list[Problem]`: everything that can be said without running.
- `program.compile_script(source, name="Script1") -> Program`: raises `errors.CompileError`.
  `name` is the class name a Groovy compiler would give the script; it appears in messages.
- `Program.run(bindings, meter, methods=None) -> Outcome`: one run; never raises. `bindings` maps
  variable names to values (see `values`), `methods` adds functions callable as `name(...)`.
- `encode.plain(value)` and `encode.typed(value)`: a value as JSON, without or with its Java type.
- `editor.complete(source, line, column)`, `editor.hover(...)`, `editor.fields(source)`.

Layout: `lexer` -> `parser` -> `resolve` -> `compiler` turn text into Python closures, `semantics` holds
what operators mean, `library` holds one table per type, `values` the types, `limits` what a run may cost.
"""
