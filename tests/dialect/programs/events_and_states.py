# State machines, observers, dispatch tables, command pattern with undo.
class Light:
    table = {("red", "go"): "green", ("green", "slow"): "yellow", ("yellow", "stop"): "red"}

    def __init__(self):
        self.state, self.listeners = "red", []

    def on_change(self, function):
        self.listeners.append(function)
        return function

    def fire(self, event):
        try:
            old, self.state = self.state, self.table[self.state, event]
        except KeyError as error:
            raise RuntimeError(f"no {event!r} in state {self.state!r}") from error
        for listener in self.listeners:
            listener(old, self.state)


light = Light()
log = []


@light.on_change
def remember(old, new):
    log.append(f"{old}->{new}")


light.on_change(lambda *states: log.append(len(states)))
for event in ("go", "slow", "stop", "slow"):
    try:
        light.fire(event)
    except RuntimeError as error:
        print(error, "|", repr(error.__cause__))
print(log, light.state)


class Editor:
    def __init__(self): self.text, self.done, self.undone = "", [], []

    def do(self, command, *args):
        undo = getattr(self, command)(*args)
        self.done.append((command, args, undo))
        self.undone.clear()
        return self

    def insert(self, at, text):
        self.text = self.text[:at] + text + self.text[at:]
        return lambda: self.delete(at, len(text))

    def delete(self, at, n):
        gone = self.text[at : at + n]
        self.text = self.text[:at] + self.text[at + n :]
        return lambda: self.insert(at, gone)

    def undo(self):
        if not self.done:
            return False
        command, args, undo = self.done.pop()
        undo()
        self.undone.append((command, args))
        return True

    def redo(self):
        command, args = self.undone.pop()
        kept = self.undone[:]
        self.do(command, *args)
        self.undone = kept


e = Editor()
e.do("insert", 0, "hello").do("insert", 5, " world").do("delete", 0, 1)
print(e.text)
while e.undo():
    print(repr(e.text), len(e.undone))
e.redo()
e.redo()
print(e.text, len(e.done), len(e.undone))
try:
    e.do("explode")
except AttributeError as error:
    print(error)
dispatch = {"add": lambda a, b: a + b, "neg": lambda a: -a, "all": lambda *a: a,
    "kw": lambda **k: sorted(k)}
for name, args, kwargs in (("add", (1, 2), {}), ("neg", (1, 2), {}), ("all", (), {}),
        ("kw", (), {"b": 1, "a": 2}), ("none", (), {})):
    try:
        print(name, dispatch[name](*args, **kwargs))
    except (KeyError, TypeError) as error:
        print(name, type(error).__name__, error)
