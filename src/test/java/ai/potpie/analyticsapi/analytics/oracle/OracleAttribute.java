package ai.potpie.analyticsapi.analytics.oracle;

import java.util.List;

/**
 * What a call of an LLM says of itself, by the names that instrumentations have for it.
 * The first that is there wins.
 */
enum OracleAttribute {

	INPUT("gen_ai.usage.input_tokens", "gen_ai.usage.prompt_tokens", "llm.token_count.prompt"),

	OUTPUT("gen_ai.usage.output_tokens", "gen_ai.usage.completion_tokens", "llm.token_count.completion"),

	CACHE_READ("gen_ai.usage.cache_read.input_tokens", "gen_ai.usage.details.cache_read_tokens",
			"gen_ai.usage.cache_read_input_tokens", "gen_ai.usage.details.cache_read_input_tokens",
			"llm.token_count.prompt_details.cache_read", "gen_ai.usage.prompt_tokens_details.cached_tokens",
			"ai.usage.inputTokenDetails.cacheReadTokens", "ai.usage.cachedInputTokens"),

	CACHE_WRITE("gen_ai.usage.cache_write.input_tokens", "gen_ai.usage.cache_creation.input_tokens",
			"gen_ai.usage.details.cache_write_tokens", "gen_ai.usage.cache_creation_input_tokens",
			"llm.token_count.prompt_details.cache_write", "gen_ai.usage.prompt_tokens_details.cache_creation_tokens",
			"ai.usage.inputTokenDetails.cacheWriteTokens"),

	REASONING("gen_ai.usage.reasoning.output_tokens", "gen_ai.usage.details.reasoning_tokens",
			"gen_ai.usage.reasoning_tokens", "llm.token_count.completion_details.reasoning",
			"gen_ai.usage.completion_tokens_details.reasoning_tokens", "ai.usage.outputTokenDetails.reasoningTokens",
			"ai.usage.reasoningTokens"),

	COST("operation.cost", "gen_ai.usage.cost", "llm.cost.total", "litellm.cost.total", "gen_ai.cost.total_cost"),

	MODEL("gen_ai.response.model", "gen_ai.request.model", "llm.model_name", "llm.request.model_name"),

	PROVIDER("gen_ai.provider.name", "gen_ai.system", "llm.provider", "llm.system"),

	OPERATION("gen_ai.operation.name"),

	RESPONSE_ID("gen_ai.response.id");

	/** In their order. */
	final List<String> names;

	OracleAttribute(String... names) {
		this.names = List.of(names);
	}

}
