# What a program asks about the language and itself.


class _Fields(tuple):
    """A tuple whose items have names too."""

    def __repr__(self):
        inside = ", ".join(f"{name}={value!r}" for name, value in zip(self._names, self))
        return f"sys.{type(self).__name__}({inside})"


def _fields(name, **values):
    attributes = {"_names": tuple(values)}
    for index, key in enumerate(values):
        attributes[key] = property(lambda self, index=index: self[index])
    return type(name, (_Fields,), attributes)(values.values())


version_info = _fields("version_info", major=3, minor=11, micro=2, releaselevel="final", serial=0)
version = "3.11.2 (ranksh)"
float_info = _fields(
    "float_info", max=1.7976931348623157e308, max_exp=1024, max_10_exp=308,
    min=2.2250738585072014e-308, min_exp=-1021, min_10_exp=-307, dig=15, mant_dig=53,
    epsilon=2.220446049250313e-16, radix=2, rounds=1)
hash_info = _fields(
    "hash_info", width=64, modulus=2305843009213693951, inf=314159, nan=0, imag=1000003,
    algorithm="siphash13", hash_bits=64, seed_bits=128, cutoff=0)
flags = _fields(
    "flags", debug=0, inspect=0, interactive=0, optimize=0, dont_write_bytecode=0, no_user_site=0,
    no_site=0, ignore_environment=0, verbose=0, bytes_warning=0, quiet=0, hash_randomization=1,
    isolated=0, dev_mode=False, utf8_mode=0, warn_default_encoding=0, safe_path=False,
    int_max_str_digits=-1)
int_info = _fields("int_info", bits_per_digit=30, sizeof_digit=4, default_max_str_digits=4300,
                   str_digits_check_threshold=640)


class _Stream:
    encoding = "utf-8"
    errors = "strict"
    closed = False

    def __init__(self, number, name):
        self._number = number
        self.name = name

    def write(self, text):
        if not isinstance(text, str):
            raise TypeError(f"write() argument must be str, not {type(text).__name__}")
        return _write(self._number, text)

    def writelines(self, lines):
        for line in lines:
            self.write(line)

    def flush(self):
        pass

    def isatty(self):
        return False

    def writable(self):
        return True

    def readable(self):
        return False

    def fileno(self):
        return self._number

    def __repr__(self):
        return f"<_io.TextIOWrapper name={self.name!r} mode='w' encoding='utf-8'>"


argv = _arguments()
stdout = __stdout__ = _Stream(1, "<stdout>")
stderr = __stderr__ = _Stream(2, "<stderr>")
_remember_stdout(stdout)
path = []


def exit(status=None, /):
    raise SystemExit if status is None else SystemExit(status)


def getrecursionlimit():
    return 1000


def getdefaultencoding():
    return "utf-8"
