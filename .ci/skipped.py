"""Lists the tests that the last run skipped, and fails if one was skipped that must not be."""

import collections
import glob
import re
import sys
import xml.etree.ElementTree

# What a store or a system is not, rather than what the machine lacks.
ALLOWED = [
    r"this store keeps (no )?versions",
    r"this store has no file and directory of one name",
    r"a disk has no such (keys|names)",
    r"this server takes no names over 255 bytes",
    r"the disk below this bucket merges such keys",
    r"there is no (directory|file) .*-Dt4\.shared=DIR",
    r"(?i)windows|mac ?os|os x",
    # CI runs as root here and there.
    r"the tests run as a user who may read everything",
    # Containers often forbid them.
    r"this Linux has no namespaces for users",
    # The first JDK may be the only one.
    r"OpenSearch 3 needs a JDK 21 or later",
    # The container image has a command of its own, since it needs a base image.
    r"mvn -Pimage",
]

reports = glob.glob("*/target/surefire-reports/TEST-*.xml")
tests = 0
skipped = collections.Counter()
wrong = []
for report in reports:
    for case in xml.etree.ElementTree.parse(report).getroot().iter("testcase"):
        tests += 1
        for skip in case.iter("skipped"):
            lines = (skip.get("message") or skip.text or "no reason").strip().splitlines()
            reason = re.sub(r"^\S*TestAbortedException: (Assumption failed: )?", "", lines[0])
            name = f"{case.get('classname')}.{case.get('name')}"
            skipped[reason] += 1
            if not any(re.search(pattern, reason) for pattern in ALLOWED):
                wrong.append(f"{name}: {reason}")

print(f"{tests} tests, {sum(skipped.values())} skipped")
for reason, count in skipped.most_common():
    print(f"  {count:3} {reason}")
if not tests:
    sys.exit("there are no reports of tests")
if wrong:
    sys.exit("skipped, and must not be:\n  " + "\n  ".join(wrong))
