#!/usr/bin/env bash
# Fetches the parsers that Debian has no packages of: ical.js by npm, ical4j by Maven, in the versions that package-lock.json and pom.xml name.
#
#   fetch.sh [FOLDER]    into FOLDER, build/parsers where none is given; does nothing where they are there
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
folder=${1:-$here/../../../build/parsers}
mkdir -p "$folder"
folder=$(cd "$folder" && pwd)
want=$(cat "$here/package-lock.json" "$here/jars.sha256" | sha256sum)
if [ "$(cat "$folder/fetched" 2>/dev/null || true)" = "$want" ]; then
    exit 0
fi
echo "parsers: fetching ical.js and ical4j into $folder" >&2
rm -rf "$folder/js" "$folder/java" "$folder/fetched"
mkdir -p "$folder/js"
cp "$here/package.json" "$here/package-lock.json" "$folder/js"
npm ci --prefix "$folder/js" --ignore-scripts --no-audit --no-fund --loglevel=error >&2
mvn -B -q -f "$here/pom.xml" dependency:copy-dependencies -DincludeScope=runtime -DoutputDirectory="$folder/java" >&2
(cd "$folder/java" && sha256sum --quiet --strict -c "$here/jars.sha256")
echo "$want" >"$folder/fetched"
