double = None
