// A trace for each of the user ids given by name, in the one way of the two that is asked for.
import { provider, tracing } from "./packages.mts";

const [way, sdk, userIds] = process.argv.slice(2);
for (const [name, userId] of Object.entries(JSON.parse(userIds!))) {
  const start = () => tracing.startObservation(`${sdk}: ${name}`);
  if (way === "updateTrace") start().updateTrace({ userId }).end();
  else await tracing.propagateAttributes({ userId }, async () => start().end());
}
await provider.shutdown();
