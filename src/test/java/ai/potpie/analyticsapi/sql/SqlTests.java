package ai.potpie.analyticsapi.sql;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class SqlTests {

	private static final Pattern CHARACTER = Pattern.compile("chr\\([0-9]+\\)");

	private static final Pattern QUOTED = Pattern.compile("'[A-Za-z0-9 _.:@-]*'");

	private static final Pattern PARAMETER = Pattern.compile("(?<![:\\w\\[]):([a-z0-9_]+)");

	private static final List<String> FRAGMENTS = List.of(":a", ":b_2", ":", "[", " ", "X", "é", "\\", "$1", "'", "\n");

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
	void whatIsAParameterIsDecidedByWhatStandsBeforeIt() {
		Sql sql = Sql.of("x::text [:space:] a:b '12:30' :b:b (:b) :b_1B :").with("b", 1).with("b_1", 2);
		assertThat(sql.text()).isEqualTo("x::text [:space:] a:b '12:30' 1:b (1) 2B :");
	}

	@Test
	void textsAreThoseOfReplacingEachParameter() {
		Random random = new Random(7);
		for (int i = 0; i < 1000; i++) {
			String inner = template(random);
			String outer = template(random);
			String piece = replaced(inner, Map.of("a", "1", "b_2", Literal.of("it's $1")));
			Sql sql = Sql.of(outer)
				.with("a", Sql.of(inner).with("a", 1).with("b_2", "it's $1"))
				.with("b_2", List.of(2, 3));
			assertThat(sql.text()).isEqualTo(replaced(outer, Map.of("a", piece, "b_2", "(2, 3)")));
		}
	}

	private static String template(Random random) {
		return random.ints(20, 0, FRAGMENTS.size()).mapToObj(FRAGMENTS::get).collect(Collectors.joining());
	}

	private static String replaced(String template, Map<String, String> texts) {
		return PARAMETER.matcher(template)
			.replaceAll((parameter) -> Matcher.quoteReplacement(texts.get(parameter.group(1))));
	}

	@Test
	void datesAreLiterals() {
		assertThat(Sql.of(":day").with("day", LocalDate.of(2026, 3, 29)).text()).isEqualTo("DATE '2026-03-29'");
	}

	@Test
	void theEmptyTextIsALiteralToo() {
		assertThat(Literal.text("")).isEqualTo("''");
	}

	@Test
	void noZoneIsWritten() {
		assertThatIllegalArgumentException().isThrownBy(() -> Literal.of(ZoneOffset.UTC));
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
		for (String hostile : HostileTexts.some()) {
			String text = statement.with("value", hostile).with("list", List.of(hostile, "b")).text();
			assertThat(blanked(text)).as(hostile)
				.isEqualTo("SELECT x FROM records WHERE (attributes->>?) = ? AND y IN (?, ?)");
		}
	}

	private static String blanked(String text) {
		String marked = QUOTED.matcher(CHARACTER.matcher(text).replaceAll("?")).replaceAll("?");
		return marked.replaceAll("concat\\(\\?(, \\?)+\\)", "?");
	}

}
