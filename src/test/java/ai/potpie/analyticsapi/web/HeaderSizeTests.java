package ai.potpie.analyticsapi.web;

import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import ai.potpie.analyticsapi.testing.RawAnswer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The largest headers that there is room for.
 */
class HeaderSizeTests extends StubbedHttpTestBase {

	private static final int ROOM = 24 * 1024;

	private static final String RAW = "/api/v1/analytics/user/" + user(1) + "/raw?limit=100";

	@Test
	void sixtyFiltersFitBesideALongJwtAndABrowser() {
		String jwt = "Authorization: Bearer " + "e".repeat(8_000);
		String browser = "Cookie: " + "c".repeat(4_000);
		String filters = Stream.of("project_id", "agent_id", "environment")
			.map((name) -> filters(name, "f".repeat(174)))
			.collect(Collectors.joining());
		assertThat(filters).hasSizeGreaterThan(60 * 185);
		get(RAW + filters, jwt, browser).isProblem(401);
		RawAnswer answer = get(RAW + filters, bearer(token(1)), browser);
		assertThat(answer.status()).isEqualTo(200);
		assertThat(answer.header("Link")).contains(filters);
	}

	@Test
	void theLongestPlainFilterFits() {
		String filter = filters("project_id", "f".repeat(1_000));
		assertThat(get(RAW + filter, bearer(token(1))).header("Link")).contains(filter);
	}

	/** The next page repeats all that was asked, and says more. */
	@ParameterizedTest
	@ValueSource(strings = { "f", "%C3%A9", "*", "'", "(", "@", ":", "/", "?", "!", ",", "$", "+", "~" })
	void theLinkToANextPageHasRoomForTheLongestRequest(String text) {
		int left = ROOM - RAW.length() - bearer(token(1)).length() - 100;
		String value = text.repeat((left / 40 - 12) / text.length());
		RawAnswer answer = get(RAW + filters("project_id", value) + filters("agent_id", value), bearer(token(1)));
		assertThat(answer.status()).isEqualTo(200);
		assertThat(answer.header("Link")).endsWith("; rel=\"next\"").hasSizeGreaterThan(ROOM - 1_500);
	}

	@Test
	void tooLargeHeadersAreAProblem() {
		get(RAW + "&project_id=" + "f".repeat(ROOM)).isProblem(400);
		get(RAW, "Authorization: Bearer " + "e".repeat(ROOM)).isProblem(400);
	}

	private static String filters(String name, String value) {
		return IntStream.range(0, 20).mapToObj((i) -> "&" + name + "=" + value).collect(Collectors.joining());
	}

}
