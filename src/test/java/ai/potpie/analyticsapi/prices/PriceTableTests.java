package ai.potpie.analyticsapi.prices;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Which name means which model.
 */
class PriceTableTests {

	/** By provider: how ids begin or what they are that are no names of models. */
	private static final Map<String, String> LABELS = Map.of(
			// Stands for us.anthropic…, eu.anthropic… and others
			"aws", "regional[.].*",
			// Its models are accounts/fireworks/models/…
			"fireworks", ".*",
			// Have more than one name, all of them longer
			"mistral", "codestral|magistral-small|pixtral-large",
			// Names go on with the one who tuned it
			"openai", "ft:gpt-4o|ft:gpt-4o-mini");

	private final PriceTable table = PriceTable.builtIn();

	@ParameterizedTest
	@CsvSource(
			textBlock = """
					openai,gpt-4o,openai,gpt-4o
					openai,gpt-4o-2024-08-06,openai,gpt-4o
					openai,gpt-4o-mini-2024-07-18,openai,gpt-4o-mini
					openai,gpt-4.1,openai,gpt-4.1
					openai,gpt-4.1-mini-2025-04-14,openai,gpt-4.1-mini
					openai,gpt-4-turbo,openai,gpt-4-turbo
					openai,gpt-3.5-turbo-0125,openai,gpt-3.5-turbo
					openai,gpt-5,openai,gpt-5
					openai,gpt-5-mini-2025-08-07,openai,gpt-5-mini
					openai,gpt-5.1,openai,gpt-5.1
					openai,gpt-5.6-luna,openai,gpt-5.6-luna
					openai,o1,openai,o1
					openai,o3,openai,o3
					openai,o3-mini-2025-01-31,openai,o3-mini
					openai,o4-mini,openai,o4-mini
					openai,GPT-4o,openai,gpt-4o
					OpenAI,text-embedding-3-small,openai,text-embedding-3-small
					openai,gpt-99,,
					azure,gpt-4o-2024-08-06,openai,gpt-4o
					azure,gpt-35-turbo,openai,gpt-3.5-turbo
					azure,claude-sonnet-4-5,anthropic,claude-sonnet-4-5
					azure,gpt-4.1,openai,gpt-4.1
					azure.ai.openai,gpt-4.1,openai,gpt-4.1
					az.ai.openai,gpt-4o,openai,gpt-4o
					azure.ai.inference,gpt-4o,openai,gpt-4o
					anthropic,claude-sonnet-4-5-20250929,anthropic,claude-sonnet-4-5
					anthropic,claude-sonnet-4-20250514,anthropic,claude-sonnet-4-0
					anthropic,claude-3-5-sonnet-20241022,anthropic,claude-3-5-sonnet
					anthropic,claude-3-5-haiku-latest,anthropic,claude-3-5-haiku-latest
					anthropic,claude-3-haiku-20240307,anthropic,claude-3-haiku
					anthropic,claude-opus-4-1-20250805,anthropic,claude-opus-4-1
					anthropic,claude-opus-4-5-20251101,anthropic,claude-opus-4-5
					anthropic,claude-haiku-4-5-20251001,anthropic,claude-haiku-4-5
					anthropic,claude-sonnet-4-6,anthropic,claude-sonnet-4-6
					gcp.gemini,gemini-2.5-pro,google,gemini-2.5-pro
					gcp.vertex_ai,gemini-2.5-flash,google,gemini-2.5-flash
					gcp.gen_ai,gemini-2.0-flash,google,gemini-2.0-flash
					google-gla,gemini-2.5-pro,google,gemini-2.5-pro
					google-vertex,gemini-2.5-flash-lite,google,gemini-2.5-flash-lite
					google-vertex,claude-sonnet-4-5@20250929,google,claude-4-sonnet
					google,gemini-1.5-pro-002,google,gemini-1.5-pro
					aws.bedrock,anthropic.claude-sonnet-4-5-20250929-v1:0,aws,regional.anthropic.claude-sonnet-4-5-20250929-v1:0
					aws.bedrock,us.anthropic.claude-sonnet-4-5-20250929-v1:0,aws,regional.anthropic.claude-sonnet-4-5-20250929-v1:0
					aws.bedrock,global.anthropic.claude-sonnet-4-5-20250929-v1:0,aws,global.anthropic.claude-sonnet-4-5-20250929-v1:0
					aws.bedrock,eu.anthropic.claude-3-5-sonnet-20241022-v2:0,aws,regional.anthropic.claude-3-5-sonnet-20241022-v2:0
					bedrock,amazon.nova-pro-v1:0,aws,amazon.nova-pro-v1:0
					bedrock,us.amazon.nova-lite-v1:0,aws,amazon.nova-lite-v1:0
					bedrock,meta.llama3-3-70b-instruct-v1:0,aws,meta.llama3-3-70b-instruct-v1:0
					openrouter,anthropic/claude-sonnet-4.5,openrouter,anthropic/claude-sonnet-4.5
					openrouter,openai/gpt-4o,openrouter,openai/gpt-4o
					openrouter,google/gemini-2.5-pro,openrouter,google/gemini-2.5-pro
					openrouter,deepseek/deepseek-chat,openrouter,deepseek/deepseek-chat
					openrouter,meta-llama/llama-3.3-70b-instruct,openrouter,meta-llama/llama-3.3-70b-instruct
					mistral_ai,mistral-large-latest,mistral,mistral-large
					mistral,codestral-2501,mistral,codestral
					mistral,mistral-small-latest,mistral,mistral-small-latest
					deepseek,deepseek-chat,deepseek,deepseek-chat
					deepseek,deepseek-reasoner,deepseek,deepseek-reasoner
					groq,llama-3.3-70b-versatile,groq,llama-3.3-70b-versatile
					x_ai,grok-4,x-ai,grok-4-0709
					xai,grok-4-0709,x-ai,grok-4-0709
					x-ai,grok-3-mini,x-ai,grok-3-mini
					cohere,command-r-plus,cohere,command-r-plus
					cohere,command-a-03-2025,cohere,command-a
					perplexity,sonar-pro,perplexity,sonar-pro
					together_ai,meta-llama/Llama-3.3-70B-Instruct-Turbo,together,meta-llama/Llama-3.3-70B-Instruct-Turbo
					fireworks,accounts/fireworks/models/deepseek-v3p2,fireworks,deepseek-v3p2
					cerebras,llama3.1-8b,cerebras,llama3.1-8b
					moonshot_ai,kimi-k2-0905-preview,moonshotai,kimi-k2-0905-preview
					litellm,anthropic/claude-sonnet-4-5,anthropic,claude-sonnet-4-5
					litellm,gpt-4o,openai,gpt-4o
					litellm,nobody/gpt-4o,,
					,gpt-4o,openai,gpt-4o
					,claude-opus-4-1,anthropic,claude-opus-4-1
					,gemini-2.5-flash,google,gemini-2.5-flash
					,llama-3.3-70b,,
					nobody,o3,openai,o3
					nobody,mistral-large-latest,mistral,mistral-large
					ollama,llama3.2,,
					google,models/gemini-2.5-pro,google,gemini-2.5-pro
					gcp.gen_ai,Models/Gemini-2.5-Flash,google,gemini-2.5-flash
					,models/gemini-2.5-flash,google,gemini-2.5-flash
					vertex_ai,publishers/google/models/gemini-2.5-flash,google,gemini-2.5-flash
					vertex_ai,projects/p-1/locations/us-central1/publishers/google/models/gemini-2.5-flash,google,gemini-2.5-flash
					vertex_ai,publishers/anthropic/models/claude-3-5-haiku,google,claude-3-5-haiku
					openai,models/gpt-4o,openai,gpt-4o
					openai,my-models/gpt-4o,,
					google,models/,,
					""")
	void knownNamesMeanTheirModels(@Nullable String provider, String name, @Nullable String expectedProvider,
			@Nullable String expectedModel) {
		Optional<ModelPrice> found = this.table.find(provider, name);
		assertThat(found.map(ModelPrice::provider).orElse(null)).isEqualTo(expectedProvider);
		assertThat(found.map(ModelPrice::model).orElse(null)).isEqualTo(expectedModel);
	}

