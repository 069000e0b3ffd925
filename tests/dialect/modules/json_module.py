# json: values as text and back, places of mistakes.
import collections
import io
import json

values = [None, True, False, 0, -5, 10**20, 1.5, 1e100, -0.0, 1e16, 0.1, "text", "quo\"te\\ \n\t\r\b\f\x01\x7f", "é ∑ 😀", [], {}, [1, [2, [3]]], (1, 2), {"a": 1, "b": [1, {"c": None}]},
    {1: "int", 2.5: "float", True: "bool", None: "none"}, float("inf"), float("-inf"), float("nan"), collections.OrderedDict(z=1, a=2)]
for value in values:
    text = json.dumps(value)
    print(text, json.dumps(value, ensure_ascii=False), json.loads(text) == value)
data = {"name": "net", "layers": [64, 10], "empty": [], "none": {}, "nested": {"b": 1, "a": [True, None, {"x": 1.0}]}}
print(json.dumps(data, indent=2))
print(json.dumps(data, indent=4, sort_keys=True))
print(json.dumps(data, indent="\t"), json.dumps(data, separators=(",", ":")), json.dumps(data, indent=1, separators=(", ", " = ")), json.dumps(data, indent=0))


class Point:
    def __init__(self, x): self.x = x


print(json.dumps([Point(1), Point(2)], default=lambda o: o.__dict__))


class Encoder(json.JSONEncoder):
    def default(self, o):
        return {"set": sorted(o)} if isinstance(o, set) else super().default(o)


print(json.dumps({"s": {3, 1}}, cls=Encoder), Encoder(indent=1).encode([{2}]), json.dumps({(1, 2): 3, "a": 1}, skipkeys=True))
out = io.StringIO()
json.dump([1, 2], out)
print(out.getvalue(), json.load(io.StringIO('{"a": [1, 2.0, "x"]}')))
print(json.loads(' [1 , -2.5e3 , 1E2 , "\\u00e9\\ud83d\\ude00\\n\\/" , true , null , {} , [ ] ] '), json.loads(b'"\xc3\xa9"'), json.loads("-0"), json.loads("-0.0"), json.loads("1e5"), json.loads("NaN"))
print(json.loads('{"a": 1, "a": 2}'), json.loads('[1.1]', parse_float=str), json.loads('[12]', parse_int=float), json.loads('{"b": {"a": 1}}', object_hook=lambda d: sorted(d)), json.loads('{"b": 1}', object_pairs_hook=list))
for text in ["", "[", "[1", "[1,", "[1,]", "{", '{"a"', '{"a":', '{"a":1', '{"a":1,', '{"a":1,}', "{a:1}", "nul", "truee", '"abc', '"a\nb"', '"\\x"', '"\\u12"', "01", "1.", "-", "+1", ".5", "1 2", "'a'", "[1 2]", '{"a" 1}', "{1:2}", "[\n1,\n  x]", '"\\', "\ufeff1", "--1", "1e"]:
    try:
        print(repr(text), json.loads(text))
    except json.JSONDecodeError as error:
        print(repr(text), error, error.lineno, error.colno, error.pos)
loop = []
loop.append(loop)
for wrong in (lambda: json.dumps({1, 2}), lambda: json.dumps(Point(1)), lambda: json.dumps({(1, 2): 3}), lambda: json.dumps(loop), lambda: json.loads(5), lambda: json.dumps(float("nan"), allow_nan=False), lambda: json.dumps(object),
        lambda: json.loads(None), lambda: json.dumps({"b": 1, 2: 3}, sort_keys=True), lambda: json.dumps(b"a")):
    try:
        print(wrong())
    except Exception as error:
        print(type(error).__name__, error)
