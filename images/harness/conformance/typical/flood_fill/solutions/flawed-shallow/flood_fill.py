def fill(image, row, column, colour, on_fill=None):
    old = image[row][column]
    if old == colour:
        return 0
    stack, count = [(row, column)], 0
    while stack:
        row, column = stack.pop()
        if 0 <= row < len(image) and 0 <= column < len(image[0]) and image[row][column] == old:
            image[row][column] = colour
            count = len(stack)
            if on_fill is not None:
                on_fill(row, column)
            stack += [(row + 1, column), (row - 1, column), (row, column + 1), (row, column - 1)]
    return count


def paint(image, row, column, colour):
    copied = list(image)
    fill(copied, row, column, colour)
    return copied
