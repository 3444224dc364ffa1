// A trace whose user is named once its generation is sent.
import { Langfuse } from "langfuse";

const langfuse = new Langfuse();
const trace = langfuse.trace({ name: "unknown-yet" });
trace
  .generation({ name: "answer", model: "gpt-4o", usageDetails: { input: 10, output: 5 } })
  .end();
await langfuse.flushAsync();
trace.update({ userId: process.argv[2], name: "known" });
await langfuse.shutdownAsync();
