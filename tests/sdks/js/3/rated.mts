// A user's trace and a score for each name given; no server takes the one named "refused".
import { Langfuse } from "langfuse";

const [userId, ...names] = process.argv.slice(2);
const langfuse = new Langfuse();
const trace = langfuse.trace({ name: "rated", userId });
trace.span({ name: "step" }).end();
for (const name of names) {
  trace.score(name === "refused" ? { name, value: 2, dataType: "BOOLEAN" } : { name, value: 4.5 });
}
await langfuse.shutdownAsync();
