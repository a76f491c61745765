"""Uses up all memory while it is imported."""

held = []
while True:
    held.append(bytearray(1 << 22))
