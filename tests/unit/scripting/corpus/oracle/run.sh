#!/bin/bash
# Runs the oracle: every BASEDIR/scripts/*.groovy in one JVM under real Apache Groovy 4.
# Usage: run.sh BASEDIR OUTDIR [NAME_REGEX]; BASEDIR holds scripts/ and fixtures/.
# Needs: a JRE (11 or newer) and Groovy 4 jars. GROOVY_LIB may name a folder that has groovy-4*.jar and
# groovy-json-4*.jar; else they are taken from the npm package npm-groovy-lint, installed into a cache folder.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
base=$1; out=$2; only=${3:-}
if [ -z "${GROOVY_LIB:-}" ]; then
  cache=${XDG_CACHE_HOME:-$HOME/.cache}/groovy-oracle
  GROOVY_LIB=$cache/node_modules/npm-groovy-lint/lib/java/groovy/lib
  if [ ! -d "$GROOVY_LIB" ]; then
    mkdir -p "$cache"; (cd "$cache" && npm init -y >/dev/null && npm install --ignore-scripts npm-groovy-lint@18 >/dev/null)
  fi
fi
cp=$(ls "$GROOVY_LIB"/*.jar | tr '\n' ':')
exec java -Xss4m -XX:+UseSerialGC ${JVM_TIER:--XX:TieredStopAtLevel=1} -Duser.timezone=UTC -Duser.language=en -Duser.country=US \
  -Dfile.encoding=UTF-8 ${ORACLE_OPTIONS:-} --add-opens java.base/java.lang=ALL-UNNAMED --add-opens java.base/java.util=ALL-UNNAMED \
  -cp "$cp" groovy.ui.GroovyMain "$here/Oracle.groovy" "$base" "$out" $only
