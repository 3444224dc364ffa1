// A user's trace and a score for each name given; no server takes the one named "refused".
import { LangfuseClient, provider, tracing } from "./packages.mts";

const [userId, ...names] = process.argv.slice(2);
const langfuse = new LangfuseClient();
const root = await tracing.propagateAttributes({ userId }, async () =>
  tracing.startObservation("step"),
);
root.end();
for (const name of names) {
  langfuse.score.trace(
    root,
    name === "refused" ? { name, value: 2, dataType: "BOOLEAN" } : { name, value: 4.5 },
  );
}
await langfuse.flush();
await provider.shutdown();
