"""The Slack door: what people do in Slack arrives here. One folder or file a feature; `bot.py` plugs them in."""
