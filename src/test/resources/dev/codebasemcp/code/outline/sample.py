"""Module words."""
import os

MAX_RETRIES = 3
timeout: int = 5
T = TypeVar("T")
_cache = {}


@decorated
@with_arguments(
    1,
)
class Client(Base):
    """Talks to
    a server."""

    retries: int = 0
    LIMIT = 5

    def __init__(self, url):
        self.url = url

    # Sends it.
    @property
    async def send(self, request) -> Response:
        """Send one request."""
        local = 1

        def retry(times):
            return times

        return retry(local)


def connect(host,
            port):
    return Client(host)


if TYPE:
    def fallback():
        pass

type Alias = int
