package ai.potpie.analyticsapi.locallogfire.query;

import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

import ai.potpie.analyticsapi.locallogfire.LocalLogfire;
import ai.potpie.analyticsapi.locallogfire.LocalLogfireProperties;
import ai.potpie.analyticsapi.locallogfire.store.SpanRecord;
import ai.potpie.analyticsapi.testing.LocalLogfireClient;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

import static ai.potpie.analyticsapi.testing.LocalLogfireClient.JSON;
import static ai.potpie.analyticsapi.testing.LocalLogfireClient.body;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

/**
 * What Logfire's users write: the expected values are those of Apache DataFusion and its
 * JSON functions.
 */
class LogfireSqlTests {

	private static final Instant NINE = Instant.parse("2026-02-11T09:20:05.123456Z");

	private static LocalLogfire logfire;

	private static LocalLogfireClient client;

	@BeforeAll
	static void start() {
		logfire = LocalLogfire.start(LocalLogfireProperties.inMemory(LocalLogfireClient.TOKEN));
		client = new LocalLogfireClient(logfire);
		logfire.store(List.of(SpanRecord.builder("0".repeat(32), "0".repeat(16), "one")
			.time(NINE, Duration.ofMillis(1500))
			.tags(List.of("a", "b"))
			.attributes("""
					{"text":"x","n":5,"f":-1.25e-3,"numeral":"7","yes":true,"nothing":null,"http.route":"/users",
					"$ref":"dollar","/path~1":"slash","*":"star","":"empty","result":{"name":"Ben","list":[1,[2,3]]},
					"document":"{\\"k\\":\\"v\\"}","cost":0.000123}""")
			.build()));
	}

	@AfterAll
	static void stop() {
		logfire.close();
	}

	@ParameterizedTest
	@CsvSource(delimiterString = "==>", quoteCharacter = '`', textBlock = """
			attributes->'text'                                             ==> "x"
			attributes->>'text' = 'x'                                      ==> true
			attributes->'result'->>'name' = 'Ben'                          ==> true
			attributes->'result'->'list'->1->0                             ==> 2
			attributes->>'result'->>'name'                                 ==> "Ben"
			attributes->>'document'->>'k'                                  ==> "v"
			attributes->>'text'->>'k'                                      ==> null
			attributes->'document'->>'k'                                   ==> null
			attributes ->> '$ref'                                          ==> "dollar"
			attributes->>'/path~1'                                         ==> "slash"
			attributes->'*'                                                ==> "star"
			attributes->>''                                                ==> "empty"
			attributes->'result'->0                                        ==> null
			'a -> b ? c' || (attributes->>'text') /* a -> b ? */           ==> "a -> b ? cx"
			attributes ? 'http.route'                                      ==> true
			attributes?'none'                                              ==> false
			attributes ? 'nothing'                                         ==> true
			NOT attributes ? 'none' AND attributes ? 'n'                   ==> true
			CAST(NULL AS VARCHAR) ? 'k'                                    ==> false
			attributes->'result' ? 'name'                                  ==> true
			json_contains(attributes, 'result', 'list', 1)                 ==> true
			json_contains(attributes, 'result', 'list', 2)                 ==> false
			json_get(attributes, 'result', 'list', 0)                      ==> 1
			json_get_str(attributes, 'result', 'name')                     ==> "Ben"
			json_get_str(attributes, 'n')                                  ==> null
			json_get_int(attributes, 'result', 'list', 1, 1)               ==> 3
			JSON_GET_INT(attributes, 'numeral')                            ==> 7
			json_get_int(attributes, 'f')                                  ==> null
			json_get_float(attributes, 'f')                                ==> -0.00125
			json_get_float(attributes, 'n')                                ==> 5.0
			json_get_float(attributes, 'text')                             ==> null
			json_get_bool(attributes, 'yes')                               ==> true
			json_get_bool(attributes, 'n')                                 ==> null
			json_get_json(attributes, 'result', 'list')                    ==> "[1,[2,3]]"
			json_get_array(attributes, 'result', 'list')                   ==> ["1","[2,3]"]
			json_as_text(attributes, 'n')                                  ==> "5"
			json_as_text(attributes, 'nothing')                            ==> null
			json_length(attributes, 'result', 'list')                      ==> 2
			json_length(attributes, 'result')                              ==> 2
			json_length(attributes, 'n')                                   ==> null
			json_object_keys(attributes->'result')                         ==> ["name","list"]
			json_keys(attributes, 'n')                                     ==> null
			(attributes->'text')::text                                     ==> "x"
			(attributes->'text')::int                                      ==> null
			CAST(json_get(attributes, 'n') AS BIGINT)                      ==> 5
			(attributes->'yes')::boolean                                   ==> true
			SUM((attributes->'cost')::numeric)                             ==> 1.23E-4
			CAST((attributes->>'cost')::numeric AS VARCHAR)                ==> "0.0001230000"
			""")
	void jsonIsReadAsInLogfire(String expression, String expected) {
		assertThat(value(expression)).isEqualTo(expected);
	}

