# The image that serves API and page. Each RUN is also run by .ci/run, word for word.

# By the digest of its list of platforms, which `docker buildx imagetools inspect
# python:3.11-slim-bookworm` tells; to renew it, put it into both lines.
FROM python:3.11-slim-bookworm@sha256:a36c24f9cbdf4fd0f52d67f0823eeac19c2028c637cecc392d97f980d4fec56b AS build
WORKDIR /usertrail
COPY pyproject.toml README.md LICENSE ./
COPY backend backend
COPY frontend frontend
# Exactly the versions that were tested, in what builds and in what runs.
RUN python3 -m venv build && build/bin/pip install --require-hashes -r backend/locks/build.txt
RUN python3 -m venv .venv && .venv/bin/pip install --require-hashes -r backend/locks/run.txt
RUN build/bin/pip wheel --no-build-isolation --no-deps --wheel-dir wheel .
RUN .venv/bin/pip install --no-deps --no-index wheel/*.whl
RUN build/bin/python backend/bill_of_materials.py .venv sbom
RUN mkdir data
# The account that the image runs as, and nothing else: Postgres needs its name.
RUN sed '$a usertrail:x:10001:10001::/nonexistent:/bin/false' /etc/passwd > passwd

FROM python:3.11-slim-bookworm@sha256:a36c24f9cbdf4fd0f52d67f0823eeac19c2028c637cecc392d97f980d4fec56b
# A virtual environment works only at the path where it was made.
COPY --from=build /usertrail/.venv /usertrail/.venv
COPY --from=build /usertrail/sbom /usertrail/sbom
COPY --from=build /usertrail/passwd /etc/passwd
COPY --from=build --chown=10001:10001 /usertrail/data /data
ENV PATH=/usertrail/.venv/bin:$PATH \
    USERTRAIL_DATA_DIR=/data \
    USERTRAIL_HOST=0.0.0.0
USER usertrail
# Of the embedded Postgres, where USERTRAIL_DATABASE_URL names no other. What an image before made
# as nobody is given to the account by: chown -R 10001:10001 /data
VOLUME /data
EXPOSE 3000
HEALTHCHECK --start-period=30s CMD ["python", "-c", "from urllib.request import urlopen; urlopen('http://127.0.0.1:3000/ready')"]
# Needs USERTRAIL_PASSWORD, of 12 characters or more, since other machines can reach it.
CMD ["usertrail", "serve"]
