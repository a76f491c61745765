def grep(pattern, flags, files):
    flags = flags.split()
    result = []
    for name in files:
        with open(name, encoding="utf-8") as file:
            matches = [(number, line) for number, line in enumerate(file) if _matches(pattern, line.rstrip("\n"), flags)]
        if "-l" in flags:
            result += [f"{name}\n" for _ in matches]
            continue
        for number, line in matches:
            prefix = f"{name}:" if len(files) > 1 else ""
            prefix += f"{number}:" if "-n" in flags else ""
            result.append(prefix + line)
    return "".join(result).rstrip("\n")


def _matches(pattern, line, flags):
    if "-i" in flags:
        pattern, line = pattern.lower(), line.lower()
    found = pattern == line if "-x" in flags else pattern in line
    return found != ("-v" in flags)
