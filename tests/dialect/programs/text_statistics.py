# Reading numbers and words out of text, counting, histograms, wrapping, justified columns, caesar.
TEXT = """Data parallel training copies the model to every worker.
Each worker sees a different part of the batch; then the gradients
are averaged, so that all copies stay the same.  Losses: 2.30, 1.75, 0.9 and -0.05.
Ranks 0-3 took 12.5s, 13s, 11.25s, 40s."""
words = "".join(c.lower() if c.isalpha() else " " for c in TEXT).split()
count = {}
for w in words:
    count[w] = count.get(w, 0) + 1
top = sorted(count.items(), key=lambda kv: (-kv[1], kv[0]))[:6]
for w, n in top:
    print(f"{w:>10} {'█' * n} {n}")
print(len(TEXT), len(words), len(count), len(TEXT.splitlines()), max(words, key=len),
    sum(map(len, words)) / len(words), TEXT.count("the"), TEXT.index("worker"), TEXT.find("GPU"))


def numbers(text):
    current = ""
    for c in text + " ":
        if c.isdigit() or c == "." or c == "-" and not current:
            current += c
        else:
            if any(d.isdigit() for d in current):
                yield float(current.rstrip("."))
            current = ""


print(list(numbers(TEXT)), sum(numbers(TEXT)))


def wrap(text, width):
    line, lines = [], []
    for word in text.split():
        if sum(map(len, line)) + len(line) + len(word) > width:
            lines.append(line)
            line = []
        line.append(word)
    return lines + [line]


def justify(words, width):
    if len(words) == 1:
        return words[0]
    spaces, extra = divmod(width - sum(map(len, words)), len(words) - 1)
    return "".join(w + " " * (spaces + (i < extra)) for i, w in enumerate(words[:-1])) + words[-1]


lines = wrap(TEXT, 30)
for line in lines[:-1]:
    print("|" + justify(line, 30) + "|")
print("|" + " ".join(lines[-1]).ljust(30) + "|")
letters = [sum(c == l for c in TEXT.lower()) for l in "abcdefghijklmnopqrstuvwxyz"]
print(letters, letters.index(max(letters)), [chr(97 + i) for i, n in enumerate(letters) if not n])
for sentence in TEXT.replace("\n", " ").split(". "):
    print(repr(sentence.strip()[:25]), len(sentence.split()), sentence.istitle(),
        sentence[0].isupper())
pairs = {}
for a, b in zip(words, words[1:]):
    pairs.setdefault(a, set()).add(b)
print({a: sorted(bs) for a, bs in sorted(pairs.items()) if len(bs) > 1})
table = str.maketrans("aeiou", "01234", ".,;")
print(TEXT.splitlines()[0].translate(table), " ".join(w[::-1] for w in TEXT.split()[:5]),
    TEXT.split(";")[1].strip().split()[0], TEXT.title()[:30], "-".join(TEXT[:13].upper().split()),
    sep="\n")
