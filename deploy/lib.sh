# Set-up that the scripts of this folder share; sourced, never run.
# shellcheck shell=bash

ROOT="$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)"
readonly ROOT
readonly SWIFT_LEAST_MAJOR=6 SWIFT_LEAST_MINOR=3

# Prints a line of progress. Standard output is kept for results.
say() { printf '== %s\n' "$*" >&2; }

# Prints what is wrong and what to do about it, and ends the script.
die() {
    printf 'error: %s\n' "$@" >&2
    exit 1
}

# The version of a compiler as "major minor", nothing when it does not run.
swift_version() {
    "$1" --version 2>/dev/null | sed -nE 's/.*Swift version ([0-9]+)\.([0-9]+).*/\1 \2/p' | head -n 1
}

is_new_enough() {
    local major minor
    read -r major minor <<<"$(swift_version "$1")" || true
    [[ -n ${major:-} ]] || return 1
    ((major > SWIFT_LEAST_MAJOR || (major == SWIFT_LEAST_MAJOR && minor >= SWIFT_LEAST_MINOR)))
}

# Puts a new enough Swift first in PATH, or says which one to install.
find_swift() {
    local swiftly="${SWIFTLY_HOME_DIR:-$HOME/.local/share/swiftly}" candidate
    for candidate in \
        "$(command -v swift || true)" \
        /opt/swift/usr/bin/swift \
        /usr/local/swift/usr/bin/swift \
        "${SWIFTLY_BIN_DIR:-$swiftly/bin}/swift" \
        "$swiftly"/toolchains/*/usr/bin/swift; do
        if [[ -x $candidate ]] && is_new_enough "$candidate"; then
            PATH="$(dirname "$candidate"):$PATH"
            export PATH
            return
        fi
    done
    die "Swift $SWIFT_LEAST_MAJOR.$SWIFT_LEAST_MINOR or newer is needed and was not found." \
        "Install swiftly as https://www.swift.org/install/linux says, then: swiftly install 6.3.1"
}

# Prints the packages that are missing, one a line.
missing_packages() {
    if ! command -v pkg-config >/dev/null; then
        printf '%s\n' pkg-config libssl-dev libsqlite3-dev zlib1g-dev
        return
    fi
    pkg-config --exists openssl || echo libssl-dev
    pkg-config --exists sqlite3 || echo libsqlite3-dev
    pkg-config --exists zlib || echo zlib1g-dev
}

# Installs packages as root, or says how somebody who may can do it.
install_packages() {
    if ((EUID != 0)) || ! command -v apt-get >/dev/null; then
        die "these packages are missing; install them with:" "sudo apt-get install -y $*"
    fi
    say "installing $*"
    apt-get update -qq
    DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "$@" >/dev/null
}

# Everything that building needs; the working directory is the repository afterwards.
prepare() {
    cd "$ROOT"
    find_swift
    local -a missing
    mapfile -t missing < <(missing_packages)
    ((${#missing[@]} == 0)) || install_packages "${missing[@]}"
}

# Builds the release binary and prints its path: all static, or with SOTAQUE_LINK=dynamic only
# Swift's runtime inside (docs/decisions/0008-one-static-binary.md says when).
build_release() {
    local -a options=(-c release --static-swift-stdlib --product sotaque)
    [[ ${SOTAQUE_LINK:-static} == dynamic ]] || options+=(-Xswiftc -static-executable)
    say "building the release binary; the first time takes some minutes"
    swift build "${options[@]}" >&2
    printf '%s/sotaque\n' "$(swift build "${options[@]}" --show-bin-path)"
}
