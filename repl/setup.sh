# Sourced by repl/start and tests/run from the project's root: installs what is missing, builds.
# Exits 3 with one clear message when it can't.

build_packages="gcc libc6-dev meson ninja-build pkg-config libopenmpi-dev openmpi-bin libedit-dev
    libsqlite3-dev libopenblas-dev libtommath-dev libcmark-dev"

setup_fail() {
    printf '%s\n' "$@" >&2
    exit 3
}

# setup_install PACKAGE…: asks at a terminal, then apt as root or through sudo.
setup_install() {
    missing=
    for package in "$@"; do
        case $(dpkg-query -W -f '${Status}' "$package" 2>/dev/null) in
        'install ok installed') ;;
        *) missing="$missing $package" ;;
        esac
    done
    [ -n "$missing" ] || return 0
    by_hand="  apt-get install$missing"
    as_root=
    if [ "$(id -u)" -ne 0 ]; then
        command -v sudo >/dev/null ||
            setup_fail 'ranksh needs packages that only root can install, and there is no sudo:' \
                "$by_hand"
        as_root=sudo
    fi
    if [ -t 0 ] && [ -t 2 ]; then
        printf 'ranksh needs these packages:%s\nInstall them now? [Y/n] ' "$missing" >&2
        read -r answer
        case $answer in
        '' | [Yy]*) ;;
        *) setup_fail 'Nothing was installed. By hand:' "$by_hand" ;;
        esac
    elif [ -n "$as_root" ]; then
        as_root='sudo -n'
    fi
    printf 'Installing%s\n' "$missing" >&2
    log=$(mktemp)
    # a stale package list is the usual reason for a failure, so it is renewed first
    if ! { $as_root apt-get update -qq &&
        $as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends \
            $missing; } >"$log" 2>&1; then
        tail -n 5 "$log" >&2
        setup_fail 'The packages could not be installed. By hand:' "$by_hand"
    fi
    rm -f "$log"
}

# setup_packages [PACKAGE…]: what the build needs, and these.
setup_packages() {
    if command -v dpkg-query >/dev/null && command -v apt-get >/dev/null; then
        setup_install $build_packages "$@"
        return
    fi
    for program in cc meson ninja pkg-config mpicc mpirun; do
        command -v "$program" >/dev/null ||
            setup_fail "ranksh needs $program, and knows how to install it on Debian and Ubuntu only." \
                "It also needs the headers of libedit, SQLite, OpenBLAS, libtommath and libcmark."
    done
}

# setup_build FOLDER [MESON-OPTION…]
setup_build() {
    folder=$1
    shift
    log=$(mktemp)
    if [ ! -f "$folder/build.ninja" ]; then
        meson setup "$folder" "$@" >"$log" 2>&1 || {
            tail -n 20 "$log" >&2
            setup_fail "The build could not be configured (meson setup $folder)."
        }
    fi
    ninja -C "$folder" >"$log" 2>&1 || {
        grep -E 'error|FAILED' -A 3 "$log" | head -n 40 >&2
        setup_fail "The build failed (ninja -C $folder)."
    }
    rm -f "$log"
}
