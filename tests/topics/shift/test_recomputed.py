"""The main figures of the shift, recomputed by other code that shares nothing with the measures.

Nothing of the atlas's statistics is imported here: the table is read as text, shares are counted by hand, the posterior
is sampled (importance sampling with random walks over shares and correlation, none of the constants of the grid), the
rate ratio and the displacement follow from their definitions, and the day of change from trying every day.
"""

import json
import subprocess
import sys
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

ROOT = Path(__file__).resolve().parents[3]
NORTH = {"AF-BAL", "AF-FYB", "AF-JOW", "AF-SAM", "AF-SAR", "AF-BDS", "AF-BGL", "AF-KDZ", "AF-TAK"}
CUT = pd.Timestamp("2021-08-15")


def made(seed, before, after, sizes, *, stretch=1.0):
    """Change the shipped table: a given share of rows in Kunduz, the others in Nangarhar and Kabul."""
    random = np.random.default_rng(seed)
    source = pd.read_csv(ROOT / "events.csv", dtype=str, keep_default_na=False)
    good = source[(source["event_class"] == "attack") & source["label"].isin(["ISKP"])
                  & (source["date_precision"] == "day") & (source["latitude"] != "")]  # fmt: skip
    places = {name: good[good["province_id"] == name].iloc[0] for name in ("AF-NAN", "AF-KAB", "AF-KDZ")}
    first, last = pd.Timestamp("2015-02-01"), pd.Timestamp("2025-12-31")
    rows = []
    for begins, ends, share, size in ((first, CUT, before, sizes[0]), (CUT, last, after, sizes[1])):
        for _ in range(size):
            day = begins + pd.Timedelta(days=int(random.integers((ends - begins).days) * stretch))
            other = "AF-NAN" if random.random() < (0.55 if begins == first else 0.25) else "AF-KAB"
            row = places["AF-KDZ" if random.random() < share else other].copy()
            row["id"] = row["operation_id"] = ""
            row["date_start"] = row["date_end"] = f"{day:%Y-%m-%d}"
            rows.append(row)
    table = pd.DataFrame(rows).sort_values("date_start").reset_index(drop=True)
    table["id"] = [f"KA-{number + 1:04d}" for number in range(len(table))]
    table["operation_id"] = [f"OP-{number + 1:04d}" for number in range(len(table))]
    return table


TABLES = {"shipped": None, "jump": (1, 0.05, 0.35, (150, 90)), "still": (2, 0.15, 0.15, (180, 80)),
          "fall": (3, 0.3, 0.08, (120, 120))}  # fmt: skip


@pytest.fixture(scope="module", params=TABLES.values(), ids=list(TABLES))
def case(request, tmp_path_factory):
    """Ask the command, and read the same file by hand."""
    folder = tmp_path_factory.mktemp("recomputed")
    events = ROOT / "events.csv"
    if request.param is not None:
        events = folder / "events.csv"
        made(*request.param).to_csv(events, index=False)
        meta = json.loads((ROOT / "events.csv-metadata.json").read_text(encoding="utf-8"))
        (folder / "events.csv-metadata.json").write_text(json.dumps(meta), encoding="utf-8")
    out = folder / "answer.json"
    command = [sys.executable, "-m", "atlas", "shift", "--events", str(events), "--json", str(out)]
    subprocess.run(command, check=True, cwd=ROOT, capture_output=True)
    told = json.loads(out.read_text(encoding="utf-8"))
    return told, by_hand(events, told["table"])


def by_hand(path, covered):
    rows = pd.read_csv(path, dtype=str, keep_default_na=False)
    for column in ("date_start", "date_end"):
        rows[column] = pd.to_datetime(rows[column])
    kept = (rows["event_class"] == "attack") & rows["label"].isin(["ISKP", "IS Pakistan Province"])
    kept &= (rows["country"] == "Afghanistan") & (rows["province_id"] != "")
    kept &= (rows["date_start"] >= covered["covers_from"]) & (rows["date_end"] <= covered["covers_to"])
    kept &= ~((rows["date_start"] < CUT) & (rows["date_end"] >= CUT))
    rows = rows[kept].copy()
    rows["north"] = rows["province_id"].isin(NORTH)
    rows["later"] = rows["date_start"] >= CUT
    rows["half"] = rows["date_start"].dt.year * 2 + (rows["date_start"].dt.month > 6)
    return rows.sort_values("date_start", kind="stable")


