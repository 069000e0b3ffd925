# What each operator says about a zero on the right.
def attempt(label, function):
    try:
        print(label, function())
    except ZeroDivisionError as error:
        print(label, type(error).__name__, error)


attempt("int /", lambda: 1 / 0)
attempt("int //", lambda: 1 // 0)
attempt("int %", lambda: 1 % 0)
attempt("int divmod", lambda: divmod(1, 0))
attempt("big /", lambda: 10**30 / 0)
attempt("big //", lambda: 10**30 // 0)
attempt("big %", lambda: 10**30 % 0)
attempt("bool /", lambda: True / False)
attempt("bool %", lambda: True % False)
attempt("float /", lambda: 1.0 / 0)
attempt("float //", lambda: 1.0 // 0)
attempt("float %", lambda: 1.0 % 0)
attempt("float divmod", lambda: divmod(1.0, 0))
attempt("mixed /", lambda: 1 / 0.0)
attempt("mixed //", lambda: 1 // 0.0)
attempt("mixed %", lambda: 1 % 0.0)
attempt("zero to minus one", lambda: 0 ** -1)
attempt("float zero to minus one", lambda: 0.0 ** -1)
attempt("pow", lambda: pow(0, -2))
attempt("pow three", lambda: 1 if False else pow(5, 3, 7))
