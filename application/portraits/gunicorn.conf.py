"""How gunicorn serves the application, in a container as on a desk."""

import os
import signal

from portraits import stopping

bind = f"0.0.0.0:{os.environ.get('PORT', '8080')}"
# One process that answers eight people at once: to serve more, run more Pods.
workers = 1
threads = 8
accesslog = "-"
# A socket to pilot gunicorn would need a folder that can be written to.
control_socket_disable = True
# Between the announcement of the end and the end, so that whoever sends requests has time to look elsewhere.
stop_delay = float(os.environ.get("STOP_DELAY", "3"))
graceful_timeout = 5


def when_ready(_: object) -> None:
    """Make SIGTERM say « not ready » first, and stop after `stop_delay`; a second one stops at once."""
    stop = signal.getsignal(signal.SIGTERM)

    def announce(*_: object) -> None:
        stopping.announce()
        signal.signal(signal.SIGTERM, stop)
        signal.signal(signal.SIGALRM, lambda *_: os.kill(os.getpid(), signal.SIGTERM))
        signal.setitimer(signal.ITIMER_REAL, max(stop_delay, 0.001))

    signal.signal(signal.SIGTERM, announce)
