"""What a script finds around it: issue, replica, helpers.

- `bags.Bag`: an object with named properties and nothing else; every entity, comment, user is one.
- `helpers`: nodeHelper, commentHelper, httpClient …, one table each, written once.
- `services.Services`: what helpers ask of the world. `fixtures.FixtureServices` answers from JSON for
  `script run`; a real run asks its parent process, which holds the credentials.
- `wire`: values to and from the plain JSON that crosses the process border.
"""
