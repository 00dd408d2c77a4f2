"""The gazetteer's readiness: seconds until the first answer, memory that it takes, and look-ups a second, in a fresh process.

Prints one line. Goals: ready in under 0.5 s, under 150 MB resident. The index is compiled beforehand (once a machine, about a minute).
"""

from __future__ import annotations

import subprocess
import sys

from sijill.lexicon.gazetteer import Gazetteer

#: Run in a process that has imported what the index needs and nothing else, so that what it adds is the gazetteer's own.
PROBE = """
import resource, time
import marisa_trie, numpy, yaml
from sijill.lexicon.gazetteer import index
def resident():
    return int(open("/proc/self/statm").read().split()[1]) * resource.getpagesize() / 1e6
before, start = resident(), time.perf_counter()
gazetteer = index.Gazetteer.load()
gazetteer.lookup("Aleppo")
ready = time.perf_counter() - start
names = ["Aleppo", "Khan Younis", "Springfield", "Deir el-Zor", "San Pedro", "Kyiv", "Nowhere At All", "London"]
start = time.perf_counter()
for _ in range(250):
    for name in names:
        gazetteer.lookup(name)
each = (time.perf_counter() - start) / (250 * len(names))
print(ready, resident() - before, resident(), 1 / each)
"""


def measure() -> tuple[float, float, float, float]:
    """Seconds until ready, MB that it adds, MB of the whole process, look-ups a second."""
    Gazetteer.load()  # compiles the index where there is none
    out = subprocess.run([sys.executable, "-c", PROBE], capture_output=True, text=True, check=True).stdout
    ready, added, whole, rate = map(float, out.split())
    return ready, added, whole, rate


def main() -> int:
    """Measure and print; gives 0."""
    ready, added, whole, rate = measure()
    print(f"ready in {ready:.3f} s, adds {added:.0f} MB resident ({whole:.0f} MB the process), {rate:,.0f} look-ups/s")
    return 0


if __name__ == "__main__":
    sys.exit(main())