def sampled(rows, draws=30_000, seed=11):
    """Sample shares and correlation by random walks; return P(rise), P(> 5 points) and the middle difference."""
    random = np.random.default_rng(seed)
    blocks = rows.groupby(["later", "half"])["north"].agg(["sum", "size"]).reset_index()
    inside, total = blocks["sum"].to_numpy(float), blocks["size"].to_numpy(float)
    later = blocks["later"].to_numpy(bool)
    pooled = inside.sum() / total.sum()
    centre = float(np.clip(np.log(pooled / (1 - pooled)), -2.5, 1))
    steps = np.arange(int(total.max()) + 1)

    def log_posterior(walkers):
        first, second, spread = walkers.T
        rho = 1 / (1 + np.exp(-spread))
        level, change = (first + second) / 2, second - first
        found = -((level - centre) ** 2) / 4.5 - change**2 / 4.5
        found += 3 * np.log1p(-rho) + np.log(rho) + np.log1p(-rho)  # the walk is on the logit of rho
        for side, logits in ((False, first), (True, second)):
            share = 1 / (1 + np.exp(-logits))
            for k, n in zip(inside[later == side], total[later == side], strict=True):
                up, down, whole = steps[: int(k)], steps[: int(n - k)], steps[: int(n)]
                found += np.log(np.outer(share * (1 - rho), np.ones_like(up)) + np.outer(rho, up)).sum(axis=1)
                found += np.log(np.outer((1 - share) * (1 - rho), np.ones_like(down)) + np.outer(rho, down)).sum(axis=1)
                found -= np.log(np.outer(1 - rho, np.ones_like(whole)) + np.outer(rho, whole)).sum(axis=1)
        return np.where((rho > 0.0025) & (rho < 0.9), found, -np.inf)

    walkers = np.stack([np.full(200, centre), np.full(200, centre), np.full(200, -2.5)], axis=1)
    walkers += random.normal(scale=0.3, size=walkers.shape)
    value, kept = log_posterior(walkers), []
    rounds = draws // 200
    for number in range(rounds + 150):
        proposal = walkers + random.normal(scale=(0.45, 0.45, 0.8), size=walkers.shape)
        offered = log_posterior(proposal)
        taken = np.log(random.random(200)) < offered - value
        walkers, value = np.where(taken[:, None], proposal, walkers), np.where(taken, offered, value)
        if number >= 150:
            kept.append(walkers[:, :2].copy())
    shares = 1 / (1 + np.exp(-np.concatenate(kept)))
    difference = shares[:, 1] - shares[:, 0]
    return (difference > 0).mean(), (difference > 0.05).mean(), np.median(difference)


def test_counts_and_shares(case):
    told, rows = case
    shares = rows.groupby("later")["north"].mean()
    assert told["share_before"] == pytest.approx(shares[False], abs=1e-5)
    assert told["share_after"] == pytest.approx(shares[True], abs=1e-5)
    assert told["region"]["after"]["inside"] == int(rows[rows["later"]]["north"].sum())


def test_the_posterior_by_sampling(case):
    told, rows = case
    rises, beyond, middle = sampled(rows)
    assert told["p_rise"] == pytest.approx(rises, abs=0.02)
    assert told["p_rise_5"] == pytest.approx(beyond, abs=0.03)
    assert told["share_difference"]["value"] == pytest.approx(middle, abs=0.01)


def test_the_rate_ratio(case):
    told, rows = case
    covered = [pd.Timestamp(told["table"][name]) for name in ("covers_from", "covers_to")]
    days = ((CUT - covered[0]).days, (covered[1] - CUT).days + 1)
    counts = rows[rows["north"]].groupby("later").size().reindex([False, True], fill_value=0)
    ratio = counts[True] / days[1] / (counts[False] / days[0])
    assert told["rate_ratio"]["value"] == pytest.approx(ratio, rel=1e-3)


def test_the_day_of_change(case):
    """Try every first incident of a day as the first with the new share, five left on either side."""
    told, rows = case
    if told["change_in_share"] is None:
        assert told["p_rise"] < 0.999
        return
    precise = rows[(rows["date_end"] - rows["date_start"]).dt.days < 7].sort_values("date_start", kind="stable")
    per_day = precise.groupby("date_start")["north"].agg(["sum", "size"])
    before = per_day.cumsum().shift(fill_value=0)
    whole = per_day.sum()

    def gain(inside, total):
        share = inside / total
        return sum(n * np.log(p) for n, p in ((inside, share), (total - inside, 1 - share)) if n > 0)

    gains = {
        day: gain(*before.loc[day]) + gain(*(whole - before.loc[day]))
        for day in per_day.index
        if 5 <= before.loc[day, "size"] <= whole["size"] - 5
    }
    best = max(gains.values())
    mine = gains[pd.Timestamp(told["change_in_share"]["date"])]
    assert mine >= best - 0.7  # days of one operation stand together there
    assert told["change_in_share"]["low"] <= told["change_in_share"]["date"] <= told["change_in_share"]["high"]


def test_the_displacement(case):
    """The mean of the located places, before and after, on a sphere of the Earth's mean radius."""
    told, rows = case
    if told["displacement_km"]["value"] is None or (rows["latitude"] == "").any():
        located = rows[rows["latitude"] != ""]
    else:
        located = rows
    means = [
        np.array([part["longitude"].astype(float).mean(), part["latitude"].astype(float).mean()])
        for part in (located[~located["later"]], located[located["later"]])
    ]
    (east, north), scale = means[1] - means[0], np.cos(np.radians((means[0][1] + means[1][1]) / 2))
    km = np.hypot(north * 111.0, east * 111.32 * scale)
    tolerance = 12 if len(located) < len(rows) else 3  # those known to an area stand at its middle in the measure
    assert told["displacement_km"]["value"] == pytest.approx(km, abs=tolerance)
