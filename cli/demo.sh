#!/usr/bin/env bash
# The walk of fixtures/leadership-2020 in a folder of its own: bash cli/demo.sh. No server is needed, nothing is mailed, nothing in the clone
# changes but build/. Installs what is missing first, and says what.
set -euo pipefail
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
jobs=$(nproc)

bold='' plain=''
if [ -t 1 ] && [ -z "${NO_COLOR:-}" ]; then
    bold=$'\033[1m' plain=$'\033[0m'
fi

say() { printf '\n%s== %s%s\n' "$bold" "$*" "$plain"; }
# walk LINES COMMAND…: prints the command, runs it, and shows the first LINES lines of what it prints.
walk() {
    local lines=$1 out
    shift
    printf '\n%s$ %s%s\n' "$bold" "$*" "$plain"
    out=$("$@")
    head -n "$lines" <<<"$out"
    local more=$(($(wc -l <<<"$out") - lines))
    if [ "$more" -gt 0 ]; then
        echo "    … and $more more lines"
    fi
}

say "what is missing is installed"
bash "$root/cli/packages.sh" build

say "convene is built (into $root/build/release)"
mkdir -p "$root/build"
log=$root/build/demo.log
if ! { cmake -S "$root" --preset release -DCONVENE_TESTS=OFF && cmake --build "$root/build/release" -j "$jobs"; } >"$log" 2>&1; then
    tail -n 40 "$log"
    exit 1
fi
convene() { "$root/build/release/convene" "$@"; }
convene --version

work=$(mktemp -d "${TMPDIR:-/tmp}/convene-demo.XXXXXX")
trap 'rm -rf "$work"' EXIT
cp -r "$root/fixtures/leadership-2020/." "$work"
cd "$work"
say "sixty people of twenty-five countries have said when they can, each on their own clock (in $work)"
walk 60 convene check conference.json

say "who meets whom, and when"
walk 40 convene solve conference.json -o allocation.json --time 10
walk 10 convene verify conference.json allocation.json
walk 24 convene show conference.json allocation.json
say "the same for one person, in Kathmandu"
walk 30 convene show conference.json allocation.json --person p060
say "why two are left over"
walk 30 convene explain conference.json allocation.json

say "invitations: a file a message here, instead of a mail server"
walk 12 convene send conference.json allocation.json --store convene.db --out mail
say "one of them, as it goes to Chatham, 12 hours and 45 minutes ahead of UTC"
walk 46 cat "$(find mail -name '*-p058-session-*-1.eml')"
say "told once is told: a second send says nothing"
walk 6 convene send conference.json allocation.json --store convene.db --out mail

say "two people drop out"
walk 4 convene drop conference.json p017 p032
walk 40 convene solve conference.json --baseline allocation.json -o allocation-2.json --time 5
walk 30 convene diff conference.json allocation.json allocation-2.json
say "exactly those concerned hear of it"
walk 12 convene send conference.json allocation-2.json --store convene.db --out mail-2
echo "    $(find mail -name '*.eml' | wc -l) messages the first time, $(find mail-2 -name '*.eml' | wc -l) the second"
say "done in $SECONDS seconds"
