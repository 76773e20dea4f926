package ai.potpie.analyticsapi.locallogfire.query;

import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import ai.potpie.analyticsapi.locallogfire.LocalLogfire;
import ai.potpie.analyticsapi.locallogfire.LocalLogfireProperties;
import ai.potpie.analyticsapi.locallogfire.store.SpanRecord;
import ai.potpie.analyticsapi.testing.LocalLogfireClient;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import static ai.potpie.analyticsapi.testing.LocalLogfireClient.body;
import static org.assertj.core.api.Assertions.assertThat;

class SqlGuardTests {

	private static final Instant NOON = Instant.parse("2026-02-11T12:00:00Z");

	@TempDir
	private static Path directory;

	private static LocalLogfire logfire;

	private static LocalLogfireClient client;

	@BeforeAll
	static void start() {
		logfire = LocalLogfire.start(new LocalLogfireProperties("127.0.0.1", 0,
				directory.resolve("logfire.duckdb").toString(), LocalLogfireClient.TOKEN, false, false, false));
		client = new LocalLogfireClient(logfire);
		logfire.store(List.of(SpanRecord.builder("0".repeat(32), "0".repeat(16), "one")
			.time(NOON, Duration.ofSeconds(1))
			.tags(List.of("a", "b"))
			.attributes("{\"k\":\"v\"}")
			.build()));
	}

	@AfterAll
	static void stop() {
		logfire.close();
	}

	@ParameterizedTest
	@MethodSource("attacks")
	void whatReadsOrDoesAnythingElseIs400(String sql) {
		HttpResponse<String> response = client.query(body(sql), "application/json");
		assertThat(response.statusCode()).as(response.body()).isEqualTo(400);
		assertThat(client.rows("SELECT span_name FROM records").toString()).isEqualTo("[{\"span_name\":\"one\"}]");
		assertThat(directory.toFile().list()).allMatch((name) -> name.startsWith("logfire.duckdb"));
	}

