#!/usr/bin/env bash
# The command line's own words: what it says where it is used wrongly, and the exit codes.
set -u
failed=0 passed=0

# try CODE PATTERN WORDS…: the program, given the words, exits with CODE and prints PATTERN on stdout or stderr.
try() {
    local code=$1 pattern=$2 out got
    shift 2
    out=$("$CONVENE" "$@" 2>&1 </dev/null)
    got=$?
    if [ "$got" != "$code" ] || ! grep -qE -- "$pattern" <<<"$out"; then
        printf 'convene %s: exit %s, wanted %s and "%s"; it printed:\n%s\n' "$*" "$got" "$code" "$pattern" "$out"
        failed=$((failed + 1))
    else
        passed=$((passed + 1))
    fi
}

try 64 'usage: convene COMMAND'
try 0 '^convene [0-9]+\.[0-9]+\.[0-9]+$' --version
try 0 '^time-zone data [0-9]{4}[a-z]$' --version
try 0 'usage: convene COMMAND' --help
try 0 'usage: convene COMMAND' help
try 64 'there is no command "solv"' solv
try 64 'there is no command "solv"' help solv
try 64 '--comment belongs to decline' inbox list --store convene.db --comment x
try 64 'decline wants the number' inbox decline --store convene.db
for verb in new check solve verify show explain links send drop diff inbox replies outbox doctor help; do
    try 0 "usage: convene $verb" "$verb" --help
    try 0 "usage: convene $verb" help "$verb"
    try 0 "^\.Dt CONVENE-${verb^^} 1" help --man "$verb"
    try 64 'there is no option --no-such-thing' "$verb" --no-such-thing
done
try 64 'something is missing: convene solve CONFERENCE' solve
try 64 '"b" is one argument too many' check a b
try 64 '--time x: a number from 0' solve --time x a
try 64 '--threads 0: a whole number from 1' solve --threads 0 a
try 64 '--seed -1: a whole number' solve --seed -1 a
try 64 '--seed stands twice' solve --seed 1 --seed 2 a
try 64 'wants a value' solve a --seed
try 64 'only one file can be read from standard input' verify - -
try 64 'one of text, json, csv, ics, html' show a b --format pdf
try 64 'exclude each other' show a b --person p --group g
try 64 '--store FILE is wanted' send a b --out x
try 64 'one of --via URL and --out FOLDER' send a b --store s
try 64 'one of --via URL and --out FOLDER' send a b --store s --via smtp://x --out y
try 64 'one of list, show, retry, cancel, export' outbox --store s frob
try 64 'one of --via URL and --out FOLDER' send a b --store s --to-me me@example.org
try 64 '--link-command COMMAND is wanted' links a b
try 64 '--limit 0: a whole number from 1' send a b --store s --out x --limit 0
try 64 'go together' doctor --zone Europe/Copenhagen
try 74 'no-such-file.json: No such file' check no-such-file.json
try 74 'no-such-file.db' outbox --store no-such-file.db
try 69 'Europe/Copenhagen' doctor --zone Europe/Copenhagn --from 2026-01-01 --to 2026-12-31
try 64 '2026-02-30' doctor --zone Europe/Copenhagen --from 2026-02-30 --to 2026-12-31
try 65 'standard input:1:1: not JSON' check -
# Said before the search, not after it: the conference is not even read.
try 74 '/no-such-folder/a.json: cannot be written: No such file' solve no-such-file.json -o /no-such-folder/a.json
try 74 '/: cannot be written: Is a directory' solve no-such-file.json -o /
try 74 'no-such-file.json: No such file' solve no-such-file.json -o /dev/null

scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
try 0 'is made' new "$scratch/n"
try 0 '^1 person is now dropped\. Next' drop "$scratch/n/conference.json" p03
try 0 '^\{"dropped": 1, "already": 1\}$' drop --json "$scratch/n/conference.json" p03 p04
try 64 'nobody has the id "p99"' drop "$scratch/n/conference.json" p05 p99
try 0 'people      10 active, 2 dropped' check "$scratch/n/conference.json"

if "$CONVENE" help > /dev/full 2> /dev/null; then
    echo "a full disk behind standard output went unnoticed"
    failed=$((failed + 1))
fi
echo "$passed passed, $failed failed"
[ "$failed" = 0 ]
