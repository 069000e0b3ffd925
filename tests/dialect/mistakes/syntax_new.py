x = new Thing()
