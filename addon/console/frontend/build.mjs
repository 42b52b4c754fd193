// Builds the browser bundle: TypeScript and CSS of this folder into hashed files, and a manifest that names them.
// Run from anywhere: node addon/console/frontend/build.mjs [--watch]
// The npm packages are expected in build/npm/node_modules, where `make assets` puts them.

import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { basename, dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";

const here = dirname(fileURLToPath(import.meta.url));
const root = resolve(here, "../../..");
const packages = join(root, "build/npm/node_modules");
const output = resolve(here, "../static");

if (!existsSync(join(packages, "esbuild"))) {
  console.error("esbuild is not in build/npm/node_modules. Run: make assets");
  process.exit(1);
}
const esbuild = createRequire(join(packages, "package.json"))("esbuild");

// The editor is a bundle of its own: only pages with one load it.
const ENTRIES = ["jira.ts", "azuredevops.ts", "editor.ts", "plain.ts", "console.css"];

const result = await esbuild.build({
  absWorkingDir: here,
  entryPoints: ENTRIES,
  outdir: output,
  nodePaths: [packages],
  tsconfigRaw: {}, // its paths are for the type checker; packages are found by their own exports
  bundle: true,
  write: false,
  format: "esm",
  target: ["chrome111", "firefox115", "safari16.4"],
  minify: true,
  legalComments: "eof",
  metafile: true,
  entryNames: "[name]-[hash]",
  logLevel: "warning",
});

mkdirSync(output, { recursive: true });
const manifest = {};
for (const [path, made] of Object.entries(result.metafile.outputs)) {
  if (made.entryPoint) manifest[basename(made.entryPoint).replace(/\.ts$/, ".js")] = basename(path);
}
const wanted = new Set(["manifest.json", ...result.outputFiles.map((file) => basename(file.path))]);
for (const file of result.outputFiles) writeFileSync(file.path, file.contents);
for (const name of readdirSync(output)) if (!wanted.has(name)) rmSync(join(output, name));
const files = Object.fromEntries(
  result.outputFiles.map((file) => [
    basename(file.path),
    { bytes: file.contents.length, sha256: createHash("sha256").update(file.contents).digest("hex") },
  ]),
);
// The manifest is written last: whoever sees it sees every file that it names.
writeFileSync(join(output, "manifest.json"), JSON.stringify({ entries: manifest, files }, null, 2) + "\n");
for (const [entry, name] of Object.entries(manifest)) console.log(`${entry} -> ${name} (${files[name].bytes} bytes)`);
