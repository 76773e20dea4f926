"""Programs that use LLMs in the ways that people do, instrumented by libraries as they are.

    python scenarios.py INSTRUMENTATION

runs all scenarios of an instrumentation, each as the user INSTRUMENTATION_SCENARIO. Spans go to
OTEL_EXPORTER_OTLP_ENDPOINT. The LLM is at ANTHROPIC_BASE_URL, and below it at OPENAI_BASE_URL.
"""

import asyncio
import gc
import os
import sys
from contextlib import contextmanager

LLM = os.environ["ANTHROPIC_BASE_URL"]

QUESTION = "What is the answer?"
MESSAGES = [{"role": "user", "content": QUESTION}]

GPT = "gpt-4o"
CLAUDE = "claude-haiku-4-5"


# With Pydantic AI


def gpt(path="/v1"):
    from pydantic_ai.models.openai import OpenAIChatModel
    from pydantic_ai.providers.openai import OpenAIProvider

    return OpenAIChatModel(GPT, provider=OpenAIProvider(base_url=LLM + path))


def claude(path=""):
    from pydantic_ai.models.anthropic import AnthropicModel
    from pydantic_ai.providers.anthropic import AnthropicProvider

    return AnthropicModel(CLAUDE, provider=AnthropicProvider(base_url=LLM + path, api_key="none"))


def agent(model):
    from pydantic_ai import Agent

    return Agent(model, name="oracle")


def openai():
    agent(gpt()).run_sync(QUESTION)


def anthropic():
    agent(claude()).run_sync(QUESTION)


def responses():
    agent(f"openai-responses:{GPT}").run_sync(QUESTION)


def tools():
    oracle = agent(gpt())

    @oracle.tool_plain
    def look_up(key: str) -> str:
        return key

    oracle.run_sync(QUESTION)


def delegated():
    from pydantic_ai import Agent, RunContext

    helper = Agent(claude(), name="helper")
    oracle = agent(gpt())

    @oracle.tool
    async def ask_helper(context: RunContext, question: str) -> str:
        return (await helper.run(question, usage=context.usage)).output

    oracle.run_sync(QUESTION)


def fallback_to_anthropic():
    from pydantic_ai.models.fallback import FallbackModel

    agent(FallbackModel(gpt("/busy/v1"), claude())).run_sync(QUESTION)


def fallback_to_openai():
    from pydantic_ai.models.fallback import FallbackModel

    agent(FallbackModel(claude("/busy"), gpt())).run_sync(QUESTION)


def failing():
    from pydantic_ai.exceptions import ModelHTTPError

    try:
        agent(gpt("/busy/v1")).run_sync(QUESTION)
    except ModelHTTPError:
        pass


def streaming():
    async def stream():
        async with agent(gpt()).run_stream(QUESTION) as answer:
            await answer.get_output()

    asyncio.run(stream())


# With the clients of OpenAI and Anthropic


def openai_plain():
    from openai import OpenAI

    OpenAI().chat.completions.create(model=GPT, messages=MESSAGES)


def openai_streaming():
    from openai import OpenAI

    options = {"include_usage": True}
    for _ in OpenAI().chat.completions.create(model=GPT, messages=MESSAGES, stream=True, stream_options=options):
        pass


def openai_streaming_without_usage():
    from openai import OpenAI

    for _ in OpenAI().chat.completions.create(model=GPT, messages=MESSAGES, stream=True):
        pass


def openai_busy():
    from openai import OpenAI, RateLimitError

    try:
        OpenAI(base_url=LLM + "/busy/v1").chat.completions.create(model=GPT, messages=MESSAGES)
    except RateLimitError:
        pass


def anthropic_plain():
    from anthropic import Anthropic

    Anthropic().messages.create(model=CLAUDE, messages=MESSAGES, max_tokens=1000)


def anthropic_streaming():
    from anthropic import Anthropic

    for _ in Anthropic().messages.create(model=CLAUDE, messages=MESSAGES, max_tokens=1000, stream=True):
        pass


def anthropic_stream_helper():
    from anthropic import Anthropic

    with Anthropic().messages.stream(model=CLAUDE, messages=MESSAGES, max_tokens=1000) as stream:
        stream.get_final_message()


def anthropic_busy():
    from anthropic import Anthropic, RateLimitError

    try:
        Anthropic(base_url=LLM + "/busy").messages.create(model=CLAUDE, messages=MESSAGES, max_tokens=1000)
    except RateLimitError:
        pass


AGENTS = [openai, anthropic, responses, tools, delegated, fallback_to_anthropic, fallback_to_openai, failing, streaming]
CLIENTS = [
    openai_plain,
    openai_streaming,
    openai_streaming_without_usage,
    openai_busy,
    anthropic_plain,
    anthropic_streaming,
    anthropic_stream_helper,
    anthropic_busy,
]


# Instrumentations: each returns a context manager that makes all spans in it those of a user


def logfire(*instruments):
    import logfire

    logfire.configure(send_to_logfire=False, console=False)
    for instrument in instruments:
        getattr(logfire, f"instrument_{instrument}")()
    return lambda user: logfire.set_baggage(user_id=user)


def open_telemetry(*instrumentors):
    """Without Logfire's SDK, there is no baggage that becomes attributes."""
    from opentelemetry import trace
    from opentelemetry.exporter.otlp.proto.http.trace_exporter import OTLPSpanExporter
    from opentelemetry.sdk.trace import SpanProcessor, TracerProvider
    from opentelemetry.sdk.trace.export import SimpleSpanProcessor

    class User(SpanProcessor):
        def on_start(self, span, parent_context=None):
            span.set_attribute("user_id", self.id)

    user = User()

    @contextmanager
    def spans_of(id):
        user.id = id
        yield

    provider = TracerProvider()
    provider.add_span_processor(user)
    provider.add_span_processor(SimpleSpanProcessor(OTLPSpanExporter()))
    trace.set_tracer_provider(provider)
    for instrumentor in instrumentors:
        instrumentor.instrument(tracer_provider=provider)
    return spans_of


def traceloop():
    from opentelemetry.instrumentation.anthropic import AnthropicInstrumentor
    from opentelemetry.instrumentation.openai import OpenAIInstrumentor

    return open_telemetry(OpenAIInstrumentor(), AnthropicInstrumentor())


def open_inference():
    from openinference.instrumentation.anthropic import AnthropicInstrumentor
    from openinference.instrumentation.openai import OpenAIInstrumentor

    return open_telemetry(OpenAIInstrumentor(), AnthropicInstrumentor())


INSTRUMENTATIONS = {
    "pydantic_ai": (lambda: logfire("pydantic_ai"), AGENTS),
    "pydantic_ai_and_openai": (lambda: logfire("pydantic_ai", "openai"), [openai, streaming]),
    "logfire": (lambda: logfire("openai", "anthropic"), CLIENTS),
    "traceloop": (traceloop, CLIENTS),
    "open_inference": (open_inference, CLIENTS),
}


def main(name):
    from opentelemetry import trace

    instrument, scenarios = INSTRUMENTATIONS[name]
    spans_of = instrument()
    for scenario in scenarios:
        with spans_of(f"{name}_{scenario.__name__}"):
            scenario()
            # ends the span of a stream that nobody has closed
            gc.collect()
    trace.get_tracer_provider().shutdown()


if __name__ == "__main__":
    main(sys.argv[1])
