#!/usr/bin/env python3
"""The steps of bench/income.cpp in Python's Decimal. Usage: income_decimal.py COUNT

Prints the seconds and the same sum over all lines.
"""

import sys
import time
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal, getcontext

getcontext().prec = 40
FEN = Decimal("0.01")
WEIGHTS = [Decimal(w) / 100 for w in (23, 19, 17, 13, 11, 7, 5, 5)]
COSTS = Decimal("12345.67")
BANDS = [(Decimal(start), [Decimal(share) / 100 for share in shares]) for start, shares in (
    (0, (75, 15, 10)), (10_000, (50, 15, 35)), (100_000, (40, 15, 45)), (1_000_000, (35, 15, 50)))]


def receipts(count):
    state = 42
    for _ in range(count):
        state = (state * 6364136223846793005 + 1442695040888963407) % 2**64
        yield Decimal((state >> 33) % 200_000 + 1) / 100


def to_fen(exact, total):
    """Largest remainder: `exact` parts in whole fen that sum to `total`."""
    parts = [part.quantize(FEN, ROUND_FLOOR) for part in exact]
    left = int((total - sum(parts)) / FEN)
    order = sorted(range(len(parts)), key=lambda i: (parts[i] - exact[i], i))
    for i in order[:left]:
        parts[i] += FEN
    return parts


def shares_of(net):
    exact = [Decimal(0)] * 3
    for i, (start, shares) in enumerate(BANDS):
        if net <= start:
            break
        end = min(net, BANDS[i + 1][0]) if i + 1 < len(BANDS) else net
        for pool, share in enumerate(shares):
            exact[pool] += (end - start) * share
    return exact


def main():
    count = int(sys.argv[1])
    start = time.perf_counter()
    gross, before, checksum = Decimal(0), [Decimal(0)] * 11, 0
    for amount in receipts(count):
        gross += amount
        recovered = min(COSTS, gross)
        net = gross - recovered
        exact = shares_of(net)
        reward = exact[0].quantize(FEN, ROUND_CEILING)
        units = to_fen(exact[1:], net - reward)
        people = to_fen([reward * weight for weight in WEIGHTS], reward)
        now = [recovered, *people, *units]
        for slot, (new, old) in enumerate(zip(now, before)):
            if new != old:
                checksum = (checksum * 31 + int((new - old) * 100) * (slot + 1)) % 2**64
        before = now
    print(f"{time.perf_counter() - start:.6f} {checksum}")


if __name__ == "__main__":
    main()
