"""Runs scripts in a locked child process.

- `launcher.Sandbox(require_wall=…)` is what callers hold: one zygote, any number of runs at once.
  `sandbox.execute(job, services)` gives one JSON-like answer; it never raises for what a script did.
- `zygote` is the program that is executed once, loads everything and forks one child per run.
- `child` is what a forked child does: raise the wall (`wall`, `seccomp`, `landlock`), then one job (`jobs`).
- `channel` frames messages between child and parent; `fallback` is the plain subprocess of macOS and Windows.

A message never says for whom a run acts: that is bound to the `services` object that the caller hands in.
"""
