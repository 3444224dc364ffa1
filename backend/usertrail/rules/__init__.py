"""A project's own rules (prices and attribute names), stored in tables and cached per process.

Every request reads the revision of the rules along with its key. So a change applies, in every
process, to each request that is authenticated after it; a project without rules costs nothing.
"""
