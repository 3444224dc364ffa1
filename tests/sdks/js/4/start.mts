// Sets up tracing as the snippets expect to find it.
import { LangfuseSpanProcessor } from "@langfuse/otel";
import { NodeTracerProvider } from "@opentelemetry/sdk-trace-node";

export const sdk = new NodeTracerProvider({ spanProcessors: [new LangfuseSpanProcessor()] });
sdk.register();
