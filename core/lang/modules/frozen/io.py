# io: texts in memory that are written and read as files are.
from _ranksh import refuse as _refuse


class UnsupportedOperation(OSError, ValueError):
    pass


class StringIO:
    """Text I/O implementation using an in-memory buffer."""

    __type_name__ = "_io.StringIO"
    encoding = errors = None

    def __init__(self, initial_value="", newline="\n"):
        if initial_value is None:
            initial_value = ""
        if not isinstance(initial_value, str):
            raise TypeError("initial_value must be str or None, not " + type(initial_value).__name__)
        if newline != "\n":
            _refuse("io.StringIO(newline=" + repr(newline) + ")")
        self._text = initial_value
        self._parts = []  # written behind the text's end
        self._at = 0
        self.closed = False

    def _check(self):
        if self.closed:
            raise ValueError("I/O operation on closed file")
        if self._parts:
            self._text += "".join(self._parts)
            self._parts = []

    def write(self, s, /):
        if self.closed:
            raise ValueError("I/O operation on closed file")
        if not isinstance(s, str):
            raise TypeError("string argument expected, got '" + type(s).__name__ + "'")
        if self._parts:
            self._parts.append(s)
            self._at += len(s)
            return len(s)
        end = len(self._text)
        if self._at == end:
            self._parts.append(s)
        else:
            if self._at > end:
                self._text += "\0" * (self._at - end)
            self._text = self._text[:self._at] + s + self._text[self._at + len(s):]
        self._at += len(s)
        return len(s)

    def writelines(self, lines, /):
        for line in lines:
            self.write(line)

    def getvalue(self):
        self._check()
        return self._text

    def read(self, size=-1, /):
        self._check()
        start = self._at
        end = len(self._text) if size is None or size < 0 else start + size
        part = self._text[start:end]
        self._at = start + len(part)
        return part

    def readline(self, size=-1, /):
        self._check()
        found = self._text.find("\n", self._at)
        end = len(self._text) if found < 0 else found + 1
        if size is not None and 0 <= size < end - self._at:
            end = self._at + size
        line = self._text[self._at:end]
        self._at += len(line)
        return line

    def readlines(self, hint=-1, /):
        lines = []
        total = 0
        for line in self:
            lines.append(line)
            total += len(line)
            if hint is not None and 0 < hint <= total:
                break
        return lines

    def __iter__(self):
        self._check()
        return self

    def __next__(self):
        line = self.readline()
        if not line:
            raise StopIteration
        return line

    def tell(self):
        self._check()
        return self._at

    def seek(self, pos, whence=0, /):
        self._check()
        if whence == 0:
            if pos < 0:
                raise ValueError("Negative seek position " + str(pos))
            self._at = pos
        elif pos != 0:
            raise OSError("Can't do nonzero cur-relative seeks")
        elif whence == 2:
            self._at = len(self._text)
        elif whence != 1:
            raise ValueError("Invalid whence (" + str(whence) + ", should be 0, 1 or 2)")
        return self._at

    def truncate(self, pos=None, /):
        self._check()
        if pos is None:
            pos = self._at
        if pos < 0:
            raise ValueError("Negative size value " + str(pos))
        self._text = self._text[:pos]
        return pos

    def flush(self):
        self._check()

    def close(self):
        self.closed = True
        self._text = ""
        self._parts = []

    def readable(self):
        self._check()
        return True

    writable = seekable = readable

    def isatty(self):
        self._check()
        return False

    def fileno(self):
        raise UnsupportedOperation("fileno")

    def __enter__(self):
        self._check()
        return self

    def __exit__(self, *details):
        self.close()


class BytesIO:
    """Buffered I/O implementation using an in-memory bytes buffer."""

    __type_name__ = "_io.BytesIO"

    def __init__(self, initial_bytes=b""):
        self._data = bytes(initial_bytes)
        self._at = 0
        self.closed = False

    def _check(self):
        if self.closed:
            raise ValueError("I/O operation on closed file.")

    def write(self, b, /):
        self._check()
        if not isinstance(b, bytes):
            raise TypeError("a bytes-like object is required, not '" + type(b).__name__ + "'")
        gap = b"\0" * (self._at - len(self._data))
        self._data = self._data[:self._at] + gap + b + self._data[self._at + len(b):]
        self._at += len(b)
        return len(b)

    def getvalue(self):
        self._check()
        return self._data

    def read(self, size=-1, /):
        self._check()
        end = len(self._data) if size is None or size < 0 else self._at + size
        part = self._data[self._at:end]
        self._at += len(part)
        return part

    def readline(self, size=-1, /):
        self._check()
        found = self._data.find(b"\n", self._at)
        end = len(self._data) if found < 0 else found + 1
        if size is not None and 0 <= size < end - self._at:
            end = self._at + size
        return self.read(end - self._at)

    def __iter__(self):
        self._check()
        return self

    def __next__(self):
        line = self.readline()
        if not line:
            raise StopIteration
        return line

    def tell(self):
        self._check()
        return self._at

    def seek(self, pos, whence=0, /):
        self._check()
        start = {0: 0, 1: self._at, 2: len(self._data)}[whence]
        if whence == 0 and pos < 0:
            raise ValueError("negative seek value " + str(pos))
        self._at = max(start + pos, 0)
        return self._at

    def flush(self):
        self._check()

    def close(self):
        self.closed = True

    def __enter__(self):
        self._check()
        return self

    def __exit__(self, *details):
        self.close()


SEEK_SET, SEEK_CUR, SEEK_END = 0, 1, 2
