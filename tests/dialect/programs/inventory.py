# An inventory with records as dicts, grouping, reports, parsing of a small text format.
REPORT = """
# item, quantity, price, tags
apple, 50, 0.25, fruit;red
pear,  12, 0.40, fruit
hammer, 3, 12.5, tool;steel
nails, 1000, 0.01, steel
bad line
saw, x, 20, tool
lamp, 0, 15.99,
"""


def parse(text):
    for number, line in enumerate(text.strip().splitlines(), 1):
        line = line.split("#")[0].strip()
        if not line:
            continue
        try:
            name, quantity, price, tags = [field.strip() for field in line.split(",")]
            yield {"name": name, "quantity": int(quantity), "price": float(price),
                "tags": set(filter(None, tags.split(";")))}
        except ValueError as error:
            print(f"line {number}: {error}")


items = list(parse(REPORT))
for item in sorted(items, key=lambda i: i["quantity"] * i["price"], reverse=True):
    print("{name:<8}{quantity:>6}{price:>8.2f}{total:>9.2f}  {tags}".format(
        total=item["quantity"] * item["price"], **{**item,
        "tags": "/".join(sorted(item["tags"])) or "-"}))
by_tag = {}
for item in items:
    for tag in sorted(item["tags"]):
        by_tag.setdefault(tag, []).append(item["name"])
print(by_tag, {tag: len(names) for tag, names in sorted(by_tag.items())})
print(sum(i["quantity"] * i["price"] for i in items), max(items, key=lambda i: i["price"])["name"],
    [i["name"] for i in items if not i["quantity"]], any("steel" in i["tags"] for i in items))


class Inventory:
    def __init__(self, items): self._items = {i["name"]: dict(i) for i in items}
    def __contains__(self, name): return name in self._items
    def __getitem__(self, name):
        try:
            return self._items[name]
        except KeyError:
            raise LookupError(
                f"no {name!r} in stock; have {', '.join(sorted(self._items))}") from None
    def __iter__(self): return iter(self._items.values())
    def remove(self, name, count=1):
        item = self[name]
        if item["quantity"] < count:
            raise ValueError(f"only {item['quantity']} {name} left, {count} wanted")
        item["quantity"] -= count
        return item["quantity"]


stock = Inventory(items)
print("apple" in stock, "car" in stock, stock.remove("apple", 20), stock["apple"]["quantity"],
    items[0]["quantity"])
for name, count in (("hammer", 5), ("car", 1), ("nails", 999)):
    try:
        print(stock.remove(name, count))
    except (ValueError, LookupError) as error:
        print(type(error).__name__, error, error.__cause__, error.__suppress_context__)
text = "".join(f"{k}={v!r};" for item in stock for k, v in sorted(item.items()) if k != "tags")
print(text)
decoded = [dict(pair.split("=", 1) for pair in chunk.split(";") if pair) for chunk
    in text.replace("name=", "|name=").split("|") if chunk]
print(len(decoded), decoded[0], dict.fromkeys(k for d in decoded for k in d))
