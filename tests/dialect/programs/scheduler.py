# Processes as generators: round robin, messages between them, deadlock found, priorities.
from collections import deque


class Scheduler:
    def __init__(self):
        self.ready, self.waiting, self.boxes, self.log, self.clock = deque(), {}, {}, [], 0

    def spawn(self, name, process):
        self.boxes[name] = deque()
        self.ready.append((name, process, None))
        return self

    def run(self):
        while self.ready:
            name, process, value = self.ready.popleft()
            self.clock += 1
            try:
                request = process.send(value)
            except StopIteration as stop:
                self.log.append(f"{name} ends with {stop.value}")
                continue
            except Exception as error:
                self.log.append(f"{name} dies: {type(error).__name__}: {error}")
                continue
            kind, *args = request
            if kind == "send":
                target, message = args
                self.boxes[target].append((name, message))
                self.ready.append((name, process, None))
            elif kind == "receive":
                self.waiting[name] = process
            elif kind == "print":
                self.log.append(f"{self.clock:02d} {name}: {args[0]}")
                self.ready.append((name, process, None))
            else:
                process.close()
                self.log.append(f"{name}: bad request {kind!r}")
            for waiter in list(self.waiting):
                if self.boxes[waiter]:
                    self.ready.append((waiter, self.waiting.pop(waiter),
                        self.boxes[waiter].popleft()))
        if self.waiting:
            self.log.append(f"deadlock: {', '.join(sorted(self.waiting))} wait")
        return self.log


def ping(n):
    for i in range(n):
        yield "send", "pong", i
        who, answer = yield ("receive",)
        yield "print", f"{answer} from {who}"
    yield "send", "pong", None
    return f"{n} rounds"


def pong():
    while True:
        who, message = yield ("receive",)
        if message is None:
            return "told to stop"
        yield "send", who, message * 10


def broken():
    yield "print", "about to fail"
    yield "print", 1 / 0


def rank(me, world):
    total = me
    for step in range(world - 1):
        yield "send", f"r{(me + 1) % world}", total if step == 0 else got
        _, got = yield ("receive",)
        total += got
    yield "print", f"sum {total}"


def lonely():
    try:
        yield ("receive",)
    finally:
        pass


print(*Scheduler().spawn("ping", ping(2)).spawn("pong", pong()).spawn("broken", broken()).run(),
    sep="\n")
s = Scheduler()
for r in range(3):
    s.spawn(f"r{r}", rank(r, 3))
print(*s.spawn("odd", iter_odd() if False else (x for x in [("what",)])).spawn("lonely",
    lonely()).run(), sep="\n")
