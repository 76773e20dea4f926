package ai.potpie.analyticsapi.analytics.facts;

import java.util.List;

import ai.potpie.analyticsapi.sql.Sql;

/**
 * What instrumentations call the numbers and names of a call of an LLM: the one table of
 * it. The first attribute that is there counts; older and newer names of one thing never
 * add up.
 * <p>
 * Sources: OpenTelemetry's semantic conventions for generative AI ({@code gen_ai.*}),
 * Pydantic AI and Logfire ({@code gen_ai.usage.details.*}, {@code operation.cost}),
 * Traceloop and OpenLIT ({@code gen_ai.usage.*} of other spellings), OpenInference
 * ({@code llm.*}), LiteLLM ({@code litellm.*}, {@code gen_ai.cost.*}) and Vercel's AI SDK
 * ({@code ai.*}).
 */
enum SpanAttribute {

	/** Tokens that were sent, with those of the cache. */
	INPUT("gen_ai.usage.input_tokens", "gen_ai.usage.prompt_tokens", "llm.token_count.prompt"),

	/** Tokens that came back, with those of reasoning. */
	OUTPUT("gen_ai.usage.output_tokens", "gen_ai.usage.completion_tokens", "llm.token_count.completion"),

	/** Input tokens that were read from a cache. */
	CACHE_READ(List.of("cache"), "gen_ai.usage.cache_read.input_tokens", "gen_ai.usage.details.cache_read_tokens",
			"gen_ai.usage.cache_read_input_tokens", "gen_ai.usage.details.cache_read_input_tokens",
			"llm.token_count.prompt_details.cache_read", "gen_ai.usage.prompt_tokens_details.cached_tokens",
			"ai.usage.inputTokenDetails.cacheReadTokens", "ai.usage.cachedInputTokens"),

	/** Input tokens that were written to a cache. */
	CACHE_WRITE(List.of("write", "creation", "Write"), "gen_ai.usage.cache_write.input_tokens",
			"gen_ai.usage.cache_creation.input_tokens", "gen_ai.usage.details.cache_write_tokens",
			"gen_ai.usage.cache_creation_input_tokens", "llm.token_count.prompt_details.cache_write",
			"gen_ai.usage.prompt_tokens_details.cache_creation_tokens", "ai.usage.inputTokenDetails.cacheWriteTokens"),

	/** Output tokens that were reasoning. */
	REASONING(List.of("reasoning"), "gen_ai.usage.reasoning.output_tokens", "gen_ai.usage.details.reasoning_tokens",
			"gen_ai.usage.reasoning_tokens", "llm.token_count.completion_details.reasoning",
			"gen_ai.usage.completion_tokens_details.reasoning_tokens", "ai.usage.outputTokenDetails.reasoningTokens",
			"ai.usage.reasoningTokens"),

	/** What the call cost, in US dollars. */
	COST(List.of("cost"), "operation.cost", "gen_ai.usage.cost", "llm.cost.total", "litellm.cost.total",
			"gen_ai.cost.total_cost"),

	/** The model that answered, else the one that was asked. */
	MODEL(List.of("model"), "gen_ai.response.model", "gen_ai.request.model", "llm.model_name",
			"llm.request.model_name"),

	/** Who was called. */
	PROVIDER("gen_ai.provider.name", "gen_ai.system", "llm.provider", "llm.system"),

	/** What it was called for. */
	OPERATION("gen_ai.operation.name"),

	/** The id that the provider gave to the response. */
	RESPONSE("gen_ai.response.id"),

	/** What the span is, where OpenInference says it. */
	SPAN_KIND("openinference.span.kind"),

	/** What a usage span says that its run cost, in US dollars. */
	ACTUAL_COST("actual_cost"),

	/** How a run ended. */
	OUTCOME("outcome"),

	/** The id that Pydantic AI gives to a run of an agent. */
	AGENT_CALL("gen_ai.agent.call.id");

	private final Sql text;

	private final List<Sql> texts;

	SpanAttribute(String... keys) {
		this(List.of(), keys);
	}

	/** A word in all of its keys saves reading JSON for keys that can't be there. */
	SpanAttribute(List<String> words, String... keys) {
		this.texts = List.of(keys).stream().map(SpanAttribute::text).toList();
		Sql first = (keys.length == 1) ? this.texts.get(0)
				: Sql.of("coalesce(:texts)").with("texts", Sql.list(this.texts));
		this.text = words.isEmpty() ? first
				: Sql.of("CASE WHEN :is_mentioned THEN :first END")
					.with("is_mentioned", isMentioned(words))
					.with("first", first);
	}

	private static Sql isMentioned(List<String> words) {
		return Sql.or(words.stream().map((word) -> Sql.of("CAST(document AS VARCHAR) LIKE '%" + word + "%'")).toList());
	}

	/** The text of the first attribute that is there, NULL if there is none. */
	Sql text() {
		return this.text;
	}

	/** The texts of all of them. */
	List<Sql> texts() {
		return this.texts;
	}

	/**
	 * The text of any attribute of a span that is already known to be asked about.
	 * DataFusion reads JSON ahead of the filter of the user, for everybody's rows, unless
	 * it is read from an expression. No span event gets as far as this.
	 */
	static Sql text(String key) {
		return Sql.of("((CASE WHEN kind <> 'span_event' THEN document END)->>:key)").with("key", key);
	}

	/** The text of any attribute, in the condition for the spans that are asked about. */
	static Sql ofRecord(String key) {
		return Sql.of("(attributes->>:key)").with("key", key);
	}

}
