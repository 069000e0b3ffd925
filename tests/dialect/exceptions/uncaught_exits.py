# The script ends with a traceback: stdout before it, exit code 1, the last line.
class AppError(Exception):
    pass


def level(n):
    if n == 0:
        raise AppError("bottom", n)
    level(n - 1)


print("before")
try:
    level(2)
finally:
    print("finally")
print("never")
