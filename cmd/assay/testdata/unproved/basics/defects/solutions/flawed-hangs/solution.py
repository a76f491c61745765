def double(n):
    while n == 4:
        pass
    return 0
