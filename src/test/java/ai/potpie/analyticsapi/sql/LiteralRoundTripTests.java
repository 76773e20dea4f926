package ai.potpie.analyticsapi.sql;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

import ai.potpie.analyticsapi.locallogfire.LocalLogfire;
import ai.potpie.analyticsapi.locallogfire.LocalLogfireProperties;
import ai.potpie.analyticsapi.locallogfire.store.SpanRecord;
import ai.potpie.analyticsapi.logfire.LogfireQueryClient;
import ai.potpie.analyticsapi.logfire.TestLogfire;
import ai.potpie.analyticsapi.logfire.rows.LogfireQuery;
import ai.potpie.analyticsapi.logfire.rows.Row;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What a database reads is what was written, whatever it was.
 */
class LiteralRoundTripTests {

	private static final Instant START = Instant.parse("2026-02-11T00:00:00Z");

	@Test
	void hostileTextsAreReadAsTheyAre() {
		try (LocalLogfire logfire = LocalLogfire.start(LocalLogfireProperties.inMemory("token"))) {
			logfire.store(List.of(SpanRecord.builder("0".repeat(32), "0".repeat(16), "one row")
				.time(START, START.plusSeconds(1))
				.build()));
			LogfireQueryClient client = TestLogfire.client(logfire.baseUrl(), "token");
			List<String> texts = HostileTexts.some();
			for (int from = 0; from < texts.size(); from += 200) {
				List<String> some = texts.subList(from, Math.min(from + 200, texts.size()));
				assertThat(readBack(some, client)).isEqualTo(some);
			}
		}
	}

	private static List<String> readBack(List<String> texts, LogfireQueryClient client) {
		Sql sql = Sql.of("SELECT :columns FROM records").with("columns", columns(texts));
		Row row = client
			.query(new LogfireQuery(sql, START, START.plusSeconds(1), 2), TestLogfire.deadline(), TestLogfire.memory())
			.rows()
			.get(0);
		List<String> read = new ArrayList<>();
		for (int i = 0; i < texts.size(); i++) {
			read.add(row.text("text_" + i));
		}
		return read;
	}

	private static Sql columns(List<String> texts) {
		List<String> columns = new ArrayList<>();
		for (int i = 0; i < texts.size(); i++) {
			columns.add(":value_%1$d AS text_%1$d".formatted(i));
		}
		Sql sql = Sql.of(String.join(", ", columns));
		for (int i = 0; i < texts.size(); i++) {
			sql = sql.with("value_" + i, texts.get(i));
		}
		return sql;
	}

}
