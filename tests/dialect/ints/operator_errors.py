# int with a partner it cannot work with: class and message.
partners = ["a", None, [1], (1,), {1: 2}, {1}, len, int, object, b"x", range(3)]


def names(x):
    return type(x).__name__


operations = [
    ("+", lambda a, b: a + b), ("-", lambda a, b: a - b), ("/", lambda a, b: a / b),
        ("//", lambda a, b: a // b),
    ("**", lambda a, b: a ** b), ("&", lambda a, b: a & b), ("|", lambda a, b: a | b),
        ("^", lambda a, b: a ^ b),
    ("<<", lambda a, b: a << b), (">>", lambda a, b: a >> b), ("<", lambda a, b: a < b),
        (">=", lambda a, b: a >= b),
    ("%", lambda a, b: a % b), ("divmod", lambda a, b: divmod(a, b)), ("@", lambda a, b: a @ b),
]
for label, operation in operations:
    for partner in partners:
        for a, b in ((5, partner), (partner, 5)):
            if label == "%" and a in ("a", b"x") or label == "|" and int in (a,
                    b) or label == "|" and object in (a, b):
                continue
            try:
                print(label, names(a), names(b), operation(a, b))
            except TypeError as error:
                print(label, names(a), names(b), error)
for operation in (lambda x: -x, lambda x: +x, lambda x: ~x, lambda x: abs(x)):
    for partner in partners + [1.5]:
        try:
            print(operation(partner))
        except TypeError as error:
            print(error)
