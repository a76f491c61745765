name = input("Your name? ")
letters = len(name)
print(f"Hello {name}, {letters} letters.")
