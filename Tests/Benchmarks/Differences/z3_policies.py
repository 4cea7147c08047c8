"""What comparing two policies costs with Z3's bit vectors: z3_policies.py OLD NEW. Prints the milliseconds for building the question
and finding one packet that differs, or that there is none."""
import sys
import time

import z3


def address(text):
    a, b, c, d = (int(part) for part in text.split("."))
    return a << 24 | b << 16 | c << 8 | d


def load(path):
    rules = {}
    for line in open(path):
        number, allow, protocol, source, target, sender, port = line.split()
        rule = rules.setdefault(int(number), (allow == "1", protocol, set(), set(), set(), set()))
        for place, value in enumerate((source, target, sender, port)):
            rule[2 + place].add(value)
    return list(rules.values())


def formula(rules, fields):
    protocol, *others = fields

    def prefix(field, text):
        value, length = text.split("/")
        length = int(length)
        return z3.BoolVal(True) if length == 0 else z3.Extract(31, 32 - length, field) == address(value) >> (32 - length)

    def ports(field, text):
        low, high = (int(part) for part in text.split("-"))
        if (low, high) == (0, 65535):
            return z3.BoolVal(True)
        return field == low if low == high else z3.And(z3.UGE(field, low), z3.ULE(field, high))

    rest = z3.BoolVal(False)
    for allow, wanted, *sets in reversed(rules):
        parts = [z3.Or([(prefix if place < 2 else ports)(others[place], text) for text in sets[place]]) for place in range(4)]
        if wanted != "*":
            parts.append(protocol == int(wanted))
        match = z3.And(parts)
        rest = z3.Or(match, rest) if allow else z3.And(z3.Not(match), rest)
    return rest


old, new = load(sys.argv[1]), load(sys.argv[2])
start = time.perf_counter()
fields = [z3.BitVec(name, width) for name, width in (("p", 8), ("s", 32), ("d", 32), ("f", 16), ("t", 16))]
solver = z3.SolverFor("QF_BV")
solver.add(z3.Xor(formula(old, fields), formula(new, fields)))
answer = solver.check()
print("%.6f %s" % ((time.perf_counter() - start) * 1e3, answer))
