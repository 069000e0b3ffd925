# str.format: fields, attributes, items, nesting, conversions, escapes.
class Point:
    def __init__(self, x, y):
        self.x, self.y = x, y

    def __repr__(self):
        return f"Point({self.x}, {self.y})"


p = Point(3, -4)
print("{} {}".format(1, 2), "{1} {0} {1}".format("a", "b"), "{a} {b}".format(a=1, b=2),
    "{0} {name}".format(5, name="n"))
print("{0.x},{0.y}".format(p), "{p.x:>5}|{p!r:<16}|".format(p=p), "{0[1]}".format([7, 8]),
    "{0[key]}".format({"key": "v"}), "{d[a][0]}".format(d={"a": [9]}))
print("{{}} {{{}}} }}{{".format(5), "{:>{}}|{:^{w}}|".format("a", 5, "b", w=7),
    "{:{fill}{align}{width}}".format("x", fill="*", align="^", width=9),
    "{:.{}f}".format(3.14159, 2), "{!r:>6}".format("é"), "{!a}".format("é"), "{!s}".format("é"))
print("{:d} {:5.1f} {:x} {:,} {:%}".format(42, 2.25, 255, 1234567, 0.25),
    "{:<6}{:>6}{:^6}|".format("a", "b", "c"), "".format(), "{}".format(""), "{:}".format(1),
    "{0:}".format(1))
print("{0!r} {0!s}".format("x"), "{:>10}".format(str(p)), "{0[0]}{0[2]}".format("abc"),
    "{0.real}".format(5), "{x[-1]}".format(x={"-1": "text key"}))
print("{} {} {}".format(*[1, 2, 3]), "{a}{b}".format(**{"a": 1, "b": 2}),
    "{a}".format_map({"a": "mapped"}))
for template, args, kwargs in (("{}", (), {}), ("{0}{}", (1, 2), {}), ("{}{0}", (1, 2), {}),
        ("{a}", (), {}), ("{0}", (), {}), ("{", (1,), {}), ("}", (1,), {}), ("{0", (1,), {}),
        ("{!x}", (1,), {}), ("{0!}", (1,), {}), ("{0!rr}", (1,), {}), ("{0.y}", (1,), {}),
        ("{0[a]}", ([1],), {}), ("{0[5]}", ([1],), {}), ("{0[]}", ([1],), {}),
        ("{0[k]}", ({},), {}), ("{:d}", ("a",), {}), ("{:{}}", (1,), {}), ("{a b}", (), {}),
        ("{0.}", (1,), {}), ("{:>{w}}", (1,), {}), ("{0[0}", ([1],), {}), ("{-1}", (1,), {}),
        ("{1}", (1,), {})):
    try:
        print(template.format(*args, **kwargs))
    except Exception as error:
        print(repr(template), type(error).__name__, error)
