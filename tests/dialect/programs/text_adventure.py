# A text adventure whose player's lines are given.
ROOMS = {
    "hall": {"text": "A dusty hall.", "exits": {"north": "library", "east": "kitchen"},
        "items": ["lamp"]},
    "library": {"text": "Books everywhere.", "exits": {"south": "hall"}, "items": ["book", "key"]},
    "kitchen": {"text": "It smells of soup.", "exits": {"west": "hall", "down": "cellar"},
        "items": []},
    "cellar": {"text": "Dark and cold.", "exits": {"up": "kitchen"}, "items": ["gold"],
        "locked": "key", "dark": True},
}


class Game:
    def __init__(self, rooms, start):
        self.rooms = {name: dict(room, items=list(room["items"])) for name, room in rooms.items()}
        self.at, self.bag, self.over, self.turns = start, [], False, 0

    @property
    def room(self):
        return self.rooms[self.at]

    def do(self, line):
        self.turns += 1
        verb, _, noun = line.strip().lower().partition(" ")
        action = getattr(self, "do_" + verb, None)
        return action(noun.strip()) if action else f"I don't know how to {verb!r}."

    def do_look(self, _=""):
        if self.room.get("dark") and "lamp" not in self.bag:
            return "Too dark to see."
        parts = [self.room["text"]]
        if self.room["items"]:
            parts.append("You see: " + ", ".join(sorted(self.room["items"])) + ".")
        parts.append("Exits: " + "/".join(self.room["exits"]))
        return " ".join(parts)

    def do_go(self, where):
        try:
            target = self.room["exits"][where]
        except KeyError as error:
            return f"No way {error}."
        lock = self.rooms[target].get("locked")
        if lock and lock not in self.bag:
            return f"Locked. You need the {lock}."
        self.at = target
        return self.do_look()

    def do_take(self, item):
        if item == "all":
            return "; ".join(self.do_take(i) for i in list(self.room["items"])) or "Nothing here."
        if item not in self.room["items"]:
            return f"No {item or 'thing'} here."
        self.room["items"].remove(item)
        self.bag.append(item)
        if item == "gold":
            self.over = True
            return f"You win in {self.turns} turns!"
        return f"Taken: {item}"

    def do_bag(self, _):
        return f"You carry {', '.join(self.bag) if self.bag else 'nothing'}."

    def do_drop(self, item):
        if item in self.bag:
            self.room["items"].append(self.bag.pop(self.bag.index(item)))
            return "Dropped."
        return "You don't have that."


game = Game(ROOMS, "hall")
script = """look
bag
take sword
go up
go east
go down
go west
go north
take all
bag
dance wildly
go south
drop book
drop book
go east
go down
look
go up
go west
take lamp
look
go east
GO DOWN
take   gold
look"""
for line in script.splitlines():
    print(">", line)
    print(game.do(line))
    if game.over:
        break
else:
    print("You never found it.")
print({name: room["items"] for name, room in game.rooms.items()}, ROOMS["hall"]["items"])
