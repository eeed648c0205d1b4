"""QR codes, as rows of modules; who shows them draws them in colors of its own."""

import segno


def modules(text: str) -> tuple[str, ...]:
    """Return the code of a text: rows of "0" (light) and "1" (dark), without the quiet margin.

    15 % of it may be damaged, or lost to the back row's eyes.
    """
    made = segno.make(text, error="m", micro=False)
    return tuple("".join("1" if dark else "0" for dark in row) for row in made.matrix)
