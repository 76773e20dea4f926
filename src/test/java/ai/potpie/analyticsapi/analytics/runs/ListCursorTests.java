package ai.potpie.analyticsapi.analytics.runs;

import java.nio.charset.StandardCharsets;
import java.util.Base64;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatException;

class ListCursorTests {

	private static final String PLACE = "1770801182512317 " + "019b".repeat(8) + " " + "a1b2".repeat(4);

	@Test
	void aDecodedCursorEqualsTheEncodedOne() {
		for (ListCursor cursor : new ListCursor[] { new ListCursor(ListSort.NEWEST, null, PLACE),
				new ListCursor(ListSort.COST, 0L, PLACE), new ListCursor(ListSort.COST, Long.MAX_VALUE, PLACE),
				new ListCursor(ListSort.DURATION, -1L, PLACE), new ListCursor(ListSort.DURATION, null, PLACE) }) {
			assertThat(ListCursor.valueOf(cursor.encode())).isEqualTo(cursor);
			assertThat(cursor.encode()).matches("[A-Za-z0-9_-]+");
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "x", "newest -", "newest - 1 a b", "oldest - 1770801182512317 a b",
			"NEWEST - 1770801182512317 a b", "cost x 1770801182512317 a b", "cost 1.5 1770801182512317 a b",
			"cost 9223372036854775808 1770801182512317 a b", "cost 1 1770801182512317 a' b",
			"cost 1 1770801182512317 a b c", "cost 1 1770801182512317 a b\n" })
	void anyOtherTextIsRefused(String text) {
		String encoded = Base64.getUrlEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
		assertThatException().isThrownBy(() -> ListCursor.valueOf(encoded));
	}

}
