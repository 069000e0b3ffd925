# String literals: quotes, escapes, raw, joining, triple quotes, line continuation.
print('a"b', "a'b", 'a\'b', "a\"b", 'a' "b" 'c', ("x"
      "y"))
print("tab\there", "nl\\n", "bell" + repr("\a\b\f\v\r\0\x1b"), "\x41\u0042\U00000043", "\101\60\0",
    "α")
print(r"raw\n\t\x", R"\'", r'\"', len(r"\\"), "a\
b")
print("""triple
  "quoted" ''text''
end""", '''it's "fine"''')
print("back\\slash", "\\", len("\\"), len("\n"), len(""), len("\'\""))
print(repr("it's"), repr('say "hi"'), repr("both ' and \""), repr("\\"), repr("\n\t\r"),
    repr("\x00\x7f\x80\xa0\xad"), repr("é ü ß 漢字 🎉 \u200b \ud7ff \ue000 \uffff"))
print("é", "漢字", "🎉", len("é"), len("漢字"), len("🎉"), ord("🎉"), chr(127881), chr(0x20AC),
    ascii("é漢🎉"), ascii("it's"))
print(u"unicode", "\
", "end")
print("a" "b" * 3, "-" * 20, "ab" * 0, "ab" * -1, 3 * "xy")
"a string statement"
"""another"""
print("\x7e\176", "\1" == "\x01", "a\0b" == "a\x00b", "\07" == "\x07", "\0078")
