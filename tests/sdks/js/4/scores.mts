// A generation with tokens and cost, and scores of every kind, by the JavaScript SDK.
import { LangfuseClient } from "@langfuse/client";
import { startObservation } from "@langfuse/tracing";
import { sdk } from "./start.mts";

const langfuse = new LangfuseClient();
const root = startObservation("chat-turn", { input: { question: "Why?" } });
root.updateTrace({ userId: "js-user", sessionId: "js-session", tags: ["web"] });
const generation = root.startObservation(
  "answer",
  {
    model: "gpt-4o",
    usageDetails: { input: 1000, output: 500 },
    costDetails: { input: 0.1, output: 0.2, total: 0.3 },
  },
  { asType: "generation" },
);
generation.update({ output: "Because." }).end();
root.update({ output: "Because." }).end();

langfuse.score.trace(root, { name: "thumbs", value: 1, dataType: "BOOLEAN", comment: "yes!" });
langfuse.score.observation(generation, { name: "tone", value: "friendly", dataType: "CATEGORICAL" });
langfuse.score.create({ sessionId: "js-session", name: "stars", value: 4.5, dataType: "NUMERIC" });
await langfuse.score.flush();
await sdk.shutdown();
console.log(JSON.stringify({ traceId: root.traceId, url: await langfuse.getTraceUrl(root.traceId) }));
