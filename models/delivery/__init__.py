"""Messages that go out by themselves: each has a key, and is sent once or visibly not at all."""
