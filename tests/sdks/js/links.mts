// Says where the trace can be seen.
import { LangfuseClient, provider, tracing } from "./packages.mts";

const root = tracing.startObservation(process.argv[2]);
root.end();
await provider.shutdown();
console.log(JSON.stringify({ url: await new LangfuseClient().getTraceUrl(root.traceId) }));
