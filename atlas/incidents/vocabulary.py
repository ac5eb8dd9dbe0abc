"""The closed lists of the incident schema: every value with its definition and its counterparts in ACLED and GTD."""

from typing import NamedTuple


class Term(NamedTuple):
    """One value of a closed list."""

    definition: str
    acled: str = ""
    gtd: str = ""
    ucdp: str = ""


DATE_PRECISION = {
    "day": Term("The day is known.", "time_precision 1", ucdp="date_prec 1"),
    "week": Term("Known to a span of at most a week.", "time_precision 2", ucdp="date_prec 2-3"),
    "month": Term("Only the month is known.", "time_precision 3", ucdp="date_prec 4"),
    "year": Term("Only the year is known.", ucdp="date_prec 5"),
}

EVENT_CLASS = {
    "attack": Term("Violence begun by the group, its own fighting attacks on armed opponents included."),
    "clash": Term("Fighting begun by others, or by an unclear side, in which the group took part.", "Battles"),
    "operation": Term("A raid, strike or arrest by state forces or the Taliban against the group."),
    "prison riot": Term("A rising of detained members inside a prison."),
    "foiled plot": Term("An attack prevented before it was carried out; nobody was harmed by it."),
    "no attack": Term(
        "A record that is no attack: an arrest, looting, a protest, an agreement. Only imported tables hold such.",
        "Strategic developments; Protests; Riots",
    ),
}

EVENT_CLASS_IN_WORDS = {
    "attack": ("attack", "attacks"),
    "clash": ("clash begun by others", "clashes begun by others"),
    "operation": ("operation against the group", "operations against the group"),
    "prison riot": ("prison riot", "prison riots"),
    "foiled plot": ("foiled plot", "foiled plots"),
    "no attack": ("record without an attack", "records without an attack"),
}
"""One and several of each class, as they stand in a sentence."""

INITIATED_BY_GROUP = {
    "yes": Term("The group began the violence."),
    "no": Term("Others began it."),
    "unclear": Term("The sources do not say or do not agree."),
}

LOCATION_PRECISION = {
    "site": Term("A named building, street or quarter; about 1 km or better.", "geo_precision 1", "specificity 1"),
    "town": Term("A named town or village; its own coordinates.", "geo_precision 1", "specificity 1", "where_prec 1"),
    "district": Term(
        "Known to the district only; coordinates, where given, are the district centre.",
        "geo_precision 2",
        "specificity 2-3",
        "where_prec 2-3",
    ),
    "province": Term(
        "Known to the province only; no coordinates are given.", "geo_precision 3", "specificity 4", "where_prec 4-5"
    ),
    "country": Term("Known to the country only; no coordinates and no province.", "", "specificity 5", "where_prec 6"),
}

ATTACK_TYPE = {
    "suicide bombing": Term("An attacker dies with the charge.", "Suicide bomb", "Bombing/Explosion, suicide"),
    "complex assault": Term(
        "Gunmen together with a suicide or other explosion at one target.", "Suicide bomb; Armed clash", "Armed Assault"
    ),
    "bombing": Term(
        "A planted, magnetic, roadside or vehicle charge set off from afar.",
        "Remote explosive/landmine/IED",
        "Bombing/Explosion",
    ),
    "rocket or mortar fire": Term(
        "Rockets, mortars or shells.", "Shelling/artillery/missile attack", "Bombing/Explosion"
    ),
    "grenade attack": Term("A thrown or launched grenade.", "Grenade", "Bombing/Explosion"),
    "shooting": Term(
        "Gunfire at named persons or a group, ambushes included.", "Attack", "Assassination; Armed Assault"
    ),
    "armed assault": Term("An attack by armed men, weapons mixed or not stated.", "Armed clash", "Armed Assault"),
    "killing of captives": Term("Persons held by the group are put to death.", "Attack", "Hostage Taking"),
    "abduction": Term("Persons are taken and held.", "Abduction/forced disappearance", "Hostage Taking (Kidnapping)"),
    "stabbing or ramming": Term("Blades or vehicles as the weapon.", "Attack", "Armed Assault; Unarmed Assault"),
    "sabotage": Term(
        "Damage to power lines, bridges or goods, persons not aimed at.",
        "Looting/property destruction",
        "Facility/Infrastructure Attack",
    ),
    "clash": Term("An exchange of fire between armed sides.", "Armed clash", "Armed Assault"),
    "unknown": Term("A killing, an attack or a plot whose method no source states.", "", "Unknown"),
}

