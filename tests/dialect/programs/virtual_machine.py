# A stack machine with functions, and an interpreter for a tape language.
class Machine:
    def __init__(self, program):
        self.code, self.labels = [], {}
        for line in program.strip().splitlines():
            line = line.split(";")[0].strip()
            if line.endswith(":"):
                self.labels[line[:-1]] = len(self.code)
            elif line:
                name, *args = line.split()
                self.code.append((name, [int(a) if a.lstrip("-").isdigit() else a for a in args]))
        self.stack, self.calls, self.vars, self.out = [], [], {}, []

    def run(self, limit=5000):
        at = steps = 0
        while at < len(self.code):
            steps += 1
            if steps > limit:
                raise RuntimeError(f"no end after {limit} steps")
            name, args = self.code[at]
            at += 1
            match_on = getattr(self, "op_" + name, None)
            if match_on is None:
                raise NameError(f"unknown instruction {name!r} at {at - 1}")
            jump = match_on(*args)
            if jump == "return":
                at = self.calls.pop()
            elif jump is not None:
                if name == "call":
                    self.calls.append(at)
                at = self.labels[jump]
        return self.out, steps

    def op_push(self, v): self.stack.append(v)
    def op_load(self, n): self.stack.append(self.vars[n])
    def op_store(self, n): self.vars[n] = self.stack.pop()
    def op_add(self): self.stack.append(self.stack.pop() + self.stack.pop())
    def op_mul(self): self.stack.append(self.stack.pop() * self.stack.pop())
    def op_sub(self):
        b, a = self.stack.pop(), self.stack.pop()
        self.stack.append(a - b)
    def op_dup(self): self.stack.append(self.stack[-1])
    def op_print(self): self.out.append(self.stack.pop())
    def op_jump(self, l): return l
    def op_jzero(self, l): return l if self.stack.pop() == 0 else None
    def op_call(self, l): return l
    def op_ret(self): return "return"


FACTORIAL = """
    push 20
    store n
    push 1
    store acc
loop:            ; while n
    load n
    jzero done
    load acc
    load n
    mul
    store acc
    load n
    push 1
    sub
    store n
    jump loop
done:
    load acc
    print
    call twice
    jump end
twice:
    load acc
    dup
    add
    print
    ret
end:
"""
print(Machine(FACTORIAL).run())
for bad in ("jump nowhere", "pop", "add", "x:\njump x", "push 1 2", "load q"):
    try:
        Machine(bad).run(100)
    except Exception as error:
        print(type(error).__name__, error)


def tape(source, data=""):
    jumps, stack = {}, []
    for i, c in enumerate(source):
        if c == "[":
            stack.append(i)
        elif c == "]":
            j = stack.pop()
            jumps[i], jumps[j] = j, i
    cells, at, pc, out, data = {}, 0, 0, [], iter(data)
    while pc < len(source):
        c = source[pc]
        if c in "<>":
            at += 1 if c == ">" else -1
        elif c in "+-":
            cells[at] = (cells.get(at, 0) + (1 if c == "+" else -1)) % 256
        elif c == ".":
            out.append(chr(cells.get(at, 0)))
        elif c == ",":
            cells[at] = ord(next(data, "\0"))
        elif c == "[" and not cells.get(at) or c == "]" and cells.get(at):
            pc = jumps[pc]
        pc += 1
    return "".join(out)


print(tape("++++++++[>+++++++++<-]>.<+++++[>++++++<-]>-.+++++++..+++."), tape(",[.,]", "echo"),
    tape(",>,<[->+<]>.", "!\x20"))
