# Huffman codes, run lengths, base conversions, check sums and a Luhn check.
from collections import Counter


class Leaf:
    def __init__(self, weight,
            symbol): self.weight, self.symbol, self.order = weight, symbol, symbol


class Branch:
    def __init__(self, left, right):
        self.left, self.right, self.weight = left, right, left.weight + right.weight
        self.order = min(left.order, right.order)


def huffman(text):
    nodes = [Leaf(w, s) for s, w in Counter(text).items()]
    while len(nodes) > 1:
        nodes.sort(key=lambda n: (-n.weight, n.order))
        nodes.append(Branch(nodes.pop(), nodes.pop()))
    codes = {}

    def walk(node, prefix=""):
        if isinstance(node, Leaf):
            codes[node.symbol] = prefix or "0"
        else:
            walk(node.left, prefix + "0")
            walk(node.right, prefix + "1")
    walk(nodes[0])
    return codes


text = "distributed training is training that is distributed"
codes = huffman(text)
bits = "".join(codes[c] for c in text)
print(sorted(codes.items(), key=lambda kv: (len(kv[1]), kv)), len(bits), len(text) * 8,
    f"{len(bits) / len(text):.3f}")
back, decoded, buffer = {v: k for k, v in codes.items()}, "", ""
for bit in bits:
    buffer += bit
    if buffer in back:
        decoded += back[buffer]
        buffer = ""
print(decoded == text, buffer == "", huffman("aaa"))


def to_base(n, base, digits="0123456789abcdefghijklmnopqrstuvwxyz"):
    if n < 0:
        return "-" + to_base(-n, base)
    return (to_base(n // base, base) if n >= base else "") + digits[n % base]


print([to_base(255, b) for b in (2, 8, 16, 36)], to_base(-10**20, 7),
    int(to_base(10**30, 36), 36) == 10**30)


def luhn(number):
    total = 0
    for i, d in enumerate(map(int, reversed(str(number)))):
        d = d * 2 if i % 2 else d
        total += d - 9 if d > 9 else d
    return total % 10 == 0


def adler(data):
    a, b = 1, 0
    for byte in data.encode():
        a = (a + byte) % 65521
        b = (b + a) % 65521
    return b << 16 | a


def crc(data):
    c = 0xFFFFFFFF
    for byte in data.encode():
        c ^= byte
        for _ in range(8):
            c = c >> 1 ^ 0xEDB88320 * (c & 1)
    return c ^ 0xFFFFFFFF


def fnv(data):
    h = 14695981039346656037
    for byte in data.encode():
        h = (h ^ byte) * 1099511628211 % 2**64
    return h


print(luhn(4539578763621486), luhn(1234567812345678), hex(adler("Wikipedia")),
    hex(crc("123456789")), f"{crc('é'):08x}", fnv("hello"), f"{fnv(''):#x}")
print("".join(f"{ord(c):08b}" for c in "Hi"), "".join(
    chr(int("0100100001101001"[i : i + 8], 2)) for i in (0, 8)),
    [f"{n ^ n >> 1:03b}" for n in range(8)])
