# os and sys: environment with writes, argv, version, sizes.
import os
import sys

os.environ["RANKSH_TEST"] = "value"
print(os.environ["RANKSH_TEST"], os.getenv("RANKSH_TEST"), os.environ.get("RANKSH_NONE"),
    os.getenv("RANKSH_NONE", "default"), "RANKSH_TEST" in os.environ, "RANKSH_NONE" in os.environ,
    os.environ.setdefault("RANKSH_TEST", "x"), os.environ.pop("RANKSH_TEST"),
    os.getenv("RANKSH_TEST"))
os.environ.update({"RANKSH_A": "1"})
del os.environ["RANKSH_A"]
for function in (lambda: os.environ["RANKSH_A"], lambda: os.environ.__setitem__("A", 5),
        lambda: os.environ.pop("RANKSH_A"), lambda: os.getenv(),
        lambda: os.environ.__delitem__("RANKSH_A"), lambda: os.environ[5], lambda: os.nothing_here,
        lambda: int(os.environ.get("RANKSH_A", 3)), lambda: sys.nothing_here):
    try:
        print(function())
    except Exception as error:
        print(type(error).__name__, error)
print(type(os.getpid()).__name__, os.getpid() > 0, os.getpid() == os.getpid(), os.cpu_count() >= 1,
    len(sys.argv), sys.argv[0].endswith("os_sys.py"), sys.version_info[:2],
    sys.version_info >= (3, 8), sys.version_info.major, sys.maxsize, sys.getrecursionlimit(),
    sys.byteorder, type(sys.version).__name__, sys.version.startswith("3.11"))
sys.stdout.write("direct\n")
sys.stdout.flush()
print("to stderr", file=sys.stderr)
rank, world = int(os.environ.get("RANKSH_RANK", "0")), int(os.environ.get("RANKSH_WORLD", 1))
print(f"rank {rank} of {world}", sys.float_info.max, sys.float_info.epsilon, sys.maxsize + 1)
