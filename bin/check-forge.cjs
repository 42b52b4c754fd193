// Whether Atlassian's validator takes a Forge manifest: node bin/check-forge.cjs NODE_MODULES MANIFEST.
// Exits 1 and names what it has against it.
const path = require("node:path");

const [, , modules, manifest] = process.argv;
const { validate } = require(path.resolve(modules, "@forge/manifest"));

validate(false, manifest).then((result) => {
  for (const problem of result.errors ?? []) {
    const place = problem.line ? `:${problem.line}` : "";
    process.stderr.write(`${manifest}${place}: ${problem.message}\n`);
  }
  process.exit(result.success ? 0 : 1);
});
