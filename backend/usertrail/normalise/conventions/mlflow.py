"""MLflow Tracing."""

from usertrail.normalise.conventions.shape import Content, Convention

MLFLOW = Convention(content=(Content(("mlflow.spanInputs",), ("mlflow.spanOutputs",)),))
