# Every method of bytes.
b=b"hello world hello"
print(b.rfind(b"hello"), b.rfind(104), b.find(b"x"), b.count(b""), b.count(b"l",3), b.replace(b"",b"-",3), b.replace(b"l",b"LL",2), b.replace(b"",b"-"))
print(b.split(None,1), b.rsplit(None,1), b.rsplit(b"l",2), b.split(b"l",2), b.rsplit(b"zz"), b"  a b  ".rsplit(), b"  a b  ".split(None,1),b"  a b  ".rsplit(None,1), b"a\nb\r\nc\rd\n\n".splitlines(), b"a\nb\r\nc\rd\n".splitlines(True))
print(b.partition(b" "), b.rpartition(b" "), b.partition(b"z"), b.rpartition(b"z"), b"  x ".lstrip(), b" x ".rstrip(), b"xyx".strip(b"x"))
print(b.hex("-",2), b.hex(":",-3), b.hex(), b.hex(b" "), b.title(), b.capitalize(), b.swapcase(), b.istitle(), b"Ab Cd".istitle(), b"12".isupper())
print(b.center(20), b.center(21,b"*"), b.ljust(20,b"."), b.rjust(20), b"-12".zfill(6), b"a\tb".expandtabs(), b"a\tb".expandtabs(4))
print(b.translate(bytes.maketrans(b"eo",b"EO")), b.translate(None,b"l"), b.translate(None,delete=b"o"), b.removeprefix(b"he"), b.removesuffix(b"lo"), b.startswith((b"x",b"h")), b.endswith(b"lo",3,5), b.startswith(b"ll",2))
print(b.isascii(), bytes([200]).isascii(), type(iter(b)), hash(b"spam")==hash("spam"), b.__bytes__() is b)
for f in (lambda: b.find("x"), lambda: b.split(""), lambda: b.split(b""), lambda: b.replace("a",b""), lambda: b.ljust(30,"x"), lambda: b.startswith("x"), lambda: b.startswith((b"x","y")), lambda:b.find(300), lambda:b.index(b"zz"), lambda:b.find(), lambda: b.count(b"a","x"), lambda: b.translate(b"x"), lambda: b.partition(""), lambda: b.hex("ab"), lambda: b.hex(5), lambda:b.hex("é"), lambda: b.join([1]), lambda: b.center(), lambda: bytes("x"), lambda: bytes([256]), lambda: b[100], lambda: b["x"], lambda: b.rindex(b"zz"), lambda: b.maketrans(b"a",b"bc"), lambda: b"a"+"b", lambda: "b"+b"a", lambda: b.splitlines(1,2), lambda:b.removeprefix("x")):
    try: print(f())
    except Exception as e: print(type(e).__name__, e)
