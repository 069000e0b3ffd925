# heapq: a list whose item k is not above items 2k+1 and 2k+2.


def _rise(heap, start, position):
    """Moves the item at position up to where its parent is not above it."""
    item = heap[position]
    while position > start:
        parent = (position - 1) >> 1
        if not item < heap[parent]:
            break
        heap[position] = heap[parent]
        position = parent
    heap[position] = item


def _sink(heap, position):
    """Lets the item at position go down to a leaf, then rise to its place."""
    end = len(heap)
    start = position
    item = heap[position]
    child = 2 * position + 1
    while child < end:
        right = child + 1
        if right < end and not heap[child] < heap[right]:
            child = right
        heap[position] = heap[child]
        position = child
        child = 2 * position + 1
    heap[position] = item
    _rise(heap, start, position)


def _rise_max(heap, start, position):
    item = heap[position]
    while position > start:
        parent = (position - 1) >> 1
        if not heap[parent] < item:
            break
        heap[position] = heap[parent]
        position = parent
    heap[position] = item


def _sink_max(heap, position):
    end = len(heap)
    start = position
    item = heap[position]
    child = 2 * position + 1
    while child < end:
        right = child + 1
        if right < end and not heap[right] < heap[child]:
            child = right
        heap[position] = heap[child]
        position = child
        child = 2 * position + 1
    heap[position] = item
    _rise_max(heap, start, position)


def _must_be_list(name, heap):
    if not isinstance(heap, list):
        raise TypeError(name + "() argument 1 must be list, not " + type(heap).__name__
                        if name != "heapify" else
                        "heapify() argument must be list, not " + type(heap).__name__)


def heapify(heap, /):
    """Transform list into a heap, in-place, in O(len(heap)) time."""
    _must_be_list("heapify", heap)
    for position in range(len(heap) // 2 - 1, -1, -1):
        _sink(heap, position)


def heappush(heap, item, /):
    """Push item onto heap, maintaining the heap invariant."""
    _must_be_list("heappush", heap)
    heap.append(item)
    _rise(heap, 0, len(heap) - 1)


def heappop(heap, /):
    """Pop the smallest item off the heap, maintaining the heap invariant."""
    _must_be_list("heappop", heap)
    if not heap:
        raise IndexError("index out of range")
    last = heap.pop()
    if not heap:
        return last
    first = heap[0]
    heap[0] = last
    _sink(heap, 0)
    return first


def heapreplace(heap, item, /):
    """Pop and return the current smallest value, and add the new item."""
    _must_be_list("heapreplace", heap)
    if not heap:
        raise IndexError("index out of range")
    first = heap[0]
    heap[0] = item
    _sink(heap, 0)
    return first


def heappushpop(heap, item, /):
    """Push item on the heap, then pop and return the smallest item from the heap."""
    _must_be_list("heappushpop", heap)
    if heap and heap[0] < item:
        item, heap[0] = heap[0], item
        _sink(heap, 0)
    return item


def _heapify_max(heap):
    for position in range(len(heap) // 2 - 1, -1, -1):
        _sink_max(heap, position)


def nsmallest(n, iterable, key=None):
    """Find the n smallest elements in a dataset."""
    return sorted(iterable, key=key)[:max(n, 0)]


def nlargest(n, iterable, key=None):
    """Find the n largest elements in a dataset."""
    return sorted(iterable, key=key, reverse=True)[:max(n, 0)]


def merge(*iterables, key=None, reverse=False):
    """Merge multiple sorted inputs into a single sorted output."""
    heap = []
    turn = -1 if reverse else 1  # equal items come in the order of their inputs
    for number, iterable in enumerate(iterables):
        following = iter(iterable).__next__
        try:
            item = following()
        except StopIteration:
            continue
        heap.append([item if key is None else key(item), number * turn, item, following])
    if reverse:
        _heapify_max(heap)
        sink = _sink_max
    else:
        heapify(heap)
        sink = _sink
    while heap:
        entry = heap[0]
        yield entry[2]
        try:
            item = entry[3]()
        except StopIteration:
            last = heap.pop()
            if not heap:
                return
            if last is not entry:
                heap[0] = last
        else:
            entry[0] = item if key is None else key(item)
            entry[2] = item
        sink(heap, 0)


__all__ = ["heappush", "heappop", "heapify", "heapreplace", "merge",
           "nlargest", "nsmallest", "heappushpop"]
