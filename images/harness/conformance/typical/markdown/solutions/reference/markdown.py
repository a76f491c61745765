import re


def _inline(text):
    text = re.sub(r"__(.+?)__", r"<strong>\1</strong>", text)
    return re.sub(r"_(.+?)_", r"<em>\1</em>", text)


def parse(markdown):
    result, in_list = [], False
    for line in markdown.splitlines():
        item = re.fullmatch(r"\* (.*)", line)
        if in_list and not item:
            result.append("</ul>")
            in_list = False
        if item:
            if not in_list:
                result.append("<ul>")
                in_list = True
            result.append(f"<li>{_inline(item[1])}</li>")
        elif heading := re.fullmatch(r"(#{1,6}) (.*)", line):
            level = len(heading[1])
            result.append(f"<h{level}>{_inline(heading[2])}</h{level}>")
        else:
            result.append(f"<p>{_inline(line)}</p>")
    if in_list:
        result.append("</ul>")
    return "".join(result)
