x = """text
never ends
y = 1
