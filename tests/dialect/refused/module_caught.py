try:
    import json
except ImportError:
    json = None
print(json)
