def wrap(text, width):
    if width < 1:
        raise ValueError("width must be positive")
    lines, line = [], ""
    for word in text.split():
        if line and len(line) + len(word) > width:
            lines.append(line)
            line = word
        else:
            line = f"{line} {word}" if line else word
    return [*lines, line]


def _stretch(line, width):
    words = line.split()
    if len(words) == 1:
        return line
    gaps = len(words) - 1
    spaces, extra = divmod(width - sum(map(len, words)), gaps)
    result = words[0]
    for index, word in enumerate(words[1:]):
        result += " " * (spaces + (index < extra)) + word
    return result


def justify(text, width):
    lines = wrap(text, width)
    return "\n".join([_stretch(line, width) for line in lines[:-1]] + lines[-1:])


def table(rows):
    widths = [max(len(str(row[index])) for row in rows) for index in range(len(rows[0]))]
    print()
    for row in rows:
        first, *rest = [str(cell) for cell in row]
        print(" ".join([first.ljust(widths[0])] + [cell.rjust(width) for cell, width in zip(rest, widths[1:])]))
