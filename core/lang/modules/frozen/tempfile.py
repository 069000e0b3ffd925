# The folder for files that need not last; see the files folder in files.h.
tempdir = None


def gettempdir():
    return "/tmp"
