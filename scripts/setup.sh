#!/usr/bin/env bash
# Brings a Debian machine to the point where this project builds and its tests run.
#
#   scripts/setup.sh node rust tools npm chromium bundlers vite frameworks engines
#
# Every step looks at what is really there and does only what is missing, so a second run takes a moment.
# Sources are Debian, crates.io, npm and rustup's own server. Nothing else is downloaded.
set -euo pipefail
cd "$(dirname "$0")/.."

wasm_pack_version=0.15.1
geckodriver_version=0.37.1
tools=${TOOLS_DIR:-$PWD/.tools}

say() { printf '==> %s\n' "$*"; }
die() {
  printf 'set-up stopped: %s\n' "$1" >&2
  shift
  if [ $# -gt 0 ]; then printf '  next step: %s\n' "$@" >&2; fi
  exit 1
}
has() { command -v "$1" >/dev/null 2>&1; }

as_root() {
  if [ "$(id -u)" = 0 ]; then
    "$@"
  elif has sudo; then
    sudo "$@"
  else
    die "'$*' needs root, and there is no sudo here" 'run make as root, or install the packages yourself and run make again'
  fi
}

debian_install() {
  has apt-get || die "no apt-get here, so these packages cannot be installed: $*" 'install what they contain by hand, then run make again'
  say "installing from Debian: $*"
  {
    as_root apt-get -qq update &&
      as_root env DEBIAN_FRONTEND=noninteractive apt-get -qq install -y --no-install-recommends "$@"
  } </dev/null >"$tools/apt.log" 2>&1 || {
    tail -20 "$tools/apt.log" >&2
    die "apt-get could not install: $*" 'look at the messages above; the whole of them is in .tools/apt.log'
  }
}

setup_node() {
  has node || die 'Node is missing' 'install Node 20 or newer (https://nodejs.org, or Debian: apt-get install nodejs npm)'
  local version
  version=$(node --version)
  if [ "$(printf '%s' "${version#v}" | cut -d. -f1)" -lt 20 ]; then
    die "Node $version is too old: Node 20 or newer is needed" 'install a newer one from https://nodejs.org'
  fi
  has npm || debian_install npm
}

setup_rust() {
  has cc || debian_install gcc libc6-dev
  has rustup || die 'rustup is missing' 'install it from https://rustup.rs (or Debian: apt-get install rustup)'
  local channel
  channel=$(sed -n 's/^channel *= *"\(.*\)"/\1/p' rust-toolchain.toml)
  if ! rustup run "$channel" rustc --version >/dev/null 2>&1; then
    say "installing Rust $channel"
    rustup toolchain install "$channel" --profile minimal --no-self-update
  fi
  local installed component
  installed=$(rustup component list --installed --toolchain "$channel")
  for component in clippy rustfmt; do
    grep -q "^$component" <<<"$installed" || {
      say "adding $component to Rust $channel"
      rustup component add "$component" --toolchain "$channel"
    }
  done
  grep -q '^rust-std-wasm32-unknown-unknown' <<<"$installed" || {
    say "adding the target wasm32-unknown-unknown to Rust $channel"
    rustup target add wasm32-unknown-unknown --toolchain "$channel"
  }
  grep -q '^rust-src' <<<"$installed" || {
    say "adding rust-src to Rust $channel (for the smallest package)"
    rustup component add rust-src --toolchain "$channel" || say 'no rust-src: the package will be a little larger'
  }
}

# The version that the library has been locked to: the two must be the same.
locked_wasm_bindgen() {
  sed -n '/^name = "wasm-bindgen"$/{n;s/version = "\(.*\)"/\1/p;q}' Cargo.lock
}

# The tools run for a second per build, so they are compiled quickly rather than well.
install_tool() {
  local started=$SECONDS
  say "compiling $* (once; takes some minutes)"
  env -u RUSTFLAGS \
    CARGO_PROFILE_RELEASE_OPT_LEVEL=1 CARGO_PROFILE_RELEASE_LTO=off CARGO_PROFILE_RELEASE_CODEGEN_UNITS=16 \
    CARGO_TARGET_DIR="$tools/build" \
    cargo install --quiet --force --root "$tools" "$@" </dev/null
  say "compiled $1 in $((SECONDS - started)) s"
}

setup_tools() {
  [ -f Cargo.lock ] || die 'Cargo.lock is missing: it names the version of wasm-bindgen' 'git checkout Cargo.lock, or run cargo generate-lockfile'
  local wanted
  wanted=$(locked_wasm_bindgen)
  [ -n "$wanted" ] || die 'Cargo.lock does not mention wasm-bindgen' 'run cargo generate-lockfile'
  if [ "$("$tools/bin/wasm-pack" --version 2>/dev/null)" != "wasm-pack $wasm_pack_version" ]; then
    install_tool wasm-pack --version "$wasm_pack_version" --locked
  fi
  if [ "$("$tools/bin/wasm-bindgen" --version 2>/dev/null)" != "wasm-bindgen $wanted" ] || [ ! -x "$tools/bin/wasm-bindgen-test-runner" ]; then
    # Not --locked: the lock file that comes with the CLI may name versions that a registry does not have.
    install_tool wasm-bindgen-cli --version "$wanted"
  fi
  rm -rf "$tools/build"
}

setup_npm() {
  node scripts/npm-installed.mjs && return
  say 'installing the JavaScript tools from npm'
  npm ci --no-audit --no-fund --loglevel=error </dev/null
}

setup_chromium() {
  local missing=()
  has "${CHROMIUM:-/usr/bin/chromium}" || missing+=(chromium)
  has "${CHROMEDRIVER:-/usr/bin/chromedriver}" || missing+=(chromium-driver)
  if [ ${#missing[@]} -gt 0 ]; then
    # Without a font, pages are empty boxes on a machine that has no desktop.
    debian_install "${missing[@]}" fonts-dejavu-core
  fi
}

# Two more engines, and what drives them: Firefox by a driver from crates.io, WebKitGTK in a display of its own.
setup_engines() {
  local missing=()
  has firefox-esr || missing+=(firefox-esr)
  has WebKitWebDriver || missing+=(webkit2gtk-driver)
  has Xvfb || missing+=(xvfb)
  if [ ${#missing[@]} -gt 0 ]; then debian_install "${missing[@]}" fonts-dejavu-core; fi
  case "$("$tools/bin/geckodriver" --version 2>/dev/null)" in
    "geckodriver $geckodriver_version"*) ;;
    *)
      install_tool geckodriver --version "$geckodriver_version" --locked
      rm -rf "$tools/build"
      ;;
  esac
}

setup_bundlers() {
  node tests/package/bundlers/install.mjs
}

# One of the bundlers, for the benches.
setup_vite() {
  node tests/package/bundlers/install.mjs vite-8
}

setup_frameworks() {
  node www-example/frameworks/install.mjs
}

mkdir -p "$tools"
exec 9>"$tools/setup.lock"
flock -n 9 || { say 'another make is setting things up: waiting for it'; flock 9; }
for step in "$@"; do
  "setup_$step"
done
