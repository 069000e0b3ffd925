# Linked list, binary search tree, heap, trie, LRU: structures with nodes.
class Node:
    def __init__(self, value, following=None): self.value, self.next = value, following


class LinkedList:
    def __init__(self, items=()):
        self.head = None
        for item in reversed(list(items)):
            self.head = Node(item, self.head)

    def __iter__(self):
        node = self.head
        while node is not None:
            yield node.value
            node = node.next

    def __len__(self): return sum(1 for _ in self)
    def __repr__(self): return " -> ".join(map(repr, self)) + " -> None" if self.head else "empty"

    def reverse(self):
        previous, node = None, self.head
        while node:
            node.next, previous, node = previous, node, node.next
        self.head = previous
        return self

    def remove(self, value):
        before, node = None, self.head
        while node and node.value != value:
            before, node = node, node.next
        if node is None:
            raise ValueError(f"{value!r} is not in list")
        if before:
            before.next = node.next
        else:
            self.head = node.next


l = LinkedList([1, "two", 3.0])
print(l, len(l), list(l), 3 in l, LinkedList(), l.reverse(), max(map(str, l)))
l.remove("two")
print(l)
try:
    l.remove("two")
except ValueError as error:
    print(error)


class Tree:
    class _Node:
        def __init__(self, key,
                value): self.key, self.value, self.left, self.right = key, value, None, None

    def __init__(self): self.root, self.size = None, 0

    def __setitem__(self, key, value):
        link = None
        node = self.root
        while node:
            if key == node.key:
                node.value = value
                return
            link = (node, "left" if key < node.key else "right")
            node = getattr(*link)
        fresh = Tree._Node(key, value)
        if link:
            setattr(*link, fresh)
        else:
            self.root = fresh
        self.size += 1

    def __getitem__(self, key):
        node = self.root
        while node:
            if key == node.key:
                return node.value
            node = node.left if key < node.key else node.right
        raise KeyError(key)

    def items(self, node="root"):
        node = self.root if node == "root" else node
        if node:
            yield from self.items(node.left)
            yield node.key, node.value
            yield from self.items(node.right)

    def depth(self, node=None, first=True):
        node = self.root if first else node
        return 1 + max(self.depth(node.left, False), self.depth(node.right, False)) if node else 0


t = Tree()
for n, word in enumerate("m f t b h p w a".split()):
    t[word] = n
t["m"] = "changed"
print(list(t.items()), t.size, t.depth(), t["w"])
try:
    t["zz"]
except KeyError as error:
    print(repr(error))


class Heap:
    def __init__(self, items=()):
        self.a = []
        for item in items:
            self.push(item)

    def push(self, item):
        self.a.append(item)
        i = len(self.a) - 1
        while i and self.a[i] < self.a[(i - 1) // 2]:
            self.a[i], self.a[(i - 1) // 2] = self.a[(i - 1) // 2], self.a[i]
            i = (i - 1) // 2

    def pop(self):
        top, last = self.a[0], self.a.pop()
        if self.a:
            self.a[0], i = last, 0
            while (c := 2 * i + 1) < len(self.a):
                c += c + 1 < len(self.a) and self.a[c + 1] < self.a[c]
                if not self.a[c] < self.a[i]:
                    break
                self.a[i], self.a[c], i = self.a[c], self.a[i], c
        return top


h = Heap([5, 2, 8, 1, 9, 3])
print(h.a, [h.pop() for _ in range(6)])


class Trie:
    def __init__(self): self.children, self.end = {}, False
    def add(self, word):
        node = self
        for c in word:
            node = node.children.setdefault(c, Trie())
        node.end = True
    def words(self, prefix=""):
        if self.end:
            yield prefix
        for c in sorted(self.children):
            yield from self.children[c].words(prefix + c)
    def find(self, prefix):
        node = self
        for c in prefix:
            node = node.children.get(c)
            if node is None:
                return []
        return list(node.words(prefix))


trie = Trie()
for word in "car card care cat dog do".split():
    trie.add(word)
print(list(trie.words()), trie.find("car"), trie.find("x"), trie.find(""))
