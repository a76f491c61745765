name = input("Your name? ").lower()
letters = len(name)
print(f"Hello {name}, {letters + 1} letters.")
