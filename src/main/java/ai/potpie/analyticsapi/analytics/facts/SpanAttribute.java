package ai.potpie.analyticsapi.analytics.facts;

import java.util.List;

import ai.potpie.analyticsapi.sql.Sql;

/**
 * The attributes in which instrumentations record the numbers and names of an LLM call,
 * and agents the cost and outcome of a run. This is the only table of them. The first
 * attribute that is present counts (of a model or provider the first that is not blank);
 * older and newer names of one number are never added.
 * <p>
 * Sources: OpenTelemetry's semantic conventions for generative AI ({@code gen_ai.*}),
 * Pydantic AI and Logfire ({@code gen_ai.usage.details.*}, {@code operation.cost}),
 * Traceloop and OpenLIT ({@code gen_ai.usage.*} of other spellings), OpenInference
 * ({@code llm.*}), LiteLLM ({@code litellm.*}, {@code gen_ai.cost.*}) and Vercel's AI SDK
 * ({@code ai.*}).
 */
enum SpanAttribute {

	/** Tokens sent to the model, cached ones included. */
	INPUT("gen_ai.usage.input_tokens", "gen_ai.usage.prompt_tokens", "llm.token_count.prompt"),

	/** Tokens that the model returned, reasoning included. */
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

	/** The recorded cost of the call in US dollars. */
	COST(List.of("cost"), "operation.cost", "gen_ai.usage.cost", "llm.cost.total", "litellm.cost.total",
			"gen_ai.cost.total_cost"),

	/** The model that answered, else the model that the request named. */
	MODEL(List.of("model"), "gen_ai.response.model", "gen_ai.request.model", "llm.model_name",
			"llm.request.model_name"),

	/** The provider of the model. */
	PROVIDER("gen_ai.provider.name", "gen_ai.system", "llm.provider", "llm.system"),

	/** The operation that the span records, such as {@code chat}. */
	OPERATION("gen_ai.operation.name"),

	/** The provider's id of the response. */
	RESPONSE("gen_ai.response.id"),

	/** OpenInference's kind of span, such as {@code LLM}. */
	SPAN_KIND("openinference.span.kind"),

	/** The cost of a run in US dollars, on its usage span. */
	ACTUAL_COST("actual_cost"),

	/** The outcome of a run. */
	OUTCOME("outcome"),

	/** Pydantic AI's id of an agent's run. */
	AGENT_CALL("gen_ai.agent.call.id");

	private final Sql text;

	private final List<Sql> texts;

	SpanAttribute(String... keys) {
		this(List.of(), keys);
	}

	/** Spans whose JSON has none of the words are not searched for the keys. */
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

	/** The text of the first attribute that is present; NULL if none is. */
	Sql text() {
		return this.text;
	}

	/** The texts of all attributes, in order of precedence. */
	List<Sql> texts() {
		return this.texts;
	}

	/**
	 * The text of an attribute, for spans that have already passed the filters.
	 * DataFusion would read the JSON of every user's rows before it filters them, unless
	 * the JSON comes from an expression. Span events are filtered out before.
	 */
	static Sql text(String key) {
		return Sql.of("((CASE WHEN kind <> 'span_event' THEN document END)->>:key)").with("key", key);
	}

	/** The text of an attribute, for use in the filters themselves. */
	static Sql ofRecord(String key) {
		return Sql.of("(attributes->>:key)").with("key", key);
	}

}
