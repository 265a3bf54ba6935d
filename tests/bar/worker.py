"""Some acts in a process of its own, for whose system calls a fault is planted. Url, a prefix of keys, how many; says what was acknowledged."""

from __future__ import annotations

import asyncio
import sys

import tests.bar.faulty  # noqa: F401  (plants what BAR_FAULT names)
from core.acts.perform import perform
from core.host import host as hosting
from core.models import Customer, Enquiry
from core.models.access import SYSTEM

ACTS = 6
BUSY_SECONDS = 5.0


async def main(url: str, prefix: str) -> None:
    await hosting.start(url)
    try:
        for n in range(ACTS):
            await _act(n, f"{prefix}:{n}")
    finally:
        await hosting.stop()


async def _act(n: int, key: str) -> None:
    """One of three kinds of act; one that fails is not acknowledged, and the next must go."""
    try:
        async with asyncio.timeout(BUSY_SECONDS):
            if n % 3 == 0:
                await perform("core.customer.register", SYSTEM, {"name": key, "code": key, "kind": "person"}, key=key)
            elif n % 3 == 1:
                customer = await Customer.all().first()
                assert customer is not None
                asked = {"customer": customer.id, "question": key, "channel": "phone"}
                await perform("core.enquiry.take", SYSTEM, asked, key=key)
            else:
                enquiry = await Enquiry.filter(state="open").first()
                assert enquiry is not None
                await perform("core.enquiry.answer", SYSTEM, {"answer": key}, subject=enquiry.id, key=key)
    except TimeoutError:
        print(f"hung {key}", flush=True)
    except Exception as failure:
        print(f"failed {key} {type(failure).__name__}", flush=True)
    else:
        print(f"done {key}", flush=True)


if __name__ == "__main__":
    asyncio.run(main(sys.argv[1], sys.argv[2]))
