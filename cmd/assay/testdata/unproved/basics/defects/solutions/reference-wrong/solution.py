def double(n):
    return n * 3
