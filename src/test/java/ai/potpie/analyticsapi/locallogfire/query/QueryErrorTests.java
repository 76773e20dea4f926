package ai.potpie.analyticsapi.locallogfire.query;

import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

import ai.potpie.analyticsapi.locallogfire.LocalLogfire;
import ai.potpie.analyticsapi.locallogfire.LocalLogfireProperties;
import ai.potpie.analyticsapi.locallogfire.store.SpanRecord;
import ai.potpie.analyticsapi.testing.LocalLogfireClient;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static ai.potpie.analyticsapi.testing.LocalLogfireClient.JSON;
import static ai.potpie.analyticsapi.testing.LocalLogfireClient.body;
import static org.assertj.core.api.Assertions.assertThat;

class QueryErrorTests {

	private static LocalLogfire logfire;

	private static LocalLogfireClient client;

	@BeforeAll
	static void start() {
		logfire = LocalLogfire.start(LocalLogfireProperties.inMemory(LocalLogfireClient.TOKEN));
		client = new LocalLogfireClient(logfire);
		logfire.store(List.of(SpanRecord.builder("0".repeat(32), "0".repeat(16), "one")
			.time(Instant.parse("2026-02-11T09:00:00Z"), Duration.ofSeconds(1))
			.build()));
	}

	@AfterAll
	static void stop() {
		logfire.close();
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '`',
			textBlock = """
					nothing                            | Invalid SQL: Referenced column "nothing" not found in FROM clause!
					nothing(level)                     | Invalid SQL: Function 'nothing' does not exist in the local Logfire, which knows a part of Logfire's SQL
					level -> FROM                      | Invalid SQL: syntax error at or near "FROM"
					CAST(span_name AS INTEGER)         | Invalid value: Could not convert string 'one' to INT32
					9223372036854775807 + level        | Invalid value: Overflow in addition of INT64 (9223372036854775807 + 9)!
					sum(span_name)                     | Invalid SQL: No function matches the given name and argument types 'sum(VARCHAR)'.
					repeat('x', 100000000000)          | Invalid value: Cannot create a string of size: '100000000000', the maximum supported string size is: '4294967295'
					to_char(level, '%Y')               | Invalid SQL: No function matches the given name and argument types 'to_char(SMALLINT, STRING_LITERAL)'.
					date_bin('1 hour', 'x')            | Invalid SQL: Function date_bin() does not support the supplied arguments.
					level @@ 1                         | Invalid SQL: Function '@@' does not exist in the local Logfire, which knows a part of Logfire's SQL
					""")
	void anErrorSaysWhatIsWrong(String expression, String problem) {
		assertThat(detail(expression)).startsWith(problem);
	}

	@ParameterizedTest
	@ValueSource(strings = { "nothing", "nothing(level)", "CAST('x' AS INTEGER)", "9223372036854775807 + level",
			"records.nothing", "substr(span_name)", "sum(span_name)", "SUM(SUM(level))", "CAST(1 AS nothing)",
			"to_timestamp('x')", "regexp_like('a', '(')", "repeat('x', 100000000000)", "DATE '2026-13-01'",
			"start_timestamp + 1", "regexp_like(level, 'x')", "to_char(level, '%Y')", "level ->> now()",
			"(SELECT n FROM generate_series(1, 2) AS g(n))", "date_bin('1 hour', 'x')", "span_name ->> 'k'" })
	void anErrorDoesNotTellHowTheQueryRuns(String expression) {
		assertThat(detail(expression)).isNotBlank()
			.doesNotContainIgnoringCase("answer", "temp ", "LINE ", "Candidate functions", "macro", "Binder", "Catalog",
					"json_extract", "every_record", "stored_record", "SET ", "TRY(", "duckdb", "logfire.main", "|->",
					"|~|", "\n\n");
	}

	private static String detail(String expression) {
		HttpResponse<String> response = client.query(body("SELECT %s FROM records".formatted(expression)),
				"application/json");
		assertThat(response.statusCode()).as(response.body()).isEqualTo(400);
		return JSON.readTree(response.body()).path("detail").asString();
	}

}
