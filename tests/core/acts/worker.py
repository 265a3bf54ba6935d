"""A worker that is going to be killed: acts without end, and says what was acknowledged. Run as a module with url and a seed."""

from __future__ import annotations

import asyncio
import random
import sys

from core.acts.perform import perform
from core.errors import Refused
from core.host import host as hosting
from core.models import Enquiry
from core.models.access import SYSTEM


async def main(url: str, seed: str) -> None:
    await hosting.start(url)
    chance, n = random.Random(seed), 0
    while True:
        n += 1
        key = f"{seed}:{n}"
        if chance.random() < 0.5:
            await perform("core.customer.register", SYSTEM, {"name": key, "code": key, "kind": "person"}, key=key)
        else:
            await _take_or_answer(key, chance)
        print(key, flush=True)


async def _take_or_answer(key: str, chance: random.Random) -> None:
    asked = await Enquiry.filter(state="open").first()
    try:
        if asked and chance.random() < 0.5:
            await perform("core.enquiry.answer", SYSTEM, {"answer": key}, subject=asked.id, key=key)
        else:
            await perform("core.enquiry.take", SYSTEM, {"customer": 1, "question": key, "channel": "phone"}, key=key)
    except Refused:
        pass


if __name__ == "__main__":
    asyncio.run(main(sys.argv[1], sys.argv[2]))
