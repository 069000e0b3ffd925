# copy.copy and copy.deepcopy: sharing, nesting, cycles, user classes, hooks.
import copy

a = [1, [2, 3], {"k": [4]}, (5, [6])]
b, c, d, e = a, a[:], copy.copy(a), copy.deepcopy(a)
a[1].append("changed")
a[2]["k"].append("too")
a[3][1].append("also")
a.append("end")
print(b, c, d, e, sep="\n")
print(b is a, c is a, d[1] is a[1], e[1] is a[1], copy.copy((1, 2)), copy.copy({1: [2]}),
    copy.copy({1, 2}), copy.copy("s"), copy.copy(5), copy.copy(None), copy.deepcopy(5.5),
    copy.deepcopy((1, (2,))), copy.copy(range(3)))
loop = [1]
loop.append(loop)
twin = copy.deepcopy(loop)
print(twin, twin[1] is twin, twin is loop)
shared = [0]
pair = [shared, shared]
deep = copy.deepcopy(pair)
deep[0].append(1)
print(deep, deep[0] is deep[1], pair)
t = (1, 2, "x")
u = (1, [2])
print(copy.deepcopy(t) is t, copy.copy(u) is u, copy.deepcopy(u) is u, copy.copy(len) is len,
    copy.deepcopy(int) is int, copy.deepcopy(print) is print)


class Node:
    def __init__(self, value, children=()): self.value, self.children, self.parent = value, list(
            children), None
    def add(self, child):
        child.parent = self
        self.children.append(child)
        return self
    def text(self): return f"{self.value}({','.join(c.text() for c in self.children)})"


root = Node("root").add(Node("a").add(Node("b"))).add(Node("c"))
shallow, deep = copy.copy(root), copy.deepcopy(root)
root.children[0].value = "A"
root.value = "ROOT"
print(root.text(), shallow.text(), deep.text(), deep.children[0].parent is deep,
    shallow.children is root.children, type(deep).__name__)


class Custom:
    def __init__(self, x): self.x = x
    def __copy__(self): return Custom(self.x + 1)
    def __deepcopy__(self, memo): return Custom(self.x + 100)


print(copy.copy(Custom(1)).x, copy.deepcopy(Custom(1)).x, copy.deepcopy([Custom(1)])[0].x)
d = {"a": [1]}
print(d.copy()["a"] is d["a"], dict(d)["a"] is d["a"], copy.deepcopy(d)["a"] is d["a"],
    list(d["a"]) is d["a"], copy.deepcopy({"x": {1, 2}, "y": frozenset({3})}))


class Sub(list): pass


s = Sub([1, [2]])
s.extra = "kept"
k = copy.deepcopy(s)
print(k, type(k).__name__, k.extra, k[1] is s[1], copy.copy(s).extra)
