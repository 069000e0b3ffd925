def withdraw(balance, amount):
    if amount > balance:
        raise ValueError(f"cannot withdraw {amount}, only {balance} left")
    return balance - amount


balance = withdraw(100, 30)
print(balance)
withdraw(balance, 200)
