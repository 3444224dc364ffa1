// The story by major 3, whose batches hold creates and updates of traces and observations.
import { Langfuse } from "langfuse";
import {
  event,
  failure,
  feedback,
  generation,
  metadata,
  pause,
  step,
  story,
  tool,
} from "../story.mts";

const langfuse = new Langfuse({ environment: story.environment, release: story.release });

const trace = langfuse.trace({
  name: story.traceName,
  userId: story.userId,
  sessionId: story.sessionId,
  version: story.version,
  tags: story.tags,
  metadata,
  input: story.input,
});
const root = trace.span({ name: story.root.name });
const found = root.span({ name: step.name });
found.event({ name: event.name, level: event.level, statusMessage: event.statusMessage });
found.span({ name: tool.name, input: tool.input }).end({ output: tool.output });
const written = found.generation({
  name: generation.name,
  model: generation.model,
  modelParameters: generation.modelParameters,
  input: generation.input,
  metadata: generation.metadata,
  promptName: generation.prompt.name,
  promptVersion: generation.prompt.version,
});
await pause();
written.update({ completionStartTime: new Date() });
await pause();
written.end({
  output: generation.output,
  usageDetails: generation.usage,
  costDetails: generation.cost,
});
found.end();
root.span({ name: failure.name }).end({ level: "ERROR", statusMessage: failure.statusMessage });
root.end();
trace.update({ output: story.output });
for (const given of feedback) {
  trace.score(given);
  written.score(given);
  langfuse.score({ ...given, sessionId: story.sessionId });
}
await langfuse.shutdownAsync();
