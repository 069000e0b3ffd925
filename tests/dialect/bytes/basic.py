# bytes as far as teaching needs: literals, indexing, methods, printing.
b = b"hello\x00\xff\n'"
print(b, len(b), b[0], b[-1], b[1:3], b[::-1], list(b[:3]), b + b"!", b * 2, b"ell" in b, 104 in b,
    b == b"hello", b"a" < b"b", b'"', b"'", b"\"'", b"\t\\")
print(bytes(3), bytes([65, 66]), bytes("é", "utf-8"), bytes(range(5)), bytes(), bytes(b"x"),
    b"a,b".split(b","), b"-".join([b"a", b"b"]), b"abc".upper(), b" x ".strip(), b"abc".find(b"c"),
    b"abc".startswith(b"ab"), b"aXb".replace(b"X", b"-"), b"abc".hex(), bytes.fromhex("6162 63"),
    b"abc".count(b"b"), b"abc".decode(), b"ab".isalpha())
for x in b"abc":
    print(x, end=" ")
print(hash(b"a") == hash(b"a"), {b"k": 1}[b"k"], b"a" == "a", bool(b""), bool(b"\0"))
for function in (lambda: b"a" + "b", lambda: "a" + b"b", lambda: b"abc"[5], lambda: bytes([256]),
        lambda: bytes([-1]), lambda: bytes("a"), lambda: bytes(-1), lambda: bytes(["a"]),
        lambda: b"a" < "a", lambda: b"a".join(["b"]), lambda: b"a".find("a"), lambda: bytes(1.5),
        lambda: b"a".format(), lambda: bytes.fromhex("6"), lambda: bytes.fromhex("zz"),
        lambda: "x" in b"xyz", lambda: 300 in b"abc", lambda: b"a" * "b"):
    try:
        print(function())
    except Exception as error:
        print(type(error).__name__, error)
