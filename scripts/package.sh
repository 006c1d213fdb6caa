#!/usr/bin/env bash
# Builds the npm package into pkg/: Rust -> wasm (target/wasm-pack/), then pkg-template/ around it.
#
#   scripts/package.sh            smallest wasm: the standard library is built again, for size
#   SMALL=0 scripts/package.sh    plain stable build
#
# Each half is done again only when what goes into it has changed.
set -euo pipefail
cd "$(dirname "$0")/.."
root=$PWD
export PATH="$root/.tools/bin:$root/node_modules/.bin:$PATH"

say() { printf '==> %s\n' "$*"; }

# One number for the contents and names of files; mtimes lie after a checkout.
fingerprint() {
  {
    printf '%s\n' "$1"
    shift
    find "$@" -type f -print0 | LC_ALL=C sort -z | xargs -0 sha256sum
  } | sha256sum | cut -d' ' -f1
}

fresh() { [ -f "$1" ] && [ "$(cat "$1")" = "$2" ]; }

small_is_possible() {
  [ "${SMALL:-1}" = 1 ] && [ -f "$(rustc --print sysroot)/lib/rustlib/src/rust/library/Cargo.lock" ]
}

# Paths of this machine stay out of the wasm, so that two machines build the same bytes. The project's own are
# relative already, and naming its folder here would build everything again for each clone.
remap() {
  printf -- '--remap-path-prefix=%s=cargo --remap-path-prefix=%s=rust' \
    "${CARGO_HOME:-$HOME/.cargo}" "$(rustc --print sysroot)"
}

run_wasm_pack() {
  local out=$1
  shift
  wasm-pack --log-level error build npm --mode no-install --target web --release --no-pack \
    --out-dir "$root/$out" --out-name auth0_spa_wasm -- "$@" </dev/null
}

# The small form of SHA-256: a kilobyte hashed takes microseconds either way, and the fast form is 7 KB.
compact='--cfg sha2_backend="soft" --cfg sha2_backend_soft="compact"'

# Half of the linker's megabyte: memory that every page pays for, and addresses that are shorter. JSON of the greatest
# depth that is read takes 300 KB; a stack that is too small stops the wasm, as it lies below everything else.
stack='-Clink-arg=-zstack-size=524288'

build_small() {
  # Nightly flags on the pinned stable compiler: the only use of them, and SMALL=0 does without.
  RUSTC_BOOTSTRAP=1 \
    RUSTFLAGS="-Zunstable-options -Cpanic=immediate-abort -Zlocation-detail=none $compact $stack $(remap)" \
    CARGO_TARGET_DIR="$root/target/small" \
    run_wasm_pack "$@" -Z build-std=std,panic_abort -Z build-std-features=optimize_for_size
}

build_plain() {
  RUSTFLAGS="$compact $stack $(remap)" CARGO_TARGET_DIR="$root/target/plain" run_wasm_pack "$@"
}

finish() {
  local kind=$1 out=$2
  shift 2
  "build_$kind" "$out" "$@"
  # As it was linked, with the names of its functions: for benches/anatomy.mjs.
  cp "target/$kind/wasm32-unknown-unknown/release/auth0_spa_wasm_npm.wasm" "$out/linked.wasm"
  node pkg-template/build/imports.mjs "$out"
  node pkg-template/build/functions.mjs "$out"
  test -s "$out/auth0_spa_wasm_bg.wasm"
}

build_wasm() {
  local kind=plain out=target/wasm-pack stamp=target/wasm-pack.stamp print
  if small_is_possible; then kind=small; fi
  print=$(fingerprint "$kind $(rustc --version) $(wasm-bindgen --version) $(wasm-opt --version)" \
    src npm Cargo.toml Cargo.lock rust-toolchain.toml scripts/package.sh \
    pkg-template/build/{imports,functions,instructions,sections,reader}.mjs)
  if fresh "$stamp" "$print" && [ -f "$out/first/auth0_spa_wasm_bg.wasm" ]; then
    say "wasm: up to date ($kind)"
    return
  fi
  say "wasm: building ($kind)"
  rm -rf "$stamp" "$out.new"
  finish "$kind" "$out.new"
  # The small one, with what a first visit needs.
  finish "$kind" "$out.new/first" --features first
  rm -rf "$out" && mv "$out.new" "$out"
  # For the budget: a plain build is larger.
  printf '%s\n' "$kind" >"$out/kind"
  printf '%s\n' "$print" >"$stamp"
}

build_package() {
  local stamp=target/package.stamp print
  print=$(fingerprint "$(cat target/wasm-pack.stamp) $(node --version)" pkg-template LICENSE package-lock.json)
  if fresh "$stamp" "$print" && [ -f pkg/package.json ]; then
    say 'package: up to date, in pkg/'
    return
  fi
  say 'package: building'
  rm -rf "$stamp" target/pkg
  node pkg-template/build.mjs --wasm target/wasm-pack --out target/pkg
  test -s target/pkg/package.json
  # In one move, so that a demo which is running never sees half a package.
  rm -rf pkg && mv target/pkg pkg
  printf '%s\n' "$print" >"$stamp"
  say 'package: ready in pkg/'
}

mkdir -p target
exec 8>target/package.lock
flock -n 8 || { say 'another build of the package is running: waiting for it'; flock 8; }
build_wasm
build_package
