# Paths as text, and what lies in the files folder.
from os import _size, fspath

sep = "/"
curdir, pardir, extsep, pathsep, altsep = ".", "..", ".", ":", None


def join(a, *p):
    path = fspath(a)
    for part in map(fspath, p):
        if part.startswith("/"):
            path = part
        elif not path or path.endswith("/"):
            path += part
        else:
            path += "/" + part
    return path


def split(p):
    p = fspath(p)
    at = p.rfind("/") + 1
    head, tail = p[:at], p[at:]
    if head.strip("/"):
        head = head.rstrip("/")
    return head, tail


def basename(p):
    return split(p)[1]


def dirname(p):
    return split(p)[0]


def splitext(p):
    p = fspath(p)
    name = p.rfind("/") + 1
    dot = p.rfind(".")
    if dot <= name or not p[name:dot].strip("."):
        return p, ""
    return p[:dot], p[dot:]


def isabs(s):
    return fspath(s).startswith("/")


def normpath(path):
    path = fspath(path)
    if not path:
        return "."
    slashes = 1 if path.startswith("/") else 0
    if path.startswith("//") and not path.startswith("///"):
        slashes = 2
    parts = []
    for part in path.split("/"):
        if part in ("", "."):
            continue
        if part != ".." or (not slashes and not parts) or (parts and parts[-1] == ".."):
            parts.append(part)
        elif parts:
            parts.pop()
    return "/" * slashes + "/".join(parts) or "."


def exists(path):
    return _size(fspath(path)) is not None


def isfile(path):
    size = _size(fspath(path))
    return size is not None and size >= 0


def isdir(s):
    return _size(fspath(s)) == -1


def getsize(filename):
    size = _size(fspath(filename))
    if size is None:
        raise FileNotFoundError(2, "No such file or directory", filename)
    return max(size, 4096 if size < 0 else size)
