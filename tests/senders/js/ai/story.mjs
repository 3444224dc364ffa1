// The story by Vercel's AI SDK, its major named on the command line, with a made-up model.
//
// The SDK names its spans itself. A first call of the model asks for the tool, a second answers.
import { OTLPTraceExporter } from "@opentelemetry/exporter-trace-otlp-http";
import { detectResources, envDetector } from "@opentelemetry/resources";
import { BatchSpanProcessor, NodeTracerProvider } from "@opentelemetry/sdk-trace-node";
import { readFileSync } from "node:fs";
import { z } from "zod";

const major = Number(process.argv[2]);
const ai = await import(`ai-${major}`);
const mocks = await import(`ai-${major}/test`);
const story = JSON.parse(readFileSync(new URL("../../../story.json", import.meta.url), "utf8"));
const { generation, tool, failure, event } = story;
const { usage } = generation;
const cached = usage.input_cached_tokens;
const reasoning = usage.output_reasoning_tokens;
const inputTokens = usage.input + cached;
const outputTokens = usage.output + reasoning;

// What differs from major to major.
const model = mocks[`MockLanguageModelV${{ 4: 1, 5: 2, 6: 3, 7: 4 }[major]}`];
const tokens = {
  4: { promptTokens: inputTokens, completionTokens: outputTokens },
  5: {
    inputTokens,
    outputTokens,
    totalTokens: usage.total,
    cachedInputTokens: cached,
    reasoningTokens: reasoning,
  },
}[major] ?? {
  inputTokens: { total: inputTokens, noCache: usage.input, cacheRead: cached, cacheWrite: 0 },
  outputTokens: { total: outputTokens, text: usage.output, reasoning },
};
const reason = (finished) => (major < 6 ? finished : { unified: finished, raw: finished });
const call = { type: "tool-call", toolCallId: "call-1", toolName: tool.name };
const query = JSON.stringify(tool.input);
const rawCall = { rawPrompt: null, rawSettings: {} };
const asksForTool =
  major === 4
    ? { toolCalls: [{ ...call, toolCallType: "function", args: query }], rawCall }
    : { content: [{ ...call, input: query }], warnings: [] };
const answer =
  major === 4
    ? [{ type: "text-delta", textDelta: generation.output }]
    : [
        { type: "stream-start", warnings: [] },
        { type: "text-start", id: "1" },
        { type: "text-delta", id: "1", delta: generation.output },
        { type: "text-end", id: "1" },
      ];
const end = { type: "finish", finishReason: reason("stop"), usage: tokens };
const settings = {
  temperature: generation.modelParameters.temperature,
  [major === 4 ? "maxTokens" : "maxOutputTokens"]: generation.modelParameters.max_tokens,
};
const metadata = {
  userId: story.userId,
  sessionId: story.sessionId,
  tags: story.tags,
  ...story.metadata,
};

const provider = new NodeTracerProvider({
  resource: detectResources({ detectors: [envDetector] }),
  spanProcessors: [new BatchSpanProcessor(new OTLPTraceExporter())],
});
provider.register();

// Newer majors name their spans after the model.
const named = (modelId) => ({ modelId, provider: "openai.chat" });
const asking = new model({
  ...named("gpt-4o-mini"),
  doGenerate: async () => ({
    ...asksForTool,
    finishReason: reason("tool-calls"),
    usage: tokens,
  }),
});
const answering = new model({
  ...named(generation.model),
  doStream: async () => ({
    stream: ai.simulateReadableStream({ chunks: [...answer, end], initialDelayInMs: 5 }),
    rawCall,
  }),
});
const failing = new model({
  ...named("broken"),
  doGenerate: async () => {
    throw new Error(failure.statusMessage);
  },
});
const search = ai.tool({
  [major === 4 ? "parameters" : "inputSchema"]: z.object({ query: z.string() }),
  execute: async () => tool.output,
});
const prompt = generation.input[0].content;

const tracer = provider.getTracer("story");
await tracer.startActiveSpan(story.root.name, async (root) => {
  tracer
    .startSpan(event.name)
    .setAttributes({
      "langfuse.observation.type": "event",
      "langfuse.observation.level": event.level,
      "langfuse.observation.status_message": event.statusMessage,
    })
    .end();
  await ai.generateText({
    model: asking,
    prompt,
    tools: { [tool.name]: search },
    ...settings,
    ...(await telemetryOf(story.step.name)),
  });
  const streamed = ai.streamText({
    model: answering,
    prompt,
    ...settings,
    ...(await telemetryOf(generation.name)),
  });
  for await (const _ of streamed.textStream);
  const failed = { model: failing, prompt, maxRetries: 0, ...(await telemetryOf(failure.name)) };
  await ai.generateText(failed).then(
    () => process.exit(1),
    () => {},
  );
  root.end();
});
await provider.shutdown();

async function telemetryOf(functionId) {
  if (major < 7) {
    return { experimental_telemetry: { isEnabled: true, functionId, metadata } };
  }
  const { OpenTelemetry } = await import("@ai-sdk/otel");
  const includeRuntimeContext = Object.fromEntries(
    Object.keys(metadata).map((name) => [name, true]),
  );
  return {
    runtimeContext: metadata,
    telemetry: {
      functionId,
      includeRuntimeContext,
      integrations: [new OpenTelemetry({ runtimeContext: true, agentSpanName: "functionId" })],
    },
  };
}
