# argparse: values, help, usage, mistakes.
import argparse
import sys


def attempt(parser, *args):
    try:
        print(args, parser.parse_args(list(args)))
    except SystemExit as stop:
        print(args, "exit", stop.code)


sys.stderr = sys.stdout
parser = argparse.ArgumentParser(prog="train.py", description="Trains a small network on images of digits, with as many ranks as there are.", epilog="That is all.")
parser.add_argument("data", help="where the data is")
parser.add_argument("extra", nargs="*", help="more files")
parser.add_argument("--lr", type=float, default=0.1, help="learning rate (default: %(default)s)")
parser.add_argument("-e", "--epochs", type=int, default=5, metavar="N", help="how many times the data is gone through, which is a long text that needs more than one line")
parser.add_argument("--batch-size", type=int, default=32)
parser.add_argument("--backend", choices=["gloo", "nccl"], default="gloo", help="backend")
parser.add_argument("-v", "--verbose", action="count", default=0)
parser.add_argument("--quiet", action="store_true", help="say nothing")
parser.add_argument("--no-cache", dest="cache", action="store_false")
parser.add_argument("--layer", action="append", type=int)
parser.add_argument("--size", nargs=2, type=int, metavar=("W", "H"))
parser.add_argument("--names", nargs="+")
parser.add_argument("--log", nargs="?", const="log.txt", default=None)
parser.add_argument("--local_rank", type=int, default="3", help=argparse.SUPPRESS)
parser.add_argument("--amp", action=argparse.BooleanOptionalAction, default=False, help="mixed precision")
parser.add_argument("--version", action="version", version="%(prog)s 1.0")
parser.print_help()
parser.print_usage()
for args in (["d"], ["d", "e", "f"], ["--lr", "0.5", "d"], ["--lr=1e-3", "d"], ["d", "-e", "7", "-vv"], ["d", "-e7"], ["d", "-v", "-v", "--quiet"], ["d", "--backend", "nccl"],
        ["d", "--layer", "1", "--layer", "2"], ["d", "--size", "1", "2"], ["--names", "a", "b", "--", "d"], ["d", "--log"], ["d", "--log", "x"], ["d", "--ep", "3"], ["d", "--no-cache", "--amp"], ["d", "--no-amp"],
        [], ["d", "--lr", "x"], ["d", "--backend", "mpi"], ["d", "--what"], ["d", "--lr"], ["d", "--size", "1"], ["d", "--names"], ["d", "--l", "5"], ["d", "-e", "1.5"], ["d", "--quiet=1"], ["--version"], ["-h"], ["d", "-x", "y"],
        ["-1"], ["d", "--lr", "-0.5"], ["d", "--batch-size", "-3"], ["--", "-d", "--lr"], ["d", "-vq"]):
    attempt(parser, *args)
print(parser.parse_known_args(["d", "--unknown", "5", "-z"]))
small = argparse.ArgumentParser(prog="small", add_help=False, formatter_class=argparse.ArgumentDefaultsHelpFormatter)
group = small.add_argument_group("numbers", "What is counted.")
group.add_argument("--a", type=int, default=1, help="first")
either = small.add_mutually_exclusive_group()
either.add_argument("--fast", action="store_true", help="quick")
either.add_argument("--slow", action="store_true")
one = small.add_mutually_exclusive_group(required=True)
one.add_argument("-x", action="store_const", const=5)
one.add_argument("-y", type=int)
small.set_defaults(a=7, other="o")
print(small.format_help())
for args in (["-x"], ["-y", "2", "--fast"], ["--fast", "--slow", "-x"], [], ["-x", "-y", "1"], ["-y2"], ["-x", "--a", "9"]):
    attempt(small, *args)
spaces = argparse.Namespace(a=1, b="x")
print(spaces, "a" in spaces, spaces == argparse.Namespace(a=1, b="x"), vars(spaces), small.get_default("a"))
two = argparse.ArgumentParser(prog="two")
two.add_argument("src", nargs="+")
two.add_argument("dst")
two.add_argument("mode", nargs="?", default="m")
attempt(two, "a", "b", "c")
attempt(two, "a", "b")
attempt(two, "a")


def positive(text):
    value = int(text)
    if value <= 0:
        raise argparse.ArgumentTypeError(f"{value} is not positive")
    return value


class Upper(argparse.Action):
    def __call__(self, parser, namespace, values, option_string=None):
        setattr(namespace, self.dest, values.upper() + option_string)


three = argparse.ArgumentParser("three", usage="%(prog)s [options]")
three.add_argument("-n", type=positive, required=True)
three.add_argument("--up", action=Upper)
for args in (["-n", "3", "--up", "a"], ["-n", "-3"], ["-n", "0"], [], ["-n", "z"]):
    attempt(three, *args)
for wrong in (lambda: three.add_argument("-n"), lambda: three.add_argument("a", required=True), lambda: three.add_argument("--q", action="nope"), lambda: three.add_argument("--w", nargs=0), lambda: three.add_argument("--z", type="int")):
    try:
        print(wrong())
    except Exception as error:
        print(type(error).__name__, error)
