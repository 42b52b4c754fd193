"""What rules may ask of the world: `nodeHelper`, `syncHelper`, `httpClient` and the rest, answered for one run.

- `session.Session` is what a run is given: bound to one tenant, connection and entity, it looks names up in `table`.
- One module for each kind of question: `metadata people options pairs wishes http texts store`.
- `record` remembers the writes of a script by event and ordinal, so that a re-run gets the recorded answer.
- `runner` carries a rule set's jobs to the sandbox; `fields` tells rules what the tracker's fields are called.
"""
