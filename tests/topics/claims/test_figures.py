import pandas as pd

from atlas.topics.claims.figures import verdicts_of_briefs


def test_the_bar_of_a_brief_is_parted_by_verdict_and_each_part_bears_its_number():
    counts = pd.DataFrame(
        {"Supported": [2, 0], "Partly supported": [1, 0], "Not supported": [0, 1], "Cannot tell": [0, 0],
         "Not testable": [1, 0]},
        index=pd.Index(["A brief", "Another"], name="Brief"),
    )  # fmt: skip
    figure = verdicts_of_briefs(counts, theme="light")
    drawn = {trace.name: list(trace.x) for trace in figure.data}
    assert drawn["supported"] == [2, 0]
    assert drawn["not testable"] == [1, 0]
    assert [(note.y, note.x, note.text) for note in figure.layout.annotations] == [
        ("A brief", 1.0, "2"), ("A brief", 2.5, "1"), ("Another", 0.5, "1"), ("A brief", 3.5, "1"),
    ]  # fmt: skip
