// --- before the snippet ---
import { sdk } from "./start.mts";
// --- the snippet, as printed ---
import {
  startActiveObservation,
  startObservation,
  updateActiveTrace,
} from "@langfuse/tracing";

await startActiveObservation("context-manager", async (span) => {
  span.update({
    input: { query: "What is the capital of France?" },
  });
  // Set userId for trace
  updateActiveTrace({
    userId: "user-123",
  });
});
// --- after the snippet ---
await sdk.shutdown();