TARGET_TYPE = {
    "Shia and Hazara": Term(
        "Shia or Hazara worshippers, gatherings, buses, schools or quarters.",
        "Civilians",
        "Religious Figures/Institutions",
    ),
    "Sufis and other Muslims": Term(
        "Shrines, mosques and clerics not marked as Shia or as Taliban.", "Civilians", "Religious Figures/Institutions"
    ),
    "other religious minorities": Term(
        "Sikhs, Hindus, Christians and others.", "Civilians", "Religious Figures/Institutions"
    ),
    "civilians": Term(
        "Markets, crowds, villages and persons without another mark.", "Civilians", "Private Citizens & Property"
    ),
    "education": Term(
        "Schools, universities, teachers, pupils, not aimed at as Shia.", "Civilians", "Educational Institution"
    ),
    "health and aid": Term("Hospitals, vaccinators, aid workers, the UN's civilian staff.", "Civilians", "NGO"),
    "media": Term("Journalists and broadcasters.", "Civilians (Journalists)", "Journalists & Media"),
    "parties and elections": Term(
        "Rallies, candidates, party workers, voter registration.", "Civilians", "Government (General)"
    ),
    "government": Term(
        "Officials, ministries, courts and staff of the state; until 15 August 2021 in Afghanistan the Republic.",
        "Government",
        "Government (General)",
    ),
    "police and army": Term(
        "Security forces of a state; in Afghanistan those of the Republic.", "State forces", "Police; Military"
    ),
    "Taliban": Term(
        "Taliban fighters, clerics and officials: insurgents until 15 August 2021, the authorities since.",
        "Rebel group; State forces",
        "Terrorists/Non-State Militia; Government (General)",
    ),
    "foreign forces and diplomats": Term(
        "Foreign troops, embassies, consulates and their staff.", "External forces", "Military; Government (Diplomatic)"
    ),
    "foreigners": Term("Foreign workers, visitors and their hotels.", "Civilians", "Tourists; Business"),
    "other armed groups": Term(
        "Militias and armed groups, neither state nor Taliban.",
        "Rebel group; Political militia",
        "Terrorists/Non-State Militia",
    ),
    "infrastructure and business": Term(
        "Power lines, roads, banks, shops as such.", "Civilians", "Utilities; Business; Transportation"
    ),
    "prison": Term("A prison or its guards.", "State forces", "Police"),
    "the group itself": Term(
        "Members of the group: operations and clashes begun by others, and its own fighters put to death by it."
    ),
    "unknown": Term("No source states the target.", "", "Unknown"),
}

ATTRIBUTION = {
    "claimed": Term("The group or an IS outlet claimed it."),
    "attributed": Term("Officials, the UN or several independent reporters name the group."),
    "suspected": Term("Named as likely, without claim or finding."),
    "disputed": Term("Another group claimed it, or the attribution is openly contested."),
}

SURE = ("claimed", "attributed")
"""The attributions that make the lower bound of every count; all four make the upper bound."""

LABEL = {
    "ISKP": Term("Islamic State Khorasan Province."),
    "IS Pakistan Province": Term("Islamic State Pakistan Province, split off in May 2019."),
    "IS core": Term("Islamic State without a province label in the claim."),
    "IS other": Term("Another part of Islamic State, or supporters whose link to the province is unclear."),
    "other group": Term("The source names another group, or none. Only tables imported with all actors hold such."),
}

KILLED_BASIS = {
    "victims": Term("The figures count victims only; attackers are in attackers_killed."),
    "total": Term("The sources do not separate attackers from victims."),
    "unclear": Term("No source says whom the figure counts."),
}

KILLED_FIGURES = {
    "range": Term("The source gives low, best and high."),
    "single": Term("The source gives one figure: low, best and high are the same.", "fatalities", "nkill"),
    "none": Term("The source gives no figure."),
}

CONFIDENCE = {
    "high": Term("At least two independent source families agree on the event."),
    "medium": Term("One source family that names its own source, or two that differ in a detail."),
    "low": Term("One report, or reports that disagree on whether the group did it."),
}

LISTS = {
    "date_precision": DATE_PRECISION,
    "event_class": EVENT_CLASS,
    "initiated_by_group": INITIATED_BY_GROUP,
    "location_precision": LOCATION_PRECISION,
    "attack_type": ATTACK_TYPE,
    "target_type": TARGET_TYPE,
    "attribution": ATTRIBUTION,
    "label": LABEL,
    "killed_basis": KILLED_BASIS,
    "killed_figures": KILLED_FIGURES,
    "confidence": CONFIDENCE,
}
"""Column name to its closed list, in the order in which the values are shown everywhere."""
