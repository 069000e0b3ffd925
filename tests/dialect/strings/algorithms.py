# Text work as teaching code does it: palindromes, anagrams, counts, ciphers, run lengths.
def is_palindrome(text):
    letters = [c.lower() for c in text if c.isalnum()]
    return letters == letters[::-1]


def run_lengths(text):
    result, i = [], 0
    while i < len(text):
        j = i
        while j < len(text) and text[j] == text[i]:
            j += 1
        result.append(f"{text[i]}{j - i}")
        i = j
    return "".join(result)


def expand(text):
    out = number = ""
    letter = ""
    for c in text:
        if c.isdigit():
            number += c
        else:
            out += letter * int(number or 0)
            letter, number = c, ""
    return out + letter * int(number or 0)


def vigenere(text, key, sign=1):
    out = []
    for i, c in enumerate(text):
        shift = ord(key[i % len(key)]) - ord("a")
        out.append(chr((ord(c) - ord("a") + sign * shift) % 26 + ord("a")))
    return "".join(out)


def distance(a, b):
    row = list(range(len(b) + 1))
    for i, x in enumerate(a, 1):
        previous, row[0] = row[0], i
        for j, y in enumerate(b, 1):
            previous, row[j] = row[j], min(row[j] + 1, row[j - 1] + 1, previous + (x != y))
    return row[-1]


print(is_palindrome("A man, a plan, a canal: Panama!"), is_palindrome("Hello"))
print(run_lengths("aaabccddddd"), expand(run_lengths("aaabccddddd")), repr(run_lengths("")))
secret = vigenere("attackatdawn", "lemon")
print(secret, vigenere(secret, "lemon", -1))
print(distance("kitten", "sitting"), distance("", "abc"), distance("flaw", "lawn"))
text = "the rain in spain stays mainly in the plain"
counts = {}
for word in text.split():
    counts[word] = counts.get(word, 0) + 1
for word, count in sorted(counts.items(), key=lambda pair: (-pair[1], pair[0])):
    print(f"{word:<8}|{'#' * count:>3}| {count}")
groups = {}
for word in "listen silent enlist google elgoog abc cab".split():
    groups.setdefault("".join(sorted(word)), []).append(word)
print(groups)
print(" ".join(w.capitalize() if len(w) > 2 else w for w in text.split()))
print("".join(c for c in text if c not in "aeiou"), sum(c in "aeiou" for c in text))
print(" ".join(reversed(text.split())), " ".join(w[::-1] for w in text.split()))
