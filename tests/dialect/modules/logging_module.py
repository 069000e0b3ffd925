# logging: levels, formats, handlers, children.
import io
import logging
import sys

sys.stderr = sys.stdout
logging.warning("first %s", "warning")
logging.info("not shown")
logging.getLogger("a.b").error("child %d", 5)
log = logging.getLogger("train")
log.setLevel(logging.DEBUG)
out = io.StringIO()
handler = logging.StreamHandler(out)
handler.setFormatter(logging.Formatter("%(levelname)-8s|%(name)s|%(message)s|%(lineno)d"))
log.addHandler(handler)
log.propagate = False
log.debug("x=%d", 5)
log.info("dict %(a)s", {"a": 1})
log.warning("no args %")
try:
    1 / 0
except ZeroDivisionError:
    log.exception("failed")
handler.setLevel("ERROR")
log.warning("dropped")
log.critical("kept")
log.log(35, "odd level")
print([line for line in out.getvalue().split("\n") if "File" not in line])
print(log, log.isEnabledFor(10), log.getEffectiveLevel(), logging.getLogger("train") is log, logging.getLogger("train.x").parent is log, logging.getLevelName(20), logging.getLevelName("INFO"), logging.getLevelName(35), logging.getLogger().name)
root = logging.getLogger()
for h in root.handlers[:]:
    root.removeHandler(h)
logging.basicConfig(format="[%(levelname)s] %(message)s", level=logging.INFO, stream=sys.stdout)
logging.info("info now")
logging.debug("no")
logging.getLogger("q").info("through root")
logging.basicConfig(level=logging.DEBUG, force=True, style="{", format="{levelname}:{message}")
logging.debug("braces")
log.addFilter(lambda record: "secret" not in record.getMessage())
handler.setLevel(0)
log.info("secret")
log.info("open")
print(out.getvalue()[-30:])
logging.disable(logging.WARNING)
logging.warning("disabled")
logging.error("enabled")
for wrong in (lambda: log.setLevel("NOPE"), lambda: log.setLevel(1.5), lambda: logging.getLogger(5), lambda: log.log("a", "b")):
    try:
        print(wrong())
    except Exception as error:
        print(type(error).__name__, error)
