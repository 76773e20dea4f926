package ai.potpie.analyticsapi.prices;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import ai.potpie.analyticsapi.settings.SettingException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.core.io.ByteArrayResource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Whose file is wrong learns where, and what should be there.
 */
class PriceFileTests {

	private static final String FILE = """
			[ { "id": "p", "provider_match": { "starts_with": "p-" },
			    "models": [ { "id": "m", "match": { "equals": "m" },
			                  "prices": [ { "constraint": { "start_date": "2026-01-01" },
			                                "prices": { "input_mtok": { "base": 1, "tiers": [ { "start": 5, "price": "2" } ] } } } ] } ] } ]
			""";

	private final ApplicationContextRunner service = new ApplicationContextRunner().withUserConfiguration(Prices.class);

	@Test
	void whatIsRightIsRead() {
		assertThat(load(FILE).find("p-1", "m")).isPresent();
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '`',
			textBlock = """
					[ {                       | {                       | It is not JSON
					[ {                       | { "x": [ {              | It is not JSON
					"id": "p",                | "name": "p",            | '/0' is not an object with 'id'
					"id": "p",                | "id": 7,                | '/0/id' is not a text
					"models"                  | "modells"               | '/0' is not an object with 'models'
					"starts_with"             | "begins_with"           | '/0/provider_match' is not equals, starts_with
					{ "equals": "m" }         | {}                      | '/0/models/0/match' is not an object with one name
					{ "equals": "m" }         | { "contains": 5 }       | '/0/models/0/match/contains' is not a text
					{ "equals": "m" }         | { "regex": "(" }        | '/0/models/0/match/regex' is not a regular expression
					{ "equals": "m" }         | { "or": "m" }           | '/0/models/0/match/or' is not a list
					2026-01-01                | 2026-13-01              | '/0/models/0/prices/0/constraint/start_date' is not a date
					"start_date"              | "end_date"              | '/0/models/0/prices/0/constraint' is not an object with 'start_time'
					"base": 1,                | "base": "free",         | '/0/models/0/prices/0/prices/input_mtok/base' is not a price from 0 to 1000000
					"base": 1,                | "base": -1,             | '/0/models/0/prices/0/prices/input_mtok/base' is not a price from 0 to 1000000
					"base": 1,                | "base": 1e7,            | '/0/models/0/prices/0/prices/input_mtok/base' is not a price from 0 to 1000000
					"base": 1,                | "base": 1e-99999999,    | '/0/models/0/prices/0/prices/input_mtok/base' is not a price from 0 to 1000000
					"base": 1,                | `"base": true, `        | '/0/models/0/prices/0/prices/input_mtok/base' is not a price from 0 to 1000000
					"base": 1,                | ``                      | '/0/models/0/prices/0/prices/input_mtok' is not an object with 'base'
					"start": 5                | "start": -5             | '/0/models/0/prices/0/prices/input_mtok/tiers/0/start' is not a whole number from 0
					""")
	void whatIsWrongIsTold(String right, String wrong, String message) {
		assertThat(FILE).contains(right);
		assertThatExceptionOfType(PriceFileException.class).isThrownBy(() -> load(FILE.replace(right, wrong)))
			.withMessageContaining(message);
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			''   | The whole of it is not a list.
			null | The whole of it is not a list.
			{}   | The whole of it is not a list.
			[]   | The whole of it is not a list of providers.
			""")
	void aFileWithoutProvidersIsWrong(String content, String message) {
		assertThatExceptionOfType(PriceFileException.class).isThrownBy(() -> load(content)).withMessage(message);
	}

	@Test
	void modelsThatArePricedByOtherThanTokensHaveNoPrice() {
		String file = FILE.replace("input_mtok", "audio_hours");
		assertThat(load(file).find("p", "m")).isEmpty();
	}

	@Test
	void theServiceComesWithPrices() {
		this.service
			.run((context) -> assertThat(context.getBean(PriceTable.class).version()).startsWith("genai-prices"));
		this.service.withPropertyValues("analytics.prices-file=")
			.run((context) -> assertThat(context.getBean(PriceTable.class).version()).startsWith("genai-prices"));
	}

	@Test
	void aFileReplacesThem(@TempDir Path directory) throws IOException {
		Path file = Files.writeString(directory.resolve("prices.json"), FILE);
		this.service.withPropertyValues("analytics.prices-file=" + file).run((context) -> {
			PriceTable table = context.getBean(PriceTable.class);
			assertThat(table.version()).isEqualTo(file.toString());
			assertThat(table.find("p", "m")).isPresent();
			assertThat(table.find("openai", "gpt-4o")).isEmpty();
		});
	}

	@Test
	void theServiceDoesNotStartWithoutTheFile(@TempDir Path directory) {
		this.service.withPropertyValues("analytics.prices-file=" + directory.resolve("none.json"))
			.run((context) -> assertThat(context).getFailure()
				.rootCause()
				.isInstanceOf(SettingException.class)
				.hasMessageContainingAll("ANALYTICS_PRICES_FILE", "none.json] cannot be read"));
	}

	private static PriceTable load(String file) {
		return PriceTable.load(new ByteArrayResource(file.getBytes()), "test");
	}

	@Configuration(proxyBeanMethods = false)
	@EnableConfigurationProperties(PriceProperties.class)
	@Import(PriceConfiguration.class)
	static class Prices {

	}

}
