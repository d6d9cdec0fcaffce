#!/usr/bin/env bash
# Installs what is missing, from Debian 12's own packages, and brings tzdata up to date.
#
#   packages.sh build    what convene needs to be built and run (the default)
#   packages.sh test     that, and what its tests need; two parsers that Debian does not have are fetched into build/parsers,
#                    a server that cannot be installed beside another is unpacked into build/servers
#
# Says what it is about to install; installs nothing where nothing is missing. Asks for root through sudo where it must.
set -euo pipefail

build=(build-essential cmake ninja-build pkg-config tzdata
       libcurl4-openssl-dev libcjson-dev libcmark-dev libical-dev libicu-dev libgmime-3.0-dev libsqlite3-dev libcsv-dev coinor-libclp-dev)
test=(clang-format clang-tidy libclang-rt-14-dev clang libcmocka-dev man-db mandoc
      python3 python3-aiosmtpd python3-icalendar python3-botocore python3-tz openssl sqlite3
      exim4-daemon-light cyrus-common cyrus-caldav dovecot-imapd ruby ruby-icalendar nodejs maven openjdk-17-jdk-headless)

want=("${build[@]}")
if [ "${1:-build}" = test ]; then
    want+=("${test[@]}")
    command -v npm >/dev/null || want+=(npm) # some packages of nodejs bring their own
fi

as_root() {
    if [ "$(id -u)" = 0 ]; then "$@"; else sudo "$@"; fi
}

# As packages cyrus-imapd and dovecot-imapd exclude each other, side by side in folders their programs do not: the former is unpacked, not installed.
unpack_imapd() {
    local folder
    folder=$(dirname "${BASH_SOURCE[0]}")/../build/servers
    if [ "${1:-build}" != test ] || [ -x /usr/lib/cyrus/bin/imapd ] || [ -x "$folder/usr/lib/cyrus/bin/imapd" ]; then
        return
    fi
    echo "packages: unpacking cyrus-imapd into $folder" >&2
    mkdir -p "$folder"
    (cd "$folder" && apt-get download -qq cyrus-imapd && dpkg-deb -x cyrus-imapd_*.deb . && rm -f cyrus-imapd_*.deb) >&2 ||
        echo "packages: cyrus-imapd could not be fetched" >&2
}

# Without the internet everything else can still be tested; the test that reads with them says what is missing.
fetch_parsers() {
    if [ "${1:-build}" = test ]; then
        bash "$(dirname "${BASH_SOURCE[0]}")/../tests/e2e/parsers/fetch.sh" || echo "packages: the parsers could not be fetched" >&2
    fi
}

missing=()
for package in "${want[@]}"; do
    status=$(dpkg-query -W -f='${Status}' "$package" 2>/dev/null || true)
    [ "$status" = "install ok installed" ] || missing+=("$package")
done

# Time-zone data ages: look for a newer one at most once a day.
lists=/var/lib/apt/lists
fresh=$(find "$lists" -maxdepth 1 -name '*Packages*' -mtime -1 2>/dev/null | head -n 1)
if [ -z "$fresh" ] || [ ${#missing[@]} -gt 0 ]; then
    echo "packages: reading the package lists" >&2
    as_root apt-get update -qq >&2 || echo "packages: the package lists could not be read; going on with those that are here" >&2
fi
have=$(dpkg-query -W -f='${Version}' tzdata 2>/dev/null || true)
best=$(apt-cache policy tzdata | sed -n 's/^ *Candidate: //p')
if [ -n "$have" ] && [ -n "$best" ] && [ "$have" != "$best" ] && dpkg --compare-versions "$best" gt "$have"; then
    echo "packages: tzdata goes from $have to $best" >&2
    missing+=(tzdata)
fi
if [ ${#missing[@]} -eq 0 ]; then
    echo "packages: nothing is missing" >&2
    unpack_imapd "$@"
    fetch_parsers "$@"
    exit 0
fi
echo "packages: about to install: ${missing[*]}" >&2
# The tests start servers themselves; what their packages would start beside them is not wanted.
policy=/usr/sbin/policy-rc.d
if [ "${1:-build}" = test ] && [ ! -e "$policy" ]; then
    printf '#!/bin/sh\nexit 101\n' | as_root tee "$policy" >/dev/null
    as_root chmod 755 "$policy"
    trap 'as_root rm -f "$policy"' EXIT
fi
as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends --no-remove "${missing[@]}" >&2
unpack_imapd "$@"
fetch_parsers "$@"
