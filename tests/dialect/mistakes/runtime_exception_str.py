class Odd(Exception):
    def __str__(self):
        return f"odd: {self.args}"


raise Odd(1, 2)
