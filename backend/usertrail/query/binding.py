"""The values bound in a statement that is put together from known clauses."""


class Binding:
    """Call it with a value to bind it, and write what it returns in the value's place."""

    def __init__(self) -> None:
        self.values: list[object] = []

    def __call__(self, value: object, sql_type: str) -> str:
        self.values.append(value)
        return f"${len(self.values)}::{sql_type}"
