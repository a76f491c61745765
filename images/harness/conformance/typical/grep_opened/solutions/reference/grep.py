def grep(pattern, flags, files):
    out = []
    for f in files:
        with open(f) as h:
            for n, line in enumerate(h, 1):
                if pattern in line:
                    out.append((f'{n}:' if '-n' in flags else '') + line)
    return ''.join(out)


def readlines(f):
    with open(f, encoding='utf-8') as h:
        return h.readlines()


def read(f):
    h = open(f)
    t = h.read()
    h.close()
    return t


def write(f, t):
    with open(f, 'w') as h:
        h.write(t)
        h.writelines(['x\n', 'y\n'])
