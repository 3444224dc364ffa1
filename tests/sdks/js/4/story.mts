// The story by major 4: the trace is updated from its root span.
import { LangfuseClient } from "@langfuse/client";
import { LangfuseSpanProcessor } from "@langfuse/otel";
import { startObservation } from "@langfuse/tracing";
import { NodeTracerProvider } from "@opentelemetry/sdk-trace-node";
import { giveFeedback, metadata, story, tellSteps } from "../story.mts";

const processor = new LangfuseSpanProcessor({
  environment: story.environment,
  release: story.release,
});
const provider = new NodeTracerProvider({ spanProcessors: [processor] });
provider.register();
const langfuse = new LangfuseClient();

const root = startObservation(story.root.name);
root.updateTrace({
  name: story.traceName,
  userId: story.userId,
  sessionId: story.sessionId,
  version: story.version,
  tags: story.tags,
  metadata,
  input: story.input,
  output: story.output,
});
const written = await tellSteps(root);
root.end();
giveFeedback(langfuse, root, written);
await langfuse.flush();
await provider.shutdown();
