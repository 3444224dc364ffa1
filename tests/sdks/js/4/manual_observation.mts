// --- before the snippet ---
import { sdk } from "./start.mts";
// --- the snippet, as printed ---
import { startObservation } from "@langfuse/tracing";
const span = startObservation("manual-observation", {
  input: { query: "What is the capital of France?" },
});
// Set userId for trace
span.updateTrace({
  userId: "user-123",
});
span.update({ output: "Paris" }).end();
// --- after the snippet ---
await sdk.shutdown();
