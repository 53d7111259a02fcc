"""The faults. Each gets a sweep that has not begun and a source of chance, strikes, and says what happened."""

import os
import signal


def driver_killed(sweep, chance):
    """kill -9 of the driver, thrice, each time anywhere in what is left"""
    shares = sorted(chance.uniform(0.02, 0.98) for _ in range(3))
    killed = []
    for share in shares:
        driver = sweep.start()
        sweep.wait_for(share, driver)
        if driver.poll() is None:
            driver.kill()
            killed.append(f"{100 * share:.0f}%")
        driver.wait()
    return {"happened": f"{len(killed)} kills, at {', '.join(killed)} of what there is to store"}


ALL = {
    "driver-killed": driver_killed,
}
