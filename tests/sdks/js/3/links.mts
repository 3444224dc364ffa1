// Says where the trace can be seen.
import { Langfuse } from "langfuse";

const langfuse = new Langfuse();
const trace = langfuse.trace({ name: process.argv[2] });
await langfuse.shutdownAsync();
console.log(JSON.stringify({ url: trace.getTraceUrl() }));
