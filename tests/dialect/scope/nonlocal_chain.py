# nonlocal through several levels, in loops, generators and classes' methods.
def level1():
    a = b = c = 0

    def level2():
        nonlocal a, b
        a += 1
        b = 10

        def level3():
            nonlocal a, c
            b = "shadow"
            a += 1
            c += 100
            return a, b, c
        return level3
    run = level2()
    return run(), run(), (a, b, c)


print(level1())


def generator_state():
    total = 0

    def feed(values):
        nonlocal total
        for v in values:
            total += v
            yield total
    first = list(feed([1, 2]))
    second = list(feed([3]))
    return first, second, total


print(generator_state())


def make_account(balance):
    def deposit(amount):
        nonlocal balance
        balance += amount
        return balance

    def withdraw(amount):
        nonlocal balance
        if amount > balance:
            return "Insufficient funds"
        balance -= amount
        return balance
    return {"deposit": deposit, "withdraw": withdraw, "balance": lambda: balance}


acc, other = make_account(100), make_account(5)
print(acc["deposit"](50), acc["withdraw"](500), acc["withdraw"](30), acc["balance"](),
    other["balance"]())


def shared():
    x = []
    def a(): x.append(1)
    def b():
        nonlocal x
        x = x + [2]
    def c(): return x
    a(), b(), a()
    return c(), x


print(shared())


def loop_cells():
    out = []
    for i in range(3):
        j = i * 10
        def f(k=i): return i, j, k
        out.append(f)
    i = "end"
    return [f() for f in out]


print(loop_cells())


def conditional(flag):
    if flag:
        v = 1
    def get(): return v
    try:
        return get()
    except NameError as error:
        return str(error)


print(conditional(True), conditional(False))


def recursion(n):
    calls = 0
    def go(k):
        nonlocal calls
        calls += 1
        return k if k < 2 else go(k - 1) + go(k - 2)
    return go(n), calls


print(recursion(12))
