"""How each figure of the shift was made, in plain words, with the source of the way of doing it."""

from collections.abc import Mapping

METHODS: Mapping[str, str] = {
    "maps": (
        "Each province's share is its incidents over all incidents of the country with a known province, in the "
        "same period. The classes are fixed, so that both maps, and every selection, have one scale. The "
        "difference is the model's (beta-binomial by half-years). A province is said to have risen or fallen only "
        "where its probability is at least 0.975, and 0.95 among the claimed and attributed alone; the caption says "
        "how many would be named by chance. "
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
        "The same question about the same region in every combination of defensible choices: edge, what is counted, "
        "from how many killed, how sure the attribution is, with clashes, how exactly the place is known, with and "
        "without Kabul and Nangarhar. Combinations that count the same stand once. Estimates are the model's, in "
        "rising order; below, the darker a choice, the more of the column's specifications made it. The figures at the "
        "right give how many with that choice have P(rise) of at least 0.975. The form and the p-value, here from "
        "half-years dealt to the periods at random, follow Simonsohn, Simmons and Nelson (2020)."
    ),
    "reporting": (
        "A general loss of reporting leaves shares as they are; only a change in the capture of the region against the "
        "rest moves them. Whole line: the logarithm of that change is normal about none, with 95% within the factor "
        "either way, and is added to the model's log odds ratio. Dashed line: the capture of the region became so many "
        "times as good for certain."
    ),
    "targets": (
        "Each kind of target's share of the country's incidents with a province, before and after; the probabilities "
        "behind the words are those of the same model as for regions. A share falls when others rise."
    ),
    "attribution": (
        "Incidents of the country by the year of their first day, as they are attributed in the table: claimed by the "
        "group; attributed by officials, the UN or several reporters; suspected; disputed."
    ),
}
"""Figure to text; Markdown."""
