try:
    import csv
except ImportError:
    csv = None
print(csv)
