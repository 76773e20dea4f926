package ai.potpie.analyticsapi.web;

import ai.potpie.analyticsapi.testing.RawAnswer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.test.system.CapturedOutput;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What a parameter may look like, and what is said when it does not.
 */
class ParameterHttpTests extends HttpTestBase {

	private static final String DAYS = "must be a whole number from 1 to 90";

	@Test
	void parameterWhoseNameHoldsAControlCharacterIs400(CapturedOutput output) {
		ask(PROBE + "?timezone%00=UTC").isProblem(400);
		assertThat(output.toString()).doesNotContain("ERROR");
	}

	@Test
	void everyParameterReachesTheHandler() {
		RawAnswer answer = ask(PROBE + "?days=30&start_date=2026-02-11&timezone=Europe/Berlin&fill=zero&all=true"
				+ "&project_id=a,b&project_id=c%20%C3%BC&run_id=x+y");
		assertThat(answer.status()).as(answer.body()).isEqualTo(200);
		assertThat(answer.json().at("/parameters").toString())
			.isEqualTo("{\"days\":30,\"start_date\":\"2026-02-11\",\"timezone\":\"Europe/Berlin\",\"fill\":\"ZERO\","
					+ "\"all\":true,\"project_id\":[\"a,b\",\"c ü\"],\"run_id\":\"x y\"}");
	}

	@Test
	void absentParametersHaveNoValue() {
		assertThat(ask(PROBE).json().at("/parameters").valueStream()).hasSize(7).allMatch((value) -> value.isNull());
	}

	@Test
	void headersAndPathVariablesAreNotParameters() {
		RawAnswer answer = get(PROBE, bearer(TOKEN), "days: 5", "run_id: x", "Fill: zero", "project_id: x");
		assertThat(answer.json().at("/parameters").valueStream()).allMatch((value) -> value.isNull());
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "0", "91", "-1", "%2B5", "+5", "abc", "3.0", "1e1", "0x1E", "%231E", "5%20", "%205",
			"%203%200%20", "999999999", "9999999999", "99999999999999999999", "%D9%A3%D9%A0", "%EF%BC%93", "5%00",
			"null", "NaN", "1,2", "5d" })
	void daysIsAPlainDecimal(String days) {
		RawAnswer answer = ask(PROBE + "?days=" + days);
		assertThat(answer.wrongParameters()).containsExactly("days");
		assertThat(answer.message("days")).endsWith(DAYS);
	}

	@ParameterizedTest
	@ValueSource(strings = { "1", "90", "07" })
	void daysInRangeAreAccepted(String days) {
		assertThat(ask(PROBE + "?days=" + days).json().at("/parameters/days").asInt())
			.isEqualTo(Integer.parseInt(days));
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "2026-02-30", "2026-13-01", "2026-2-3", "26-02-03", "%2B12026-02-03", "2026/02/03",
			"20260203", "2026-02-03T00:00:00Z", "2026-02-03Z", "%202026-02-03", "%D9%A2%D9%A0%D9%A2%D9%A6-02-03",
			"today", "2025-02-29" })
	void datesAreStrictIso(String date) {
		RawAnswer answer = ask(PROBE + "?start_date=" + date);
		assertThat(answer.wrongParameters()).containsExactly("start_date");
		assertThat(answer.message("start_date")).endsWith("must be a date like 2026-02-11");
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "utc", "europe/berlin", "%2B02:00", "UTC%2B2", "Mars/Olympus", "Z", "../etc/passwd",
			"PST", "EST5EDT%20" })
	void zonesAreIanaNames(String zone) {
		assertThat(ask(PROBE + "?timezone=" + zone).wrongParameters()).containsExactly("timezone");
	}

	@ParameterizedTest
	@ValueSource(strings = { "UTC", "Asia/Kathmandu", "America/Argentina/Buenos_Aires", "Etc/GMT%2B5" })
	void ianaZonesAreAccepted(String zone) {
		assertThat(ask(PROBE + "?timezone=" + zone).status()).isEqualTo(200);
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "ZERO", "Zero", "0", "zero%20", "nil" })
	void valuesOfEnumsAreNamedExactly(String fill) {
		RawAnswer answer = ask(PROBE + "?fill=" + fill);
		assertThat(answer.wrongParameters()).containsExactly("fill");
		assertThat(answer.message("fill")).endsWith("must be one of none, zero");
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "TRUE", "1", "yes", "on" })
	void booleansAreTrueOrFalse(String value) {
		assertThat(ask(PROBE + "?all=" + value).message("all")).endsWith("must be true or false");
	}

	@Test
	void emptyTextIsAnErrorAndNotADefault() {
		assertThat(ask(PROBE + "?run_id=").wrongParameters()).containsExactly("run_id");
		assertThat(ask(PROBE + "?run_id").wrongParameters()).containsExactly("run_id");
		assertThat(ask(PROBE + "?project_id=").wrongParameters()).containsExactly("project_id");
	}

	@ParameterizedTest
	@CsvSource({ "days=30&days=30, days", "days=30&days=abc, days", "days=1&days=, days", "fill=zero&fill=none, fill",
			"run_id=a&run_id=b, run_id" })
	void singleValueGivenTwiceIsAnError(String query, String parameter) {
		RawAnswer answer = ask(PROBE + "?" + query);
		assertThat(answer.wrongParameters()).containsExactly(parameter);
		assertThat(answer.message(parameter)).isEqualTo("must be given once, not 2 times");
	}

	@ParameterizedTest
	@CsvSource({ "dayz=30, dayz", "Days=30, Days", "startDate=2026-01-01, startDate", "days[]=3, days[]",
			"project_id[0]=x, project_id[0]", "user_id=user_456, user_id", "_days=1, _days", "!days=1, !days",
			"%27%3Cscript%3E=1, '''<script>'" })
	void errorOfAnUnknownParameterNamesItAndTheAllowedOnes(String query, String parameter) {
		RawAnswer answer = ask(PROBE + "?" + query.replace("[", "%5B").replace("]", "%5D"));
		assertThat(answer.wrongParameters()).containsExactly(parameter);
		assertThat(answer.message(parameter)).isEqualTo(
				"is not a parameter here. Allowed are days, start_date, timezone," + " fill, all, project_id, run_id");
	}

	@Test
	void allErrorsAreReportedAtOnce() {
		RawAnswer answer = ask(
				PROBE + "?days=91&start_date=x&timezone=y&fill=z&run_id=a&run_id=b&nope=1" + "&project_id=12345678901");
		assertThat(answer.wrongParameters()).containsExactlyInAnyOrder("days", "start_date", "timezone", "fill",
				"run_id", "nope", "project_id");
		assertThat(answer.message("days")).isEqualTo(DAYS);
		assertThat(answer.message("project_id")).isEqualTo("must have 1 to 10 characters");
	}

	@Test
	void errorsOfListsAreReportedToo() {
		RawAnswer answer = ask(PROBE + "?project_id=a&project_id=b&project_id=c&project_id=d");
		assertThat(answer.message("project_id")).isEqualTo("may be given at most 3 times");
	}

	@ParameterizedTest
	@ValueSource(strings = { "run_id=%", "run_id=%zz", "run_id=%C3", "run_id=%C3%28", "run_id=%ff", "run_id=%C0%AF",
			"run_id=%ED%A0%80", "%zz=1", "=x" })
	void queryIsWellFormedUtf8(String query) {
		ask(PROBE + "?" + query).isProblem(400);
	}

	@Test
	void longFiltersFit() {
		assertThat(ask(PROBE + "?run_id=" + "%C3%BC".repeat(3_500)).status()).isEqualTo(200);
	}

}
