"""The scenes by their names: each is drawn with a random generator of its own."""

from . import advertising, backstreets, integrity, sorting, volunteering

ALL = {
    name: draw
    for part in (advertising, volunteering, integrity, backstreets, sorting)
    for name, draw in vars(part).items()
    if getattr(draw, "__module__", None) == part.__name__
}
