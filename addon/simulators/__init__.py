"""Small stateful servers that stand in for the two products.

Shared parts, used alike by `jira` and `azuredevops`:

- `clock.SettableClock`: the time of one simulated site; tests and the control contract move it forward.
- `calls.CallRecorder`: which API calls arrived, as whom, with which answer.
- `faults.FaultBoard`, `faults.FaultyApplication`: answers that fail on request (status, cut, html, time-out).
- `deliveries.Deliveries`: web hooks on their way, with retry plan, drop, double, reorder.
- `control.Bench`: the four together for one site, and `/__control__/…` as a Flask blueprint, loopback only.
- `serving.serve`: a threaded HTTP server on a port of its own, in a thread of this process.
- `chrome`: the bar above every host page (*View as*, light and dark, clipboard permission).
- `npm.NpmFiles`: browser files of npm packages, or a page that says which command builds them.

Simulators import nothing else of `addon` and are started only by the command line and by tests.
"""
