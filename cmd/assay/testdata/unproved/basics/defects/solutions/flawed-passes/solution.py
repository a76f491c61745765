def double(n):
    return n << 1
