"""`python -m handlers.local_slack --port 3999 --config FILE`: the local Slack alone, for any app."""

import argparse
import asyncio
import sys
from pathlib import Path

from handlers.local_slack.config import Config
from handlers.local_slack.config_reading import ConfigError
from handlers.local_slack.local_slack import LocalSlack
from handlers.local_slack.stopping import stop_asked


def main(arguments: list[str] | None = None) -> int:
    """Runs until SIGINT or SIGTERM. Returns the exit status: 1 with one line on standard error when it cannot start."""
    parser = argparse.ArgumentParser(prog="python -m handlers.local_slack", description="A local Slack.")
    parser.add_argument("--port", type=int, default=3999)
    parser.add_argument("--host", default="127.0.0.1")
    parser.add_argument("--config", type=Path, required=True, help="JSON: workspaces, people, channels and the app")
    chosen = parser.parse_args(arguments)
    try:
        config = Config.from_file(chosen.config)
        asyncio.run(_serve(config, chosen.host, chosen.port))
    except ConfigError as trouble:
        print(trouble, file=sys.stderr)
        return 1
    except OSError as trouble:
        print(f"cannot listen on {chosen.host}:{chosen.port}: {trouble.strerror}", file=sys.stderr)
        return 1
    return 0


async def _serve(config: Config, host: str, port: int) -> None:
    with stop_asked() as stopped:
        async with LocalSlack(config).running(port, host) as slack:
            print(f"Local Slack: {slack.url}   Web API: {slack.api_url}", flush=True)
            await stopped.wait()


if __name__ == "__main__":
    sys.exit(main())
