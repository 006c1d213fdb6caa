;; Puts the wasm of this package together again: `build/columns.mjs` takes it apart.
;;
;; In WebAssembly, as it runs once, over half a million bytes: JavaScript would be done before it is optimised.
(module
  (memory (export "memory") 1)

  ;; A text, from `$text` to `$end`, into bytes at `$to`; gives the place behind them. The text begins with its
  ;; alphabet: the signs of the bytes from 0 to 255. A sign is one character, or two if the first is below 38.
  ;; From address 0 on, the byte of each sign is kept.
  (func (export "unpack") (param $text i32) (param $end i32) (param $to i32) (result i32)
    (local $sign i32) (local $byte i32)
    (loop $next
      (local.set $sign (i32.load8_u (local.get $text)))
      (local.set $text (i32.add (local.get $text) (i32.const 1)))
      (if (i32.lt_u (local.get $sign) (i32.const 38))
        (then
          (local.set $sign (i32.add (i32.shl (local.get $sign) (i32.const 7)) (i32.load8_u (local.get $text))))
          (local.set $text (i32.add (local.get $text) (i32.const 1)))))
      (if (i32.lt_u (local.get $byte) (i32.const 256))
        (then
          (i32.store8 (local.get $sign) (local.get $byte))
          (local.set $byte (i32.add (local.get $byte) (i32.const 1))))
        (else
          (i32.store8 (local.get $to) (i32.load8_u (local.get $sign)))
          (local.set $to (i32.add (local.get $to) (i32.const 1)))))
      (br_if $next (i32.lt_u (local.get $text) (local.get $end))))
    (local.get $to))

  ;; Copies up to seven bytes to `$to`; gives the place behind the copy. Their number is before them. It writes eight,
  ;; and the next copy goes over those that are too many.
  (func $copy (param $run i32) (param $to i32) (result i32)
    (i64.store (local.get $to) (i64.load offset=1 (local.get $run)))
    (i32.add (local.get $to) (i32.load8_u (local.get $run))))

  ;; The place behind such bytes.
  (func $behind (param $run i32) (result i32)
    (i32.add (i32.add (local.get $run) (i32.const 1)) (i32.load8_u (local.get $run))))

  ;; Copies the next number of a column, in LEB128; gives the place behind the copy. `$column` is where the address of
  ;; that number is kept.
  (func $number (param $column i32) (param $to i32) (result i32) (local $from i32) (local $byte i32)
    (local.set $from (i32.load (local.get $column)))
    (loop $more
      (i32.store8 (local.get $to) (local.tee $byte (i32.load8_u (local.get $from))))
      (local.set $from (i32.add (local.get $from) (i32.const 1)))
      (local.set $to (i32.add (local.get $to) (i32.const 1)))
      (br_if $more (i32.ge_u (local.get $byte) (i32.const 0x80))))
    (i32.store (local.get $column) (local.get $from))
    (local.get $to))

  ;; Writes the size of a body, in LEB128, and the body, from `$body` to `$end`; gives the place behind both.
  (func $close (param $to i32) (param $body i32) (param $end i32) (result i32) (local $size i32) (local $left i32)
    (local.set $left (local.tee $size (i32.sub (local.get $end) (local.get $body))))
    (block $last
      (loop $more
        (br_if $last (i32.lt_u (local.get $left) (i32.const 0x80)))
        (i32.store8 (local.get $to) (i32.or (local.get $left) (i32.const 0x80)))
        (local.set $left (i32.shr_u (local.get $left) (i32.const 7)))
        (local.set $to (i32.add (local.get $to) (i32.const 1)))
        (br $more)))
    (i32.store8 (local.get $to) (local.get $left))
    (local.set $to (i32.add (local.get $to) (i32.const 1)))
    (memory.copy (local.get $to) (local.get $body) (local.get $size))
    (i32.add (local.get $to) (local.get $size)))

  ;; The bodies of all functions, to `$to`; gives the place behind them. `$kinds` and `$columns` are tables of addresses:
  ;; of each kind of instruction, by its code; and of each column, the first being for what is taken as it is.
  (func (export "assemble")
    (param $codes i32) (param $end i32) (param $kinds i32) (param $columns i32) (param $to i32) (result i32)
    (local $code i32) (local $kind i32) (local $column i32) (local $body i32) (local $at i32)
    (loop $function
      ;; The size before it takes five bytes at most.
      (local.set $at (local.tee $body (i32.add (local.get $to) (i32.const 5))))
      (loop $instruction
        (local.set $code (i32.load8_u (local.get $codes)))
        (local.set $codes (i32.add (local.get $codes) (i32.const 1)))
        (if (i32.eq (local.get $code) (i32.const 1))
          (then
            (local.set $kind (i32.load (local.get $columns)))
            (local.set $at (call $copy (local.get $kind) (local.get $at)))
            (i32.store (local.get $columns) (call $behind (local.get $kind)))
            (br $instruction)))
        (local.set $kind (i32.load (i32.add (local.get $kinds) (i32.shl (local.get $code) (i32.const 2)))))
        (local.set $at (call $copy (local.get $kind) (local.get $at)))
        (local.set $kind (call $behind (local.get $kind)))
        (if (local.tee $column (i32.load8_u (local.get $kind)))
          (then
            (local.set $at
              (call $number (i32.add (local.get $columns) (i32.shl (local.get $column) (i32.const 2))) (local.get $at)))
            (local.set $at (call $copy (i32.add (local.get $kind) (i32.const 1)) (local.get $at)))))
        (br_if $instruction (local.get $code)))
      (local.set $to (call $close (local.get $to) (local.get $body) (local.get $at)))
      (br_if $function (i32.lt_u (local.get $codes) (local.get $end))))
    (local.get $to)))
