"""Writes seeded pairs of policies: generate.py FOLDER. One line a (prefix, prefix, port) combination of a rule:
RULE ALLOW PROTOCOL SOURCE DESTINATION SOURCEPORTS DESTINATIONPORTS, in the order in which rules are looked at."""
import random
import sys

PORTS = [22, 53, 80, 123, 389, 443, 445, 1433, 3306, 3389, 5432, 5986, 6379, 8080, 8443, 9092]


def prefix(value, length):
    value &= 0xFFFFFFFF << (32 - length) & 0xFFFFFFFF
    return "%d.%d.%d.%d/%d" % (value >> 24, value >> 16 & 255, value >> 8 & 255, value & 255, length)


def inside(dice):
    return prefix(0x0A100000 + dice.randrange(1 << 18), dice.choice([24, 24, 25, 26, 28, 32, 32]))


def outside(dice):
    base = dice.choice([0xAC100000 + dice.randrange(1 << 20), 0xC0A80000 + dice.randrange(1 << 16), 0x0A800000 + dice.randrange(1 << 22)])
    return prefix(base, dice.choice([16, 20, 22, 24, 24, 26, 28, 32]))


def ports(dice, many):
    out = set()
    for _ in range(dice.choice([1, 1, 2, 3, 5]) if many else 1):
        kind = dice.random()
        if kind < .65:
            out.add("%d-%d" % ((dice.choice(PORTS),) * 2))
        elif kind < .9:
            low = dice.randrange(1, 60000)
            out.add("%d-%d" % (low, low + dice.choice([1, 9, 99, 999, 5000])))
        else:
            return ["0-65535"]
    return sorted(out)


def policy(many, count, seed):
    dice = random.Random("%s %d %d" % (many, count, seed))
    services = [[prefix(0x14000000 + dice.randrange(1 << 23), dice.choice([20, 23, 24, 26, 28, 30])) for _ in range(size)]
                for size in (6, 9, 14, 20, 28, 40)]
    rules = []
    for place in range(count):
        protocol = dice.choices(["6", "17", "1", "*"], [62, 15, 3, 20])[0]
        kind = dice.random()
        if kind < .12:
            sources = ["0.0.0.0/0"]
        elif many and kind < .24:
            sources = dice.choice(services)
        else:
            sources = sorted({dice.choice([inside, outside])(dice) for _ in range(dice.choice([1, 2, 4, 6, 10]) if many else 1)})
        targets = ["0.0.0.0/0"] if dice.random() < .15 else sorted({inside(dice) for _ in range(dice.choice([1, 1, 2, 3]) if many else 1)})
        at = ["0-65535"] if protocol == "1" else ports(dice, many)
        # A rule for nearly everything near the top would hide the rest.
        if targets == ["0.0.0.0/0"] and (sources == ["0.0.0.0/0"] or at == ["0-65535"]):
            targets = [inside(dice)]
        senders = ["1024-65535"] if dice.random() < .02 else ["0-65535"]
        rules.append([dice.random() < .7, protocol, sources, targets, senders, at])
    network = ["10.16.0.0/14", "172.16.0.0/12", "192.168.0.0/16"]
    everything, ports_all = ["0.0.0.0/0"], ["0-65535"]
    return rules + [[True, "*", network, network, ports_all, ports_all],
                    [True, "*", ["168.63.129.16/32"], everything, ports_all, ports_all],
                    [False, "*", everything, everything, ports_all, ports_all]]


def write(path, rules):
    with open(path, "w") as file:
        for number, (allow, protocol, sources, targets, senders, at) in enumerate(rules):
            for source in sources:
                for target in targets:
                    for sender in senders:
                        for port in at:
                            print(number, int(allow), protocol, source, target, sender, port, file=file)


folder = sys.argv[1]
for many in (False, True):
    name = "many" if many else "single"
    for count in (10, 100, 300, 1000):
        rules = policy(many, count, 1)
        write("%s/%s-%d.rules" % (folder, name, count), rules)
        changed = [list(rule) for rule in rules]
        changed[count // 3][0] = not changed[count // 3][0]
        write("%s/%s-%d-changed.rules" % (folder, name, count), changed)
        write("%s/%s-%d-unrelated.rules" % (folder, name, count), policy(many, count, 2))
