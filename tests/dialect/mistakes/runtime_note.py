e = ValueError("with a note")
e.add_note("look at line 3")
raise e
