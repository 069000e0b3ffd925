text = "hello"
text.push("x")
