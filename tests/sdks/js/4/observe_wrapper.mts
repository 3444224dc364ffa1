// --- before the snippet ---
import { sdk } from "./start.mts";
// --- the snippet, as printed ---
import { observe, updateActiveTrace } from "@langfuse/tracing";
// Original function
async function fetchData(source: string) {
  // Set userId for trace
  updateActiveTrace({
    userId: "user-123",
  });
  // ... data fetching logic ...
  return { data: `some data from ${source}` };
}
// Use observe wrapper to enable tracing
const tracedFetchData = observe(fetchData, {
  name: "observe-wrapper",
});
const result = await tracedFetchData("API");
// --- after the snippet ---
await sdk.shutdown();