	@ParameterizedTest
	@CsvSource(delimiterString = "==>", quoteCharacter = '`',
			textBlock = """
					date_bin(INTERVAL '15 minutes', start_timestamp)                                   ==> 2026-02-11T09:15:00Z
					date_bin('1 week', start_timestamp)                                                ==> 2026-02-05T00:00:00Z
					date_bin(INTERVAL '1 month', start_timestamp)                                      ==> 2026-02-01T00:00:00Z
					date_bin(INTERVAL '1 month', start_timestamp, TIMESTAMPTZ '2026-01-15T00:00:00Z')  ==> 2026-01-15T00:00:00Z
					date_bin(INTERVAL '1 hour', start_timestamp, '2001-01-01T00:15:00Z')               ==> 2026-02-11T09:15:00Z
					date_bin(INTERVAL '1 hour', TIMESTAMPTZ '1960-02-11T09:20:00Z')                    ==> 1960-02-11T09:00:00Z
					time_bucket('1 minute', start_timestamp)                                           ==> 2026-02-11T09:20:00Z
					date_trunc('week', start_timestamp)                                                ==> 2026-02-09T00:00:00Z
					to_timestamp('2026-02-11T09:20:05+02:00')                                          ==> 2026-02-11T07:20:05Z
					to_timestamp(1770801605)                                                           ==> 2026-02-11T09:20:05Z
					to_timestamp(1770801605.5)                                                         ==> 2026-02-11T09:20:05.500Z
					to_timestamp('11.02.2026 09:20', '%d.%m.%Y %H:%M')                                 ==> 2026-02-11T09:20:00Z
					to_timestamp_millis(1770801605123)                                                 ==> 2026-02-11T09:20:05.123Z
					to_date('2026-02-11')                                                              ==> 2026-02-11
					to_char(start_timestamp, '%Y-%m-%d %H:%M')                                         ==> 2026-02-11 09:20
					to_char(start_timestamp, '%F %T|%D|%R|%-d|%j|%h|%I %p|100%%')                      ==> 2026-02-11 09:20:05|02/11/26|09:20|11|042|Feb|09 AM|100%
					to_char(start_timestamp, '%f|%6f|%3f|%S%.3f')                                      ==> 123456000|123456|123|05.123
					to_char(DATE '2026-02-11', '%Y/%m/%d')                                             ==> 2026/02/11
					""")
	void timesAreThoseOfDataFusion(String expression, String expected) {
		assertThat(value(expression)).isEqualTo('"' + expected + '"');
	}

	@ParameterizedTest
	@CsvSource(delimiter = ';', quoteCharacter = '`', textBlock = """
			date_part('hour', start_timestamp);                   9
			array_has(tags, 'a');                                 true
			array_length(tags);                                   2
			starts_with(span_name, 'on');                         true
			ends_with(span_name, 'ne');                           true
			regexp_match('foobarbequebaz', '(bar)(beque)');       ["bar","beque"]
			regexp_match('foobarbequebaz', '(bar)(beque)')[1];    "bar"
			regexp_match('foobar', 'o+');                         ["oo"]
			regexp_match('foobar', 'x');                          null
			regexp_match(NULL, 'x');                              null
			regexp_match('FOO', 'o+', 'i');                       ["OO"]
			regexp_match('a[(b', '[(](?:b)|\\(');                 ["(b"]
			regexp_match('ab', '(?:a)(?P<x>b)');                  ["b"]
			regexp_like('foobar', 'o+');                          true
			regexp_like('FOO', 'o', 'i');                         true
			regexp_count('foobaro', 'o');                         3
			regexp_count('foobaro', 'o', 3);                      2
			nvl(NULL, 2);                                         2
			nullif(1, 1);                                         null
			arrow_cast('5', 'Int64');                             5
			7 / 2;                                                3
			7 / 2.0;                                              3.5
			1.0 / 0;                                              null
			""")
	void functionsAreThoseOfDataFusion(String expression, String expected) {
		assertThat(value(expression)).isEqualTo(expected);
	}

