rows = [[1], [2]]
unique = {row for row in rows}
