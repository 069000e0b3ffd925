raise ValueError("message", 42)
