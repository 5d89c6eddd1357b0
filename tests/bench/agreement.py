"""Compares what the tool and the peer in networkx found, code by code, and ends with 1 if they differ.

    python agreement.py NORTHLINE DOCUMENT PEER_FINDINGS

The tool reports a cycle once per component, with one of its members as the focus; the peer lists the members.
"""

import collections
import json
import subprocess
import sys

CYCLES = ("NL003", "NL004")


def main():
    tool, document, peer_file = sys.argv[1:]
    with open(peer_file, encoding="utf-8") as file:
        peer = json.load(file)
    run = subprocess.run([tool, "check", "--format", "json", "--max-findings", "1000000", document], capture_output=True)
    if run.returncode not in (0, 1):
        sys.exit(f"The tool ended with {run.returncode}: {run.stderr.decode()}")
    ours = collections.defaultdict(list)
    for finding in json.loads(run.stdout)["findings"]:
        # A cycle through relations of both kinds is no cycle of one of them, which is what the peer looks for.
        ours[finding["code"]].append(finding)
    result, agree = {}, True
    for code, theirs in peer.items():
        mine = [finding["focus"] for finding in ours[code]]
        if code in CYCLES:
            component = {member: number for number, members in enumerate(theirs) for member in members}
            hit = {component.get(focus) for focus in mine}
            same = hit - {None} == set(range(len(theirs)))
            difference = [t for n, t in enumerate(theirs) if n not in hit], [f for f in mine if f not in component]
            same = same and (not difference[1] or code == "NL003")
        else:
            mine_counted, their_counted = collections.Counter(mine), collections.Counter(theirs)
            same = mine_counted == their_counted
            difference = list((their_counted - mine_counted)), list((mine_counted - their_counted))
        result[code] = {"northline": len(mine), "networkx": len(theirs), "same": same}
        if not same:
            agree = False
            print(f"{code}: only networkx {difference[0][:8]}, only Northline {difference[1][:8]}", file=sys.stderr)
    json.dump(result, sys.stdout, indent=1)
    print()
    return 0 if agree else 1


if __name__ == "__main__":
    sys.exit(main())
