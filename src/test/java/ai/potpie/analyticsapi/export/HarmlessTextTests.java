package ai.potpie.analyticsapi.export;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

class HarmlessTextTests {

	@ParameterizedTest
	@ValueSource(strings = { "=1", "+1", "-1", "@SUM(1)", "＝1", "＋1", "－1", "＠SUM(1)", "\t1", "\r1", "\n1", " =1",
			"\u00a0=1", "\u3000＝1", "\ufeff=1", "\u200b\u2060=1", "\u000b=1", "-" })
	void aFormulaHasAnApostropheInFront(String text) {
		assertThat(HarmlessText.of(ColumnType.TEXT, text)).isEqualTo("'" + text);
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '~', value = { "a;=1;|a;'=1;", "a;\"=1;|a;'\"=1;", "a; ＝1|a;' ＝1",
			";@x|;'@x", "a;-1;+2|a;'-1;'+2", "=1;=2|'=1;'=2" })
	void aFormulaAfterASeparatorHasAnApostrophe(String text, String harmless) {
		assertThat(HarmlessText.of(ColumnType.TEXT, text)).isEqualTo(harmless);
	}

	@Test
	void aLineOrATabBeginsACellAsWell() {
		assertThat(HarmlessText.of(ColumnType.TEXT, "a\r\n=1\t@x\nb\r+1")).isEqualTo("a\r\n'=1\t'@x\nb\r'+1");
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "a", "1", "1.5", "2026-02-11", "a=1", "a-b", "x - y", "someone@example.com", "a; b",
			"a;b=1", "a,=1", "'=1", "\"=1\"", "a\nb", "中文", "http://x/?a=1&b=2", "_x003D_1" })
	void otherTextStaysAsItIs(String text) {
		assertThat(HarmlessText.of(ColumnType.TEXT, text)).isEqualTo(text);
	}

	@ParameterizedTest
	@ValueSource(strings = { "-1", "1;-1", "2026-02-11" })
	void numbersAndDaysStayAsTheyAre(String text) {
		assertThat(HarmlessText.of(ColumnType.NUMBER, text)).isEqualTo(text);
		assertThat(HarmlessText.of(ColumnType.DAY, text)).isEqualTo(text);
	}

	@Test
	void jsonHasAnEscapeAndKeepsItsValues() {
		String json = """
				{"a;=1":["x; \u200b－1;","=1","\\\\;@","\\";+"],"n":[1,-1]}""";
		String harmless = HarmlessText.of(ColumnType.JSON, json);
		assertThat(harmless).isEqualTo("""
				{"a;\\u003d1":["x; \u200b\\uff0d1;","=1","\\\\;\\u0040","\\";\\u002b"],"n":[1,-1]}""");
		assertThat(JsonMapper.shared().readTree(harmless)).isEqualTo(JsonMapper.shared().readTree(json));
	}

}