	static Stream<String> attacks() {
		String out = directory.resolve("out").toString();
		return Stream.of(";", "-- nothing", "SELECT 1; SELECT 2", "SELECT 1; DROP TABLE records",
				"SELECT 1; DROP TABLE stored_record", "DROP TABLE stored_record", "DROP VIEW records",
				"DELETE FROM stored_record", "DELETE FROM records", "UPDATE stored_record SET level = 1",
				"INSERT INTO stored_record SELECT * FROM stored_record", "TRUNCATE stored_record",
				"WITH x AS (DELETE FROM stored_record RETURNING *) SELECT * FROM x", "CREATE TABLE x AS SELECT 1",
				"CREATE OR REPLACE VIEW records AS SELECT 1", "ALTER TABLE stored_record ADD COLUMN x INTEGER",
				"COPY records TO '%s'".formatted(out), "COPY (SELECT 1) TO '%s' (FORMAT parquet)".formatted(out),
				"COPY stored_record FROM '/etc/passwd'", "EXPORT DATABASE '%s'".formatted(out),
				"ATTACH '%s' AS other".formatted(out), "ATTACH ':memory:' AS other", "DETACH logfire", "USE memory",
				"INSTALL httpfs", "LOAD httpfs", "SET enable_external_access = true", "SET threads = 1",
				"SET VARIABLE x = 1", "RESET threads", "PRAGMA database_list", "PRAGMA threads = 1",
				"PRAGMA enable_profiling", "CALL pragma_version()", "CHECKPOINT", "VACUUM", "ANALYZE", "BEGIN",
				"PREPARE p AS SELECT 1", "EXECUTE p", "SHOW TABLES", "SHOW ALL TABLES", "DESCRIBE records",
				"SUMMARIZE records", "EXPLAIN SELECT 1", "EXPLAIN ANALYZE DELETE FROM stored_record",
				"FROM (DESCRIBE records)", "FROM (SHOW TABLES)", "SELECT * FROM (SUMMARIZE stored_record)",
				"SELECT * FROM stored_record", "SELECT * FROM every_record", "SELECT * FROM main.records",
				"SELECT * FROM temp.records", "SELECT * FROM logfire.main.stored_record", "TABLE stored_record",
				"SELECT * FROM \"stored_record\"", "SELECT * FROM \"main\".\"stored_record\"",
				"SELECT * FROM read_csv('/etc/passwd')", "SELECT * FROM read_csv_auto('/etc/passwd')",
				"SELECT * FROM read_text('/etc/passwd')", "SELECT * FROM read_blob('/etc/passwd')",
				"SELECT * FROM read_json('/etc/passwd')", "SELECT * FROM read_parquet('/etc/passwd')",
				"SELECT * FROM parquet_metadata('x')", "SELECT * FROM glob('/etc/*')",
				"SELECT * FROM sniff_csv('/etc/passwd')", "SELECT * FROM '/etc/passwd'", "FROM '/etc/passwd'",
				"FROM \"/etc/passwd\"", "SELECT * FROM 'https://example.com/x.parquet'", "FROM duckdb_settings()",
				"FROM duckdb_tables", "FROM duckdb_tables()", "FROM duckdb_secrets()", "FROM duckdb_functions()",
				"FROM duckdb_databases()", "FROM duckdb_logs", "FROM duckdb_temporary_files()", "FROM duckdb_memory()",
				"SELECT * FROM information_schema.tables", "SELECT * FROM pg_catalog.pg_class",
				"SELECT * FROM pg_class", "SELECT * FROM sqlite_master",
				"SELECT * FROM pragma_table_info('stored_record')", "SELECT * FROM pragma_database_size()",
				"SELECT * FROM test_all_types()", "SELECT * FROM checkpoint()", "SELECT * FROM force_checkpoint()",
				"SELECT * FROM query('SELECT 1')", "SELECT * FROM query_table('stored_record')",
				"SELECT * FROM json_execute_serialized_sql('{}')", "SELECT * FROM repeat(1, 5)",
				"SELECT * FROM arrow_scan(1, 2, 3)", "SELECT * FROM seq_scan('stored_record')",
				"SELECT * FROM main.range(5)", "SELECT current_setting('access_mode')", "SELECT getenv('HOME')",
				"SELECT getvariable('x')", "SELECT pg_catalog.current_setting('threads')",
				"SELECT CURRENT_SETTING('threads')", "SELECT \"current_setting\"('threads')", "SELECT version()",
				"SELECT current_database()", "SELECT current_schemas(true)", "SELECT current_query()",
				"SELECT txid_current()", "SELECT nextval('x')", "SELECT setseed(0.5)", "SELECT sleep_ms(1000)",
				"SELECT pg_sleep(1)", "SELECT write_log('x')", "SELECT json_serialize_sql('SELECT 1')",
				"SELECT pg_get_viewdef(0)", "SELECT in_search_path('a', 'b')",
				"SELECT (SELECT COUNT(*) FROM stored_record)",
				"SELECT 1 WHERE EXISTS (SELECT 1 FROM read_text('/etc/passwd'))",
				"SELECT * FROM records JOIN read_text('/etc/passwd') ON TRUE",
				"SELECT * FROM records, LATERAL (SELECT * FROM duckdb_settings())",
				"SELECT 1 AS x UNION ALL SELECT level FROM stored_record",
				"SELECT * FROM records ORDER BY (SELECT 1 FROM stored_record)",
				"SELECT 1 LIMIT (SELECT COUNT(*) FROM stored_record)",
				"SELECT 1 OFFSET (SELECT COUNT(*) FROM stored_record)",
				"SELECT * FROM records WHERE list_transform(tags, lambda t: getenv(t)) = []",
				"SELECT COUNT(*) FILTER (getenv('HOME') = '') FROM records",
				"SELECT SUM(1) OVER (ORDER BY getenv('HOME')) AS x FROM records",
				"SELECT CASE WHEN getenv('HOME') = '' THEN 1 END", "SELECT [getenv(x) FOR x IN tags] FROM records",
				"WITH x AS (SELECT * FROM stored_record) SELECT * FROM x",
				"WITH x AS (WITH y AS (SELECT * FROM duckdb_tables) SELECT * FROM y) SELECT * FROM x",
				"WITH duckdb_tables AS (SELECT * FROM duckdb_tables) SELECT * FROM duckdb_tables",
				"SELECT * FROM (WITH duckdb_tables AS (SELECT 1) SELECT * FROM duckdb_tables) x, duckdb_tables",
				"WITH a AS (SELECT * FROM duckdb_tables), duckdb_tables AS (SELECT 1) SELECT * FROM a",
				"WITH RECURSIVE x AS (SELECT 1 UNION ALL SELECT level FROM stored_record) SELECT * FROM x", "SELECT ?",
				"SELECT $1", "SELECT $name", "PIVOT records ON kind USING COUNT(*)",
				"UNPIVOT records ON level INTO NAME n VALUE v", "SELECT * FROM records AT (VERSION => 1)",
				"SELECT 1) AS x; DROP TABLE stored_record; --", "SELECT 1 /* ", "VALUES (getenv('HOME'))",
				"SELECT * FROM (VALUES (getenv('HOME')))", "SELECT 1 AS rowid");
	}

