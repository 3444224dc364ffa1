// One span of each kind, and one that an exception leaves.
import { provider, tracing } from "./packages.mts";

const [name, ...kinds] = process.argv.slice(2);
await tracing.startActiveObservation(name, async () => {
  for (const kind of kinds) tracing.startObservation(kind, {}, { asType: kind }).end();
  const raises = async () => {
    throw new Error("no such table");
  };
  await tracing.startActiveObservation("raises", raises).catch(() => {});
});
await provider.shutdown();
