package ai.potpie.analyticsapi.analytics.raw;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatException;

class CursorTests {

	@Test
	void aDecodedCursorEqualsTheEncodedOne() {
		Cursor cursor = new Cursor(Instant.parse("2026-02-11T09:13:02.512317Z"), "019b".repeat(8), "a1b2".repeat(4), 3);
		assertThat(Cursor.valueOf(cursor.encode())).isEqualTo(cursor);
		assertThat(cursor.encode()).matches("[A-Za-z0-9_-]+");
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "x", "2026-02-11T09:13:02Z a b", "2026-02-11T09:13:02Z a b -1",
			"2026-02-11T09:13:02Z a' b 1", "2026-02-31T09:13:02Z a b 1", "2026-02-11T09:13:02Z a b 9999", "a b c 1" })
	void anyOtherTextIsRefused(String text) {
		String encoded = Base64.getUrlEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
		assertThatException().isThrownBy(() -> Cursor.valueOf(encoded));
	}

}
