package ai.potpie.analyticsapi.sql;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.regex.Pattern;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class SqlTests {

	private static final Pattern CHARACTER = Pattern.compile("chr\\([0-9]+\\)");

	private static final Pattern QUOTED = Pattern.compile("'[A-Za-z0-9 _.:@-]*'");

	@Test
	void valuesTakeThePlaceOfTheirNames() {
		Sql sql = Sql.of("SELECT a FROM t WHERE b = :b AND c IN :c AND d >= :from AND :more")
			.with("b", "user_123")
			.with("c", List.of("x", "it's"))
			.with("from", Instant.parse("2026-03-28T23:00:00Z"))
			.with("more", Sql.of("n < :n").with("n", 7));
		assertThat(sql.text())
			.isEqualTo("SELECT a FROM t WHERE b = 'user_123' AND c IN ('x', concat('it', chr(39), 's'))"
					+ " AND d >= TIMESTAMPTZ '2026-03-28T23:00:00Z' AND n < 7");
	}

	@Test
	void aValueIsNeverReadAsTemplate() {
		Sql sql = Sql.of(":a :b").with("a", ":b").with("b", "$1 \\1");
		assertThat(sql.text()).isEqualTo("':b' concat(chr(36), '1 ', chr(92), '1')");
	}

	@Test
	void datesAndZonesAreLiterals() {
		Sql sql = Sql.of(":day :zone").with("day", LocalDate.of(2026, 3, 29)).with("zone", ZoneId.of("Europe/Paris"));
		assertThat(sql.text()).isEqualTo("DATE '2026-03-29' 'Europe/Paris'");
	}

	@Test
	void theEmptyTextIsALiteralToo() {
		assertThat(Literal.text("")).isEqualTo("''");
	}

	@Test
	void onlyZonesOfTheTimeZoneDatabaseAreWritten() {
		assertThatIllegalArgumentException().isThrownBy(() -> Literal.of(ZoneOffset.ofHours(2)));
	}

	@Test
	void aParameterWithoutValueIsAnError() {
		assertThatIllegalArgumentException().isThrownBy(() -> Sql.of("SELECT :a").text()).withMessageContaining("'a'");
	}

	@Test
	void anEmptyListIsAnError() {
		assertThatIllegalArgumentException().isThrownBy(() -> Literal.of(List.of()));
	}

	@ParameterizedTest
	@ValueSource(strings = { "\0", "a\0b", "\ud800", "a\udc00b" })
	void textThatNoDatabaseCanStoreIsRefused(String text) {
		assertThatIllegalArgumentException().isThrownBy(() -> Literal.text(text));
	}

	@Test
	void statementsAreEqualWhenTextAndValuesAre() {
		assertThat(Sql.of(":a").with("a", "1")).isEqualTo(Sql.of(":a").with("a", "1"))
			.isNotEqualTo(Sql.of(":a").with("a", 1));
	}

	@Test
	void withTheLiteralsBlankedHostileValuesLeaveTheSameStatement() {
		Sql statement = Sql.of("SELECT x FROM records WHERE (attributes->>'user_id') = :value AND y IN :list");
		for (String hostile : hostileTexts()) {
			String text = statement.with("value", hostile).with("list", List.of(hostile, "b")).text();
			assertThat(blanked(text)).as(hostile)
				.isEqualTo("SELECT x FROM records WHERE (attributes->>?) = ? AND y IN (?, ?)");
		}
	}

	private static String blanked(String text) {
		String marked = QUOTED.matcher(CHARACTER.matcher(text).replaceAll("?")).replaceAll("?");
		return marked.replaceAll("concat\\(\\?(, \\?)+\\)", "?");
	}

	private static List<String> hostileTexts() {
		List<String> texts = new ArrayList<>(List.of("'", "''", "\\'", "' OR '1'='1", "'; DROP TABLE records; --", "\"",
				"--", "/*", "*/", "$$", "$1", ":value", ":list", "?", "%", "_", "chr(39)", "' || chr(39) || '", "\n",
				"\r\n", "\t", "\u2019", "\u02bc", "\uff07", "😀", "\u202e", "a\\", "E'\\''", "0x27", "&#39;", "%27",
				"U&'\\0027'", "{\"a\":1}", ")", "(", ",", ";"));
		Random random = new Random(20260211);
		String alphabet = "'\"\\;-/*:?%_$()|,ab0 \n\u00e9\u4e2d\u2028";
		while (texts.size() < 5000) {
			StringBuilder text = new StringBuilder();
			int length = 1 + random.nextInt(24);
			for (int i = 0; i < length; i++) {
				text.append(alphabet.charAt(random.nextInt(alphabet.length())));
			}
			texts.add(text.toString());
		}
		return texts;
	}

}
