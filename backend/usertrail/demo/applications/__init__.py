"""The demo's three applications and its nightly job: what each traces when it is asked."""
