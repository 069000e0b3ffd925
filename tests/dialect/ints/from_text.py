# int(): text, bases, white space, underscores; and what it refuses.
for args in (("12",), (" 12 ",), ("-12",), ("+7",), ("\t\n42\n",), ("1_000",), ("0012",),
        ("ff", 16),
             ("0xff", 16), ("0xFF", 0), ("0b101", 0), ("0o17", 0), ("10", 0), ("zz", 36),
                 ("-0x10", 16),
             ("101", 2), ("0b101", 2), (3.99,), (-3.99,), (True,), (2**70,), (1e20,), (b"12",),
                 ("٣٤",)):
    print(args, int(*args))
for args in (("",), ("  ",), ("1 2",), ("1.5",), ("0x10",), ("12a",), ("_1",), ("1_",), ("1__2",),
        ("9", 8), ("2", 2),
             ("0b2", 0), ("010", 0), ("1", 1), ("1", 37), ("1", -1), (None,), ([],), ("a", 10),
                 (12, 10), (1.5, 10),
             (float("nan"),), (float("inf"),), (float("-inf"),), ("- 1",), ("+-1",), ("--1",),
                 ("١x",), (b"zz",), ("'",),
             ("a" * 300,), ("\n",), ("é",)):
    try:
        print(args, int(*args))
    except Exception as error:
        print(type(error).__name__, error)
print(int(), int(x) if (x := 5.5) else 0)
try:
    int(x=5)
except TypeError as error:
    print(error)
