# Tic-tac-toe by minimax, hangman and guessing with given moves, rock-paper-scissors statistics.
import random

LINES = [(0, 1, 2), (3, 4, 5), (6, 7, 8), (0, 3, 6), (1, 4, 7), (2, 5, 8), (0, 4, 8), (2, 4, 6)]
cache = {}


def winner(board):
    for a, b, c in LINES:
        if board[a] != " " and board[a] == board[b] == board[c]:
            return board[a]
    return None


def minimax(board, player):
    key = board, player
    if key not in cache:
        won = winner(board)
        if won or " " not in board:
            cache[key] = ({"X": 1, "O": -1, None: 0}[won], None)
        else:
            moves = [(minimax(board[:i] + player + board[i + 1 :], "XO"[player == "X"])[0], i)
                for i, c in enumerate(board) if c == " "]
            best = max if player == "X" else min
            score = best(moves, key=lambda m: m[0])[0]
            cache[key] = next(m for m in moves if m[0] == score)
    return cache[key]


def show(board): return "\n-+-+-\n".join("|".join(board[i : i + 3]) for i in (0, 3, 6))


board, player = "X" + " " * 3 + "O" + " " * 4, "X"
while not winner(board) and " " in board:
    score, move = minimax(board, player)
    board = board[:move] + player + board[move + 1 :]
    player = "O" if player == "X" else "X"
print(show(board), winner(board), len(cache), sep="\n")


def hangman(word, guesses, lives=5):
    seen = set()
    for g in guesses:
        if g in seen:
            print(f"{g} again", end="; ")
            continue
        seen.add(g)
        if g not in word:
            lives -= 1
        shown = "".join(c if c in seen else "_" for c in word)
        print(shown, lives, end="; ")
        if "_" not in shown:
            return "won"
        if not lives:
            return f"lost: {word}"
    return "left"


print(hangman("gradient", "eaitrdgn"), hangman("loss", "xyzqw"), hangman("rank", "rra"))


def guess(secret, low=1, high=100):
    tries = 0
    while low <= high:
        tries += 1
        middle = (low + high) // 2
        if middle == secret:
            return tries
        low, high = (middle + 1, high) if middle < secret else (low, middle - 1)


print([guess(s) for s in (1, 50, 75, 100)], max(guess(s) for s in range(1, 101)))
random.seed(8)
beats = {"rock": "scissors", "paper": "rock", "scissors": "paper"}
score = dict.fromkeys(("win", "draw", "loss"), 0)
for game in range(200):
    mine, theirs = random.choice(list(beats)), random.choice(sorted(beats))
    score["draw" if mine == theirs else "win" if beats[mine] == theirs else "loss"] += 1
print(score, sum(score.values()))
deck = [f"{r}{s}" for s in "CDHS" for r in list(range(2, 11)) + list("JQKA")]
random.shuffle(deck)
hands = [sorted(deck[i::4][:5]) for i in range(4)]
print(hands, len(set(deck)), deck[-3:])


def points(hand):
    total = sum({"A": 11, "K": 10, "Q": 10, "J": 10}.get(c[:-1]) or int(c[:-1]) for c in hand)
    aces = sum(c.startswith("A") for c in hand)
    while total > 21 and aces:
        total, aces = total - 10, aces - 1
    return total


print([points(h) for h in hands], points(["AS", "KH"]), points(["AS", "AH", "9C"]))
