# A matrix class: operators, determinant, inverse by elimination, powers, printing.
class Matrix:
    def __init__(self, rows):
        self.rows = [list(row) for row in rows]
        if len({len(row) for row in self.rows}) != 1:
            raise ValueError("rows differ in length")

    @classmethod
    def identity(cls, n):
        return cls([[int(i == j) for j in range(n)] for i in range(n)])

    @property
    def shape(self):
        return len(self.rows), len(self.rows[0])

    @property
    def T(self):
        return Matrix(zip(*self.rows))

    def __getitem__(self, key):
        i, j = key
        return self.rows[i][j]

    def __setitem__(self, key, value):
        self.rows[key[0]][key[1]] = value

    def __add__(self, other):
        if self.shape != other.shape:
            raise ValueError(f"shapes {self.shape} and {other.shape} differ")
        return Matrix([[a + b for a, b in zip(r, s)] for r, s in zip(self.rows, other.rows)])

    def __neg__(self):
        return self * -1

    def __sub__(self, other):
        return self + -other

    def __mul__(self, scalar):
        return Matrix([[scalar * a for a in row] for row in self.rows])

    __rmul__ = __mul__

    def __matmul__(self, other):
        if self.shape[1] != other.shape[0]:
            raise ValueError(f"cannot multiply {self.shape} by {other.shape}")
        columns = list(zip(*other.rows))
        return Matrix([[sum(a * b for a, b in zip(r, c)) for c in columns] for r in self.rows])

    def __pow__(self, n):
        result, base = Matrix.identity(self.shape[0]), self
        while n:
            if n & 1:
                result = result @ base
            base, n = base @ base, n >> 1
        return result

    def __eq__(self, other):
        return isinstance(other, Matrix) and self.rows == other.rows

    def det(self):
        if self.shape == (1, 1):
            return self[0, 0]
        total = 0
        for j in range(self.shape[1]):
            minor = Matrix([row[:j] + row[j + 1 :] for row in self.rows[1:]])
            total += (-1) ** j * self[0, j] * minor.det()
        return total

    def inverse(self):
        n = self.shape[0]
        work = [list(map(float, row)) + [float(i == j) for j in range(n)] for i,
            row in enumerate(self.rows)]
        for c in range(n):
            pivot = max(range(c, n), key=lambda r: abs(work[r][c]))
            if work[pivot][c] == 0:
                raise ZeroDivisionError("matrix is singular")
            work[c], work[pivot] = work[pivot], work[c]
            work[c] = [v / work[c][c] for v in work[c]]
            for r in range(n):
                if r != c:
                    factor = work[r][c]
                    work[r] = [a - factor * b for a, b in zip(work[r], work[c])]
        return Matrix([row[n:] for row in work])

    def __repr__(self):
        return f"Matrix({self.rows})"

    def __str__(self):
        width = max(len(f"{v:g}") for row in self.rows for v in row)
        return "\n".join("[" + " ".join(f"{v:>{width}g}" for v in row) + "]" for row in self.rows)


a = Matrix([[1, 2], [3, 4]])
b = Matrix([[0, 1], [1, 0]])
print(a + b, a - b, 2 * a, a @ b, a.T, a**5, sep="\n--\n")
print(repr(a), a.det(), a.inverse(), (a @ a.inverse()).rows, a == Matrix([[1, 2], [3, 4]]), a != b,
    (Matrix([[1, 1], [1, 0]]) ** 90)[0, 1])
c = Matrix([[2, -1, 0], [-1, 2, -1], [0, -1, 2]])
print(c.det(), c.inverse(), c.shape, Matrix([range(3)]).T.shape, sep="\n")
for function in (lambda: a + c, lambda: a @ c, lambda: Matrix([[1], [1, 2]]),
        lambda: Matrix([[1, 2], [2, 4]]).inverse(), lambda: a[5, 5], lambda: a[0]):
    try:
        print(function())
    except Exception as error:
        print(type(error).__name__, error)
