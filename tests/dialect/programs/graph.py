# Graph algorithms: BFS, DFS, Dijkstra, topological order, union-find, minimum spanning tree.
from collections import defaultdict, deque

edges = [("a", "b", 4), ("a", "c", 2), ("c", "b", 1), ("b", "d", 5), ("c", "d", 8), ("d", "e", 3),
    ("c", "e", 10), ("f", "g", 1)]
graph = defaultdict(dict)
for u, v, w in edges:
    graph[u][v] = graph[v][u] = w


def bfs(start):
    order, queue, seen = [], deque([start]), {start}
    while queue:
        node = queue.popleft()
        order.append(node)
        for n in sorted(graph[node]):
            if n not in seen:
                seen.add(n)
                queue.append(n)
    return order


def dfs(node, seen=None):
    seen = seen if seen is not None else []
    seen.append(node)
    for n in sorted(graph[node]):
        if n not in seen:
            dfs(n, seen)
    return seen


def dijkstra(start):
    distance, previous, open_nodes = {start: 0}, {}, {start}
    while open_nodes:
        node = min(open_nodes, key=lambda n: (distance[n], n))
        open_nodes.remove(node)
        for n, w in graph[node].items():
            if distance[node] + w < distance.get(n, float("inf")):
                distance[n] = distance[node] + w
                previous[n] = node
                open_nodes.add(n)
    return distance, previous


def path(previous, end):
    return path(previous, previous[end]) + [end] if end in previous else [end]


def topological(tasks):
    done, doing = [], set()

    def visit(task):
        if task in done:
            return
        if task in doing:
            raise ValueError(f"cycle at {task}")
        doing.add(task)
        for needed in tasks.get(task, ()):
            visit(needed)
        doing.discard(task)
        done.append(task)

    for task in sorted(tasks):
        visit(task)
    return done


class UnionFind:
    def __init__(self): self.parent = {}
    def find(self, x):
        self.parent.setdefault(x, x)
        if self.parent[x] != x:
            self.parent[x] = self.find(self.parent[x])
        return self.parent[x]
    def union(self, a, b):
        a, b = self.find(a), self.find(b)
        self.parent[a] = b
        return a != b


print(bfs("a"), dfs("a"), bfs("g"), sep="\n")
distance, previous = dijkstra("a")
print(sorted(distance.items()), path(previous, "e"), path(previous, "a"))
print(topological({"shoes": ["socks", "trousers"], "trousers": ["pants"], "shirt": [],
    "tie": ["shirt"]}))
try:
    topological({"x": ["y"], "y": ["x"]})
except ValueError as error:
    print(error)
sets = UnionFind()
tree = [(u, v, w) for u, v, w in sorted(edges, key=lambda e: e[2]) if sets.union(u, v)]
print(tree, sum(w for *_, w in tree), len({sets.find(n) for n in graph}))
