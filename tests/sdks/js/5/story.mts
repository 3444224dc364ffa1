// The story by major 5: what concerns the trace is propagated to every span in it.
import { LangfuseClient } from "@langfuse/client";
import { LangfuseSpanProcessor } from "@langfuse/otel";
import { propagateAttributes, startActiveObservation } from "@langfuse/tracing";
import { NodeTracerProvider } from "@opentelemetry/sdk-trace-node";
import { giveFeedback, story, tellSteps } from "../story.mts";

const processor = new LangfuseSpanProcessor({
  environment: story.environment,
  release: story.release,
});
const provider = new NodeTracerProvider({ spanProcessors: [processor] });
provider.register();
const langfuse = new LangfuseClient();

await propagateAttributes(
  {
    traceName: story.traceName,
    userId: story.userId,
    sessionId: story.sessionId,
    version: story.version,
    tags: story.tags,
    metadata: story.metadata,
  },
  () =>
    startActiveObservation(story.root.name, async (root) => {
      // Only texts are propagated; the root's own metadata may nest.
      root.update({ input: story.input, output: story.output, metadata: story.nestedMetadata });
      const written = await tellSteps(root);
      giveFeedback(langfuse, root, written);
    }),
);
await langfuse.flush();
await provider.shutdown();
