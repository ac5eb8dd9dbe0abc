from atlas.incidents.glossary import glossary


def test_every_term_has_a_definition_that_ends_as_a_sentence():
    terms = glossary()
    assert len(terms) >= 10
    assert all(definition.endswith(".") for definition in terms.values())
    assert "press-weighted" in terms
