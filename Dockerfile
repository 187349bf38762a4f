# Koers in a container: docker build -t koers . && docker run --env-file .env -v koers:/data koers
FROM python:3.12-slim
ENV PYTHONUNBUFFERED=1 PATH=/koers/.venv/bin:$PATH
WORKDIR /koers
COPY pyproject.toml uv.lock ./
RUN pip install --no-cache-dir uv && uv sync --frozen --no-dev --no-cache && pip uninstall -y uv
COPY bot.py ./
COPY handlers handlers
COPY jobs jobs
COPY messages messages
COPY models models
# Compiled once, here: the bot itself may not write where its files stand.
RUN python -m compileall -q bot.py handlers jobs messages models && python -m handlers.program.warm_up
RUN useradd --system --uid 10001 --home-dir /data koers && mkdir /data && chown koers /data
USER koers
ENV DATABASE_URL=sqlite:////data/koers.db PORT=3000
VOLUME /data
EXPOSE 3000
HEALTHCHECK --interval=30s --timeout=5s --start-period=20s \
    CMD ["python", "-c", "import os, urllib.request as r; r.urlopen('http://127.0.0.1:' + os.environ['PORT'] + '/healthz', timeout=4)"]
CMD ["python", "bot.py", "serve"]
