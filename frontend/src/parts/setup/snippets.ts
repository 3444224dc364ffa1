// What to paste to send the first trace, with the project's own host and public key in it.
import type { SetupTab } from '../../urls/setup'

export interface Snippet {
  title: string
  code: string
}

export const PUBLIC = 'YOUR_PUBLIC_KEY'
export const SECRET = 'YOUR_SECRET_KEY'

interface SnippetValues {
  host: string
  publicKey: string
  /** What stands in its place where it is not known. */
  secretKey: string
}

export function snippetsOf(tab: SetupTab, values: SnippetValues): Snippet[] {
  switch (tab) {
    case 'python':
      return [variables(values), { title: 'Send a trace', code: PYTHON }]
    case 'js':
      return [variables(values), { title: 'Send a trace', code: JAVASCRIPT }]
    case 'otel':
      return [openTelemetry(values), { title: 'Send a trace (Python)', code: OTEL_PYTHON }]
    case 'graphql':
      return [feedback(values), ask(values)]
  }
}

/** What every generation of the Langfuse SDKs reads. */
export function environment({ host, publicKey, secretKey }: SnippetValues): string {
  return `export LANGFUSE_PUBLIC_KEY="${publicKey}"
export LANGFUSE_SECRET_KEY="${secretKey}"
export LANGFUSE_HOST="${host}"
export LANGFUSE_BASE_URL="${host}"
export LANGFUSE_BASEURL="${host}"`
}

function variables(values: SnippetValues): Snippet {
  return { title: 'Point the SDK here', code: environment(values) }
}

const PYTHON = `# pip install "langfuse>=3.15"
from langfuse import get_client, observe, propagate_attributes

langfuse = get_client()

@observe()
def answer(question):
    return "Paris"

with propagate_attributes(user_id="user_12345"):
    answer("What is the capital of France?")
langfuse.flush()`

const JAVASCRIPT = `// npm install @langfuse/tracing @langfuse/otel @opentelemetry/sdk-trace-node
import { LangfuseSpanProcessor } from "@langfuse/otel";
import { propagateAttributes, startActiveObservation } from "@langfuse/tracing";
import { NodeTracerProvider } from "@opentelemetry/sdk-trace-node";

const provider = new NodeTracerProvider({ spanProcessors: [new LangfuseSpanProcessor()] });
provider.register();

await propagateAttributes({ userId: "user-123" }, () =>
  startActiveObservation("answer", async (span) => {
    span.update({ input: { query: "What is the capital of France?" } });
    span.update({ output: "Paris" });
  }),
);

await provider.shutdown();`

function openTelemetry({ host, publicKey, secretKey }: SnippetValues): Snippet {
  return {
    title: 'Point any OpenTelemetry exporter here',
    code: `export OTEL_EXPORTER_OTLP_TRACES_PROTOCOL="http/protobuf"
export OTEL_EXPORTER_OTLP_TRACES_ENDPOINT="${host}/v1/traces"
KEYS="${publicKey}:${secretKey}"
export OTEL_EXPORTER_OTLP_TRACES_HEADERS="Authorization=Basic%20$(printf %s "$KEYS" | base64 | tr -d '\\n')"`,
  }
}

const OTEL_PYTHON = `# pip install opentelemetry-sdk opentelemetry-exporter-otlp-proto-http
from opentelemetry import trace
from opentelemetry.exporter.otlp.proto.http.trace_exporter import OTLPSpanExporter
from opentelemetry.sdk.trace import TracerProvider
from opentelemetry.sdk.trace.export import BatchSpanProcessor

provider = TracerProvider()
provider.add_span_processor(BatchSpanProcessor(OTLPSpanExporter()))
trace.set_tracer_provider(provider)

with trace.get_tracer("my-app").start_as_current_span("answer") as span:
    span.set_attribute("user.id", "user_12345")
    span.set_attribute("gen_ai.request.model", "gpt-4o")

provider.shutdown()`

function feedback(values: SnippetValues): Snippet {
  return {
    title: 'Say what a user thought of a trace',
    code: graphqlCall(
      values,
      'mutation { submitFeedback(input: { traceId: \\"TRACE_ID\\", name: \\"helpful\\", booleanValue: true }) { feedback { feedbackId } } }',
    ),
  }
}

function ask(values: SnippetValues): Snippet {
  return {
    title: 'Read the users',
    code: graphqlCall(
      values,
      '{ users(first: 10) { nodes { userId metrics { traceCount totalTokens costUsd } } } }',
    ),
  }
}

function graphqlCall({ host, publicKey, secretKey }: SnippetValues, document: string): string {
  return `curl ${host}/graphql -u "${publicKey}:${secretKey}" \\
  -H "Content-Type: application/json" \\
  -d '{"query": "${document}"}'`
}
