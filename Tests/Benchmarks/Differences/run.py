"""Compares the product, BuDDy and Z3 on the same policies, in turn, round by round: run.py FOLDER PYTHON ROUNDS.
FOLDER holds the programs and gets the policies. Prints a table; ends with 1 where the numbers of packets that differ are not the same."""
import os
import statistics
import subprocess
import sys

folder, python, rounds = sys.argv[1], sys.argv[2], int(sys.argv[3])
here = os.path.dirname(os.path.abspath(__file__))
subprocess.run([sys.executable, here + "/generate.py", folder], check=True)


def output(*command):
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout.split()


def shown(values, unit):
    ordered = sorted(values)
    return "%s (%s-%s)%s" % tuple(["%.3g" % v if v < 1000 else "%d" % v for v in (statistics.median(values), ordered[0], ordered[-1])] + [unit])


print("load average at the start: %s\n" % " ".join("%.1f" % v for v in os.getloadavg()))
print("| policies | packets that differ | regions (boxes) | agwsim, ms | BuDDy, ms | BuDDy / agwsim | Z3, ms | Z3 / agwsim |")
print("|---|---|---|---|---|---|---|---|")
wrong = False
cases = [(name, count, "changed") for name in ("single", "many") for count in (10, 100, 1000)]
cases += [(name, 300, "unrelated") for name in ("single", "many")] + [("single", 1000, "unrelated")]
for name, count, kind in cases:
    files = ["%s/%s-%d.rules" % (folder, name, count), "%s/%s-%d-%s.rules" % (folder, name, count, kind)]
    ours, bdds, solvers = [], [], []
    for _ in range(rounds):
        mine = output(folder + "/differences", *files)
        bdd = output(folder + "/buddy", *files)
        ours.append(float(mine[0]))
        bdds.append(float(bdd[0]))
        # BuDDy counts in double precision.
        if abs(int(mine[1]) - float(bdd[1])) > 1e-12 * float(bdd[1]):
            wrong = True
            print("DIFFERENT COUNTS", mine[1], bdd[1], files)
        if python != "-":
            solvers.append(float(output(python, here + "/z3_policies.py", *files)[0]))
    z3 = [shown(solvers, ""), shown([z / a for z, a in zip(solvers, ours)], " x")] if solvers else ["-", "-"]
    print("| %s, %d rules, %s | %s | %s (%s) | %s | %s | %s | %s | %s |" % (
        name, count, kind, mine[1], mine[2], mine[3], shown(ours, ""), shown(bdds, ""),
        shown([b / a for b, a in zip(bdds, ours)], " x"), *z3))
    sys.stdout.flush()
sys.exit(wrong)
