package ai.potpie.analyticsapi.analytics.oracle;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;

/**
 * Makes what calls of LLMs say of themselves: models, tokens and costs, plain ones and
 * hostile ones.
 *
 * @param responses how many ids of responses there are
 */
record CallAttributes(Random random, AttributeMaker maker, int responses) {

	static final List<String> PLAIN_MODELS = List.of("gpt-4o", "gpt-4o", "gpt-4o", "o3", "claude-sonnet-4-5", "GPT-4O",
			" gpt-4o", "other", "unknown", "a,b'; --", "x\"\\y\n", "\uE000", "🚀", "ü");

	private static final List<@Nullable Object> ODD_MODELS = Arrays.asList(null, null, null, "", " ", "\t\n", 17, "17",
			true, Map.of("name", "gpt-4o"));

	private static final List<@Nullable Object> PROVIDERS = Arrays.asList("openai", "openai", "anthropic", "other",
			"OpenAI", "", null, null);

	private static final List<@Nullable Object> OPERATIONS = Arrays.asList("chat", "chat", "chat", "chat", "chat",
			"chat", "text_completion", "embeddings", "other", "", " ", null, null, null, null, "invoke_agent",
			"create_agent", "execute_tool", "invoke_workflow", "execute_task", "Invoke_agent");

	private static final List<@Nullable Object> KINDS = Arrays.asList(null, null, null, null, null, null, null, null,
			null, null, "LLM", "LLM", "", " \n", "CHAIN", "AGENT", "TOOL", "llm", "LLM ");

	private static final List<@Nullable Object> TOKENS = Arrays.asList(0, 7, 1234, "7", "007", 7.0, "7.000", "7.",
			"7.5", 7.5, -7, "-7", "+7", "1e3", ".7", "", " ", " 7", "7\n", "\t7 ", "7 7", "\u00A07", "NaN", "Infinity",
			"７", "1_000", "1,000", true, null, null, List.of(7), Map.of("n", 7), 999_999_999_999L, "999999999999",
			1_000_000_000_000L, "99999999999999999999999999", "0x7");

	private static final List<@Nullable Object> ODD_RESPONSES = Arrays.asList("", " ", "\n", 17, "17", " response-1",
			"RESPONSE-1");

	/** A model, and whatever else. */
	void addCall(Map<String, @Nullable Object> call) {
		addModel(call);
		this.maker.put(call, "gen_ai.operation.name", HostileValues.any(OPERATIONS, this.random));
		this.maker.put(call, "openinference.span.kind", HostileValues.any(KINDS, this.random));
		addUsage(call);
		if (chance(2)) {
			this.maker.put(call, "gen_ai.response.id", response());
		}
	}

	void addModel(Map<String, @Nullable Object> call) {
		this.maker.putName(call, OracleAttribute.MODEL.names, model(), this::model);
		this.maker.putName(call, OracleAttribute.PROVIDER.names, HostileValues.any(PROVIDERS, this.random),
				() -> HostileValues.any(PROVIDERS, this.random));
	}

	private @Nullable Object model() {
		return HostileValues.any(chance(4) ? ODD_MODELS : List.<@Nullable Object>copyOf(PLAIN_MODELS), this.random);
	}

	private @Nullable Object response() {
		return chance(8) ? HostileValues.any(ODD_RESPONSES, this.random)
				: "response-" + this.random.nextInt(this.responses);
	}

	/** Also none, or more tokens of the cache than of the input. */
	private void addUsage(Map<String, @Nullable Object> call) {
		int input = this.random.nextInt(5000);
		switch (this.random.nextInt(9)) {
			case 0, 1 -> {
			}
			case 2 -> addTokens(call, () -> 0, 0, 0, 0, 0, 0);
			case 3, 4 -> addTokens(call, () -> HostileValues.any(TOKENS, this.random), hostile(), hostile(), hostile(),
					hostile(), hostile());
			case 5 -> addTokens(call, this::other, input, this.random.nextInt(200), input + this.random.nextInt(2),
					this.random.nextInt(2), 0);
			case 6 -> addTokens(call, this::other, input, chance(2) ? 0 : null, null, null, null);
			default -> addTokens(call, this::other, plain(input), plain(this.random.nextInt(2000)), plain(input / 4),
					chance(2) ? plain(input / 3) : null, plain(this.random.nextInt(100)));
		}
		if (chance(3)) {
			this.maker.putNumber(call, OracleAttribute.COST, HostileValues.cost(this.random),
					() -> HostileValues.cost(this.random));
		}
	}

	private void addTokens(Map<String, @Nullable Object> call, Supplier<@Nullable Object> others,
			@Nullable Object... tokens) {
		List<OracleAttribute> attributes = List.of(OracleAttribute.INPUT, OracleAttribute.OUTPUT,
				OracleAttribute.CACHE_READ, OracleAttribute.CACHE_WRITE, OracleAttribute.REASONING);
		for (int i = 0; i < tokens.length; i++) {
			this.maker.putNumber(call, attributes.get(i), tokens[i], others);
		}
	}

	private Object other() {
		return this.random.nextInt(5000);
	}

	private @Nullable Object hostile() {
		return HostileValues.any(TOKENS, this.random);
	}

	/** As a number, or as a text, with blanks around it or without. */
	private Object plain(int tokens) {
		return switch (this.random.nextInt(6)) {
			case 0 -> Integer.toString(tokens);
			case 1 -> " " + tokens + "\t\n";
			default -> tokens;
		};
	}

	private boolean chance(int outOf) {
		return this.random.nextInt(outOf) == 0;
	}

}
