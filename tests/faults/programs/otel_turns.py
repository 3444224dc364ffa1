"""The same by OpenTelemetry's SDK and exporter, with the settings that they have of themselves."""

import sys
import time

from opentelemetry.exporter.otlp.proto.http.trace_exporter import OTLPSpanExporter
from opentelemetry.sdk.trace import TracerProvider
from opentelemetry.sdk.trace.export import BatchSpanProcessor

user, seconds, rate = sys.argv[1], float(sys.argv[2]), float(sys.argv[3])
provider = TracerProvider()
provider.add_span_processor(BatchSpanProcessor(OTLPSpanExporter()))
tracer = provider.get_tracer("turns")
begin = time.monotonic()
count = 0
while time.monotonic() < begin + seconds:
    with (
        tracer.start_as_current_span("turn", attributes={"user.id": user}),
        tracer.start_as_current_span("step"),
    ):
        pass
    count += 1
    time.sleep(max(0, begin + count / rate - time.monotonic()))
provider.shutdown()
print(count)
