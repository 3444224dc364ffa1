// A trace whose user is named once its generation is sent.
import { processor, provider, tracing } from "./packages.mts";

const userId = process.argv[2];
await tracing.startActiveObservation("unknown-yet", async (root: any) => {
  root
    .startObservation(
      "answer",
      { model: "gpt-4o", usageDetails: { input: 10, output: 5 } },
      { asType: "generation" },
    )
    .end();
  await processor.forceFlush();
  if (root.updateTrace) root.updateTrace({ userId, name: "known" });
  else
    await tracing.propagateAttributes({ userId, traceName: "known" }, async () =>
      tracing.startObservation("afterwards").end(),
    );
});
await provider.shutdown();