	@ParameterizedTest
	@CsvSource(delimiter = ';', textBlock = """
			approx_percentile_cont(n, 0.5);                                                       5.5
			approx_percentile_cont(0.5) WITHIN GROUP (ORDER BY n);                                5.5
			approx_percentile_cont(0.9, 200) within  group(ORDER BY n);                           9.5
			approx_percentile_cont(0.9) WITHIN GROUP (ORDER BY n DESC);                           1.5
			approx_percentile_cont(0.5) WITHIN GROUP (ORDER BY n) FILTER (WHERE n > 5);           8.0
			approx_percentile_cont(n, 0.5) OVER ();                                               5.5
			approx_median(n);                                                                     5.5
			percentile_cont(0.9) WITHIN GROUP (ORDER BY n);                                       9.1
			percentile_cont(0.9) WITHIN GROUP (ORDER BY n DESC);                                  1.9
			approx_distinct(s);                                                                   2
			approx_distinct(s) FILTER (WHERE n > 1);                                              2
			""")
	void aggregatesAreThoseOfDataFusion(String aggregate, double expected) {
		String sql = "SELECT %s AS x FROM (SELECT n, CASE WHEN n %% 2 = 0 THEN 'even' ELSE 'odd' END AS s "
				+ "FROM generate_series(1, 10) AS g(n)) AS t";
		assertThat(client.rows(sql.formatted(aggregate)).get(0).path("x").asDouble()).isCloseTo(expected, within(1e-6));
	}

	@Test
	void nullIsTheLargestValue() {
		String values = "(VALUES (1, 'a'), (2, 'b'), (3, NULL)) AS t(n, s)";
		assertThat(client.rows("SELECT n FROM " + values + " ORDER BY s DESC").get(0).path("n").asInt()).isEqualTo(3);
		assertThat(client.rows("SELECT first_value(n ORDER BY s DESC) AS f, last_value(n ORDER BY s) AS l, "
				+ "first_value(n ORDER BY s) FILTER (WHERE n > 1) AS g, string_agg(s, ',' ORDER BY s DESC) AS s FROM "
				+ values)
			.toString()).isEqualTo("[{\"f\":3,\"l\":3,\"g\":2,\"s\":\"b,a\"}]");
		assertThat(client.rows("SELECT first_value(n) OVER (ORDER BY n DESC) AS f FROM " + values).get(0).path("f"))
			.hasToString("3");
	}

	@Test
	void columnsAreCalledAsInLogfire() {
		JsonNode row = client
			.rows("SELECT attributes->>'text', r.attributes->'result'->'list', attributes ? 'n' " + "FROM records AS r")
			.get(0);
		assertThat(row.propertyNames()).containsExactly("attributes ->> 'text'", "attributes -> 'result' -> 'list'",
				"attributes ? 'n'");
	}

	@Test
	void anExampleOfLogfiresDocumentationRuns() {
		assertThat(client.rows("""
				SELECT
					time_bucket('1 hour', start_timestamp) AS x,
					approx_percentile_cont(0.95) WITHIN GROUP (ORDER BY duration) AS p95,
					SUM((attributes->'cost')::numeric) AS cost_usd
				FROM records
				WHERE attributes ? 'http.route' AND duration > 0 AND level >= 'info'
				GROUP BY x
				HAVING SUM((attributes->'cost')::numeric) > 0.0001
				ORDER BY p95 DESC
				""").toString()).isEqualTo("[{\"x\":\"2026-02-11T09:00:00Z\",\"p95\":1.5,\"cost_usd\":1.23E-4}]");
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '`',
			textBlock = """
					arrow_typeof(n)                         | Function 'arrow_typeof' does not exist in the local Logfire
					approx_percentile_cont(n, 1.5)          | The percentile of approx_percentile_cont must be a number from 0 to 1
					approx_percentile_cont(n, n)            | The percentile of approx_percentile_cont must be a number from 0 to 1
					approx_percentile_cont(n)               | approx_percentile_cont(0.95) WITHIN GROUP (ORDER BY x)
					to_char(now(), span_name)               | The format of to_char must be a text literal
					to_char(now(), '%e')                    | %e
					to_char(now(), '100%')                  | %
					arrow_cast(n, 'Decimal128(3, 1)')       | arrow_cast
					date_bin(INTERVAL '0 hours', now())     | Period must be greater than 0
					n ? 'k' ? FROM                          | syntax error at or near
					""")
	void whatIsNotKnownIsRefusedByName(String expression, String problem) {
		HttpResponse<String> response = client
			.query(body("SELECT %s AS x FROM generate_series(1, 2) AS g(n)".formatted(expression)), "application/json");
		assertThat(response.statusCode()).isEqualTo(400);
		assertThat(JSON.readTree(response.body()).path("detail").asString()).contains(problem);
	}

	private static String value(String expression) {
		return client.rows("SELECT %s AS x FROM records".formatted(expression), Map.of()).get(0).path("x").toString();
	}

}
