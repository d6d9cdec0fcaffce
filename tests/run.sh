#!/usr/bin/env bash
# Installs what is missing, builds, and runs every test: bash tests/run.sh. Ends with a line "N passed, N failed".
#
#   dev     assertions on, warnings are errors: unit tests, end-to-end tests, replayed fuzz corpora
#   asan    the same again under AddressSanitizer and UndefinedBehaviorSanitizer, without those labelled "once"
#   format  clang-format over every .c and .h
#   tidy    clang-tidy over every .c that the dev build compiles and that is not as it was when it was clean (tests/tidy.py)
#
# The dev step ends with every message that its tests received being read by four calendar parsers and an e-mail parser (tests/e2e/parsers.py).
#
# Names of steps as arguments run those alone: bash tests/run.sh dev. Nothing needs the internet once the packages are here.
set -uo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.." || exit 1
jobs=$(nproc)
passed=0
failed=0
steps=" ${*:-dev asan format tidy} "

say() { printf '\n== %s (%d s)\n' "$*" "$SECONDS"; }
count() { # a name, and the exit status of what was done
    if [ "$2" = 0 ]; then passed=$((passed + 1)); else failed=$((failed + 1)); echo "run: FAILED: $1"; fi
}
finish() {
    echo
    echo "$passed passed, $failed failed"
    [ "$failed" = 0 ] && [ "$passed" -gt 0 ]
    exit
}

# Some 260 tests are linked each time; gold needs a third of what ld does.
linker=()
if command -v ld.gold >/dev/null; then
    linker=(-DCMAKE_EXE_LINKER_FLAGS=-fuse-ld=gold)
fi

build_and_test() { # preset, and what to tell ctest
    local preset=$1 log=build/$1/ctest.log total=0 bad=0
    shift
    say "$preset: configure and build"
    cmake --preset "$preset" "${linker[@]}" >"build/$preset.configure.log" 2>&1 && cmake --build --preset "$preset" -j "$jobs" >"build/$preset.build.log" 2>&1
    local status=$?
    count "$preset: build" $status
    if [ $status != 0 ]; then
        tail -n 40 "build/$preset.configure.log" "build/$preset.build.log" 2>/dev/null
        return
    fi
    say "$preset: ctest"
    # One more than there are cores: some tests wait for servers that are slow on purpose.
    ctest --preset "$preset" -j "$((jobs + 1))" "$@" 2>&1 | tee "$log" | grep -v '^ *Start '
    read -r bad total < <(sed -nE 's/^[0-9]+% tests passed, ([0-9]+) tests? failed out of ([0-9]+)$/\1 \2/p' "$log")
    if [ "${total:-0}" = 0 ]; then
        count "$preset: ctest ran no test" 1
        return
    fi
    passed=$((passed + total - bad))
    failed=$((failed + bad))
}

# What the tests of a preset received is kept in a folder, and read there by parsers that are none of ours.
keep_messages() {
    export CONVENE_KEEP_MESSAGES=$PWD/build/$1/messages
    rm -rf "$CONVENE_KEEP_MESSAGES"
    mkdir -p "$CONVENE_KEEP_MESSAGES"
}

read_messages() {
    local folder=$CONVENE_KEEP_MESSAGES
    unset CONVENE_KEEP_MESSAGES
    say "messages: what the tests received, read by four calendar parsers and an e-mail parser"
    /usr/bin/python3 tests/e2e/parsers.py "$folder"
    count "messages" $?
}

format() {
    say "format: clang-format"
    git ls-files -co --exclude-standard '*.c' '*.h' | xargs clang-format-14 --dry-run -Werror
    count "clang-format" $?
}

tidy() {
    say "tidy: clang-tidy"
    if [ ! -f build/dev/compile_commands.json ]; then
        cmake --preset dev >/dev/null
    fi
    /usr/bin/python3 tests/tidy.py build/dev
    count "clang-tidy" $?
}

say "packages"
bash cli/packages.sh test || { count "packages" 1; finish; }
mkdir -p build
case $steps in *" dev "*) keep_messages dev; build_and_test dev; read_messages ;; esac
case $steps in *" asan "*) build_and_test asan -LE once ;; esac
case $steps in *" format "*) format ;; esac
case $steps in *" tidy "*) tidy ;; esac
finish
