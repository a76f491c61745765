def double(n):
    return n * 4
