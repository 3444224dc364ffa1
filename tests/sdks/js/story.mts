// What the programs of all majors tell; tests/story.json has it.
import { readFileSync } from "node:fs";

export const story = JSON.parse(readFileSync(new URL("../../story.json", import.meta.url), "utf8"));
export const metadata = { ...story.metadata, ...story.nestedMetadata };
export const { step, generation, tool, failure, event, feedback } = story;

export const pause = () => new Promise((resume) => setTimeout(resume, 3));

// Everything below the root span, in the words that majors 4 and 5 share.
export async function tellSteps(root: any) {
  const found = root.startObservation(step.name);
  found.startObservation(
    event.name,
    { level: event.level, statusMessage: event.statusMessage },
    { asType: "event" },
  );
  found
    .startObservation(tool.name, { input: tool.input }, { asType: "tool" })
    .update({ output: tool.output })
    .end();
  const written = found.startObservation(
    generation.name,
    {
      model: generation.model,
      modelParameters: generation.modelParameters,
      input: generation.input,
      metadata: generation.metadata,
      prompt: { ...generation.prompt, isFallback: false },
    },
    { asType: "generation" },
  );
  await pause();
  written.update({ completionStartTime: new Date() });
  await pause();
  written.update({
    output: generation.output,
    usageDetails: generation.usage,
    costDetails: generation.cost,
  });
  written.end();
  found.end();
  root
    .startObservation(failure.name, { level: "ERROR", statusMessage: failure.statusMessage })
    .end();
  return written;
}

export function giveFeedback(langfuse: any, root: any, written: any) {
  for (const given of feedback) {
    langfuse.score.trace(root, given);
    langfuse.score.observation(written, given);
    langfuse.score.create({ ...given, sessionId: story.sessionId });
  }
}