	@Test
	void everyModelIsFoundByItsIdUnlessThatIsALabel() {
		for (ModelPrice price : prices().toList()) {
			Optional<ModelPrice> found = this.table.find(price.provider(), price.model());
			if (found.isPresent() || !price.model().matches(LABELS.getOrDefault(price.provider(), ""))) {
				assertThat(found).as("%s %s", price.provider(), price.model()).contains(price);
			}
		}
	}

	@Test
	void noModelIsThereTwice() {
		Map<List<String>, Long> ids = prices()
			.collect(Collectors.groupingBy((price) -> List.of(price.provider(), price.model()), Collectors.counting()));
		assertThat(ids).hasSizeGreaterThan(1000);
		assertThat(ids.values()).containsOnly(1L);
	}

	@ParameterizedTest
	@ValueSource(strings = { "", " ", "claude\u0000", "claude\n", "claude\ud800" })
	void whatIsNoNameHasNoPrice(String name) {
		assertThat(this.table.find(null, name)).isEmpty();
		assertThat(this.table.find("anthropic", name)).isEmpty();
	}

	@Test
	void whatIsNoNameOfAProviderHasNoPrice() {
		assertThat(this.table.find("openai", "gpt-4o")).isPresent();
		assertThat(this.table.find("openai\u0000", "gpt-4o")).isEmpty();
		assertThat(this.table.find("openai".repeat(100), "gpt-4o")).isEmpty();
		assertThat(this.table.find("anthropic", "claude-3-haiku" + "-".repeat(200))).isEmpty();
	}

	@Test
	void theVersionTellsDayAndCommit() {
		assertThat(this.table.version()).matches("genai-prices [0-9]{4}-[0-9]{2}-[0-9]{2} \\([0-9a-f]{12}\\)");
	}

	private Stream<ModelPrice> prices() {
		return this.table.providers().stream().flatMap((provider) -> provider.models().stream().map(Model::price));
	}

}
