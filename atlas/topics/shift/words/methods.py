"""How each figure of the shift was made, in plain words, with the source of the way of doing it."""

from collections.abc import Mapping

METHODS: Mapping[str, str] = {
    "maps": (
        "Each province's share is its incidents over all incidents of the country with a known province, in the "
        "same period. The classes are fixed, so that both maps, and every selection, have one scale. The "
        "difference carries Newcombe's 95% interval (1998) on the effective number of incidents, which is smaller "
        "than the count because incidents come in bursts. As many provinces are tested at once, a province is said "
        "to have risen or fallen only where the false discovery rate (Benjamini and Hochberg 1995) is at most 5%. "
        "The map keeps areas in proportion (Albers' projection)."
    ),
    "shares": (
        "A share is a group's incidents over all incidents of the country with a known province, year by year. The "
        "band is Wilson's 95% interval (1927) on the effective number of incidents, which allows for bursts. Years "
        "with fewer than 10 incidents in the whole country are left open: any share would be possible there. A "
        "share of one group falls when others rise, and a fall of all recorded incidents does not show here."
    ),
    "path": (
        "The mean centre is the average place of all incidents, in an equal-area plane. Incidents known only to a "
        "district or a province stand at the middle of that area. The large ellipses (standard deviational "
        "ellipses, as CrimeStat corrects them) show how far incidents spread: about two thirds of a single cloud "
        "lie inside. The dashed ellipse holds the tip of the arrow with 95% confidence, allowing for bursts within "
        "a month; where it reaches the arrow's beginning, no movement can be excluded. A mean centre can lie where "
        "nothing happened."
    ),
    "flows": (
        "The arrows are not routes that anybody took. They are the least movement, in share times kilometres, that "
        "turns the provinces' shares of the first period into those of the second (the transport problem of "
        "Hitchcock 1941, solved exactly). Several plans can be equally short; a fixed rule picks one. Shares of "
        "small samples always differ somewhat, so the caption gives what would be expected if nothing had moved: "
        "months dealt to the two periods at random."
    ),
    "grid": (
        "The same question is asked in every combination of defensible choices: what is counted, from how many "
        "killed, how sure the attribution is, which classes, labels and sources, how exactly the place is known, "
        "with and without Kabul and Nangarhar, six months around the edge, and each region that overlaps. Every "
        "column stands for many such specifications, in the order of their estimates; below it, the darker a "
        "choice, the more of them made it. The figures at the right give how many of the valid specifications with "
        "that choice agree. The form follows the specification curve of Simonsohn, Simmons and Nelson (2020). "
        "Specifications share their incidents, so their number is no measure of certainty."
    ),
}
"""Figure to text; Markdown."""
