# encode and decode as far as UTF-8 and ASCII go, chr and ord.
for s in ("abc", "é", "漢字", "🎉", ""):
    data = s.encode()
    print(data, len(data), data.decode() == s, s.encode("utf-8") == data, list(data))
print("abc".encode("ascii"), b"abc".decode("ascii"), "é".encode("latin-1"),
    b"\xe9".decode("latin-1"), str(b"abc", "utf-8"))
for function in (lambda: "é".encode("ascii"), lambda: b"\xff".decode(),
        lambda: b"\xe9".decode("ascii"), lambda: "é".encode("ascii", "ignore"),
        lambda: "é".encode("ascii", "replace"), lambda: b"a\xffb".decode("utf-8", "replace"),
        lambda: b"a\xffb".decode(errors="ignore"), lambda: chr(-1), lambda: chr(0x110000),
        lambda: chr("a"), lambda: ord("ab"), lambda: ord(""), lambda: ord(5), lambda: chr(1.0)):
    try:
        print(function())
    except Exception as error:
        print(type(error).__name__, error)
print(ord("a"), ord("\n"), chr(97), chr(0) == "\0", [ord(c) for c in "aé漢"], ord(b"a"))
