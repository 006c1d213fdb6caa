//! How the wasm is linked.

/// A call takes some 6 KB of stack, JSON nested as deeply as is read 130 KB; by itself the linker
/// sets 1 MB aside. A stack that is too small ends in a trap, as it lies below everything else.
const STACK: u32 = 256 * 1024;

fn main() {
    println!("cargo::rerun-if-changed=build.rs");
    if std::env::var("CARGO_CFG_TARGET_ARCH").as_deref() == Ok("wasm32") {
        println!("cargo::rustc-link-arg-cdylib=-zstack-size={STACK}");
    }
}