	@ParameterizedTest
	@ValueSource(strings = { "SELECT COUNT(*) AS n FROM records", "SELECT COUNT(*) AS n FROM RECORDS;",
			"SELECT COUNT(*) AS n FROM \"records_all\"", "-- a comment\nSELECT COUNT(*) AS n FROM records /* more */",
			"WITH x AS (SELECT * FROM records), y AS (SELECT * FROM x) SELECT COUNT(*) AS n FROM y",
			"WITH records AS (SELECT * FROM records) SELECT COUNT(*) AS n FROM records",
			"WITH x AS MATERIALIZED (SELECT 1) SELECT (SELECT COUNT(*) FROM x) AS n",
			"WITH RECURSIVE r(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM r WHERE i < 5) SELECT COUNT(*) - 4 AS n FROM r",
			"SELECT COUNT(*) AS n FROM (SELECT * FROM records) WHERE span_name IN (SELECT span_name FROM records)",
			"SELECT COUNT(*) AS n FROM records a LEFT JOIN records b USING (trace_id)",
			"SELECT COUNT(*) - 1 AS n FROM records, unnest(tags) AS t(tag)",
			"SELECT COUNT(*) AS n FROM generate_series(1, 1)",
			"SELECT n FROM (SELECT ROW_NUMBER() OVER w AS n FROM records WINDOW w AS (PARTITION BY kind))",
			"SELECT COUNT(*) AS n FROM records GROUP BY GROUPING SETS ((kind, level), ()) LIMIT 1",
			"SELECT COUNT(*) AS n FROM records WHERE (attributes->>'k') ~ '^v$' AND start_timestamp < NOW()",
			"SELECT DISTINCT ON (kind) 1 AS n FROM records ORDER BY kind, start_timestamp DESC NULLS LAST",
			"SELECT COUNT(*) AS n FROM records WHERE CURRENT_DATE > day AND CURRENT_TIMESTAMP > start_timestamp",
			"SELECT COUNT(*) AS n FROM records WHERE EXTRACT(YEAR FROM start_timestamp AT TIME ZONE 'Asia/Tokyo') = 2026",
			"SELECT COUNT(*) FILTER (WHERE duration >= 1) AS n FROM records QUALIFY ROW_NUMBER() OVER () = 1",
			"SELECT COUNT(*) AS n FROM records WHERE 'x' || chr(39) || '; DROP TABLE records' <> ''" })
	void whatReadsRecordsRuns(String sql) {
		assertThat(client.rows(sql, Map.of("limit", 1)).toString()).isEqualTo("[{\"n\":1}]");
	}

	@Test
	void theAnswersOfTwoQueriesDoNotMeet() {
		assertThat(client.rows("SELECT 1 AS x").toString()).isEqualTo("[{\"x\":1}]");
		assertThat(client.query(body("SELECT * FROM answer"), "application/json").statusCode()).isEqualTo(400);
	}

}
