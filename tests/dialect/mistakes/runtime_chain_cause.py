def parse(text):
    try:
        return int(text)
    except ValueError as error:
        raise RuntimeError("bad number in file") from error


parse("12")
parse("x12")
