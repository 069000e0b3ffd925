# Bank accounts: classes, exceptions, a statement, transfers that roll back.
class InsufficientFunds(Exception):
    def __init__(self, account, amount):
        super().__init__(f"{account.owner} has {account.balance:.2f}, needs {amount:.2f}")
        self.shortfall = amount - account.balance


class Account:
    interest = 0.02
    _next = 1000

    def __init__(self, owner, balance=0):
        self.owner = owner
        self._balance = balance
        self.history = []
        self.number = Account._next
        Account._next += 1

    @property
    def balance(self):
        return self._balance

    def deposit(self, amount):
        if amount <= 0:
            raise ValueError("Deposit must be positive")
        self._balance += amount
        self.history.append(("deposit", amount))
        return self

    def withdraw(self, amount):
        if amount > self._balance:
            raise InsufficientFunds(self, amount)
        self._balance -= amount
        self.history.append(("withdraw", -amount))
        return self

    def add_interest(self):
        return self.deposit(round(self._balance * self.interest, 2))

    def __str__(self):
        return f"#{self.number} {self.owner}: ${self._balance:,.2f}"

    def __repr__(self):
        return f"{type(self).__name__}({self.owner!r}, {self._balance!r})"

    def __lt__(self, other):
        return self.balance < other.balance


class Savings(Account):
    interest = 0.05

    def withdraw(self, amount):
        fee = max(1, amount * 0.01)
        return super().withdraw(amount + fee)


class Bank:
    def __init__(self):
        self.accounts = {}

    def open(self, kind, owner, balance=0):
        account = kind(owner, balance)
        self.accounts[account.number] = account
        return account

    def transfer(self, source, target, amount):
        source.withdraw(amount)
        try:
            target.deposit(amount)
        except Exception:
            source.deposit(amount)
            raise

    def __iter__(self):
        return iter(sorted(self.accounts.values(), reverse=True))

    def __len__(self):
        return len(self.accounts)

    @property
    def total(self):
        return sum(account.balance for account in self)


bank = Bank()
ann = bank.open(Account, "Ann", 1234.5)
bob = bank.open(Savings, "Bob", 500)
ann.deposit(100).withdraw(34.5).add_interest()
bob.add_interest()
print(ann, bob, sep="\n")
for source, target, amount in ((ann, bob, 200), (bob, ann, 10_000), (ann, bob, -5)):
    try:
        bank.transfer(source, target, amount)
        print("moved", amount)
    except InsufficientFunds as error:
        print("refused:", error, f"short by {error.shortfall:.2f}")
    except ValueError as error:
        print("invalid:", error)
for account in bank:
    print(repr(account), len(account.history))
    for kind, amount in account.history:
        print(f"  {kind:<10}{amount:>12.2f}")
print(len(bank), f"{bank.total:.2f}", ann > bob, max(bank).owner)
try:
    ann.balance = 5
except AttributeError as error:
    print(error)
