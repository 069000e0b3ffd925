print("%d items" % "five")
