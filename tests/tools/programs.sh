# Finds what the tests need beside Rust, and installs what is missing where that is allowed. To be sourced.
# Sets postgres_bin (a folder) and TENON_CHROMIUM (a program).

find_postgres_bin() {
    local folder
    for folder in $(ls -d /usr/lib/postgresql/*/bin 2>/dev/null | sort -rV) \
        "$(dirname "$(command -v initdb || echo /nowhere/initdb)")"; do
        if [[ -x $folder/initdb && -x $folder/postgres && -x $folder/pg_ctl ]]; then
            echo "$folder"
            return
        fi
    done
}

find_chromium() {
    local name
    for name in "${TENON_CHROMIUM:-}" chromium chromium-browser google-chrome google-chrome-stable; do
        if [[ -n $name ]] && command -v "$name"; then
            return
        fi
    done
}

# The Debian packages of what is missing. SQLite, libpq and OpenSSL are built from source: that takes a C compiler with its
# library's headers, make, and the whole of perl.
missing_packages() {
    echo '#include <stdio.h>' | cc -E - >/dev/null 2>&1 || echo gcc libc6-dev
    perl -MFindBin -MIPC::Cmd -MFile::Compare -e 1 >/dev/null 2>&1 || echo perl
    command -v make >/dev/null || echo make
    [[ -n $(find_postgres_bin) ]] || echo postgresql
    command -v openssl >/dev/null || echo openssl
    if [[ -z $(find_chromium) ]]; then
        if grep -qs '^ID=ubuntu' /etc/os-release; then echo chromium-browser; else echo chromium; fi
    fi
}

# Runs apt-get when this user may; says no by failing.
apt_get() {
    command -v apt-get >/dev/null || return
    if [[ $(id -u) == 0 ]]; then
        DEBIAN_FRONTEND=noninteractive apt-get "$@"
    else
        sudo -n env DEBIAN_FRONTEND=noninteractive apt-get "$@"
    fi
}

need_programs() {
    if ! command -v cargo >/dev/null; then
        echo "cargo is missing: install Rust (https://rustup.rs), then run this again." >&2
        return 1
    fi
    local packages
    packages=$(missing_packages | tr '\n' ' ')
    if [[ -n $packages ]]; then
        echo "Missing here: $packages- trying to install with apt."
        # shellcheck disable=SC2086 # several packages
        if ! { apt_get update -q && apt_get install -q -y --no-install-recommends $packages; }; then
            echo "Could not install. As root: apt-get install $packages" >&2
        fi
        packages=$(missing_packages | tr '\n' ' ')
        if [[ -n $packages ]]; then
            echo "Still missing: ${packages}- nothing was tested." >&2
            echo "Other systems: the server programs of PostgreSQL (initdb, postgres, pg_ctl), Chromium or Chrome," >&2
            echo "a C compiler with headers, perl, make, openssl." >&2
            return 1
        fi
    fi
    postgres_bin=$(find_postgres_bin)
    TENON_CHROMIUM=$(find_chromium)
    export TENON_CHROMIUM
}
