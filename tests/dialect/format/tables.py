# Tables as teaching code prints them.
rows = [("Alice", 30, 55000.5), ("Bob", 4, 1200), ("Christopher", 101, 0.333333)]
print(f"{'Name':<12}|{'Age':>4}|{'Salary':>12}")
print("-" * 12 + "+" + "-" * 4 + "+" + "-" * 12)
for name, age, salary in rows:
    print(f"{name:<12}|{age:>4}|{salary:>12,.2f}")
for name, age, salary in rows:
    print("%-12s|%4d|%12.2f" % (name, age, salary))
for row in rows:
    print("{:<12}|{:>4}|{:>12.3e}".format(*row))
for i in range(1, 6):
    print(" ".join(f"{i * j:3}" for j in range(1, 11)))
for epoch in range(1, 4):
    loss, accuracy = 2.0 / epoch**1.5, 1 - 0.5**epoch
    print(
        f"Epoch [{epoch}/{3}] loss: {loss:.4f} - acc: {accuracy:6.2%} - lr: {0.1 * 0.5**epoch:.1e}")
    print("Epoch %d | loss %.6f | acc %5.1f%%" % (epoch, loss, accuracy * 100))
print("{:>10}|{:^10}|{:<10}".format("right", "center", "left"), "{:08.3f}".format(-3.14159),
    "{:+d} {:+d}".format(5, -5), "{:_}".format(10**9), sep="\n")
for n in (1, 10, 255):
    print("int: {0:d}; hex: {0:x}; oct: {0:o}; bin: {0:b}; HEX: {0:#X}".format(n))
