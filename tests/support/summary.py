"""Reads meson's JUnit report, shows what failed and prints the last line of ./tests/run."""

import sys
import xml.etree.ElementTree as xml


def main(path):
    passed = failed = 0
    for suite in xml.parse(path).getroot().iter("testsuite"):
        cases = list(suite.iter("testcase"))
        bad = [case for case in cases if case.find("failure") is not None
               or case.find("error") is not None]
        skipped = [case for case in cases if case.find("skipped") is not None]
        passed += len(cases) - len(bad) - len(skipped)
        failed += len(bad)
        for case in bad:
            print(f"FAILED {suite.get('name')}: {case.get('name')}")
        if bad or int(suite.get("errors") or 0):
            failed += not bad
            for tag in ("system-out", "system-err"):
                text = suite.findtext(tag) or ""
                lines = [line for line in text.splitlines() if not line.startswith("ok ")]
                print("\n".join("    " + line for line in lines[-200:]))
    print(f"{passed} passed, {failed} failed")
    return 1 if failed or not passed else 0


sys.exit(main(sys.argv[1]))
