package ai.potpie.analyticsapi.security;

import java.util.regex.Pattern;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class UserIdsTests {

	private final UserIds usual = new UserIds(Pattern.compile("[A-Za-z0-9._@:|+~-]{1,128}"));

	private final UserIds anything = new UserIds(Pattern.compile("(?s).*"));

	@ParameterizedTest
	@ValueSource(strings = { "a", "user_123", "auth0|5f7c8ec7", "someone@example.com", "a:b+c~d-e.f" })
	void idsOfIdentityProvidersAreValid(String id) {
		assertThat(this.usual.isValid(id)).isTrue();
	}

	@ParameterizedTest
	@ValueSource(
			strings = { "", " ", "a b", "a\n", "a'b", "a\"b", "a\\b", "ü", "a,b", "a=b", "*", "a%b", "a/b", "\u0660" })
	void otherTextsAreNotValid(String id) {
		assertThat(this.usual.isValid(id)).isFalse();
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "/", "/a", "a/", "a//b", "a/../b", "./a", "a/.", "a\u0000", "a\n", "\u007f", "\u0085",
			"\u2028", "\u202e", "\ud800", "a\udc00b" })
	void widestPatternStillRefusesUnsafeIds(String id) {
		assertThat(this.anything.isValid(id)).isFalse();
	}

	@ParameterizedTest
	@ValueSource(strings = { "ü", "a b", "李", "\ud83d\ude00", "a'b", "a/b", "a/b.c/..d" })
	void widerPatternAllowsMore(String id) {
		assertThat(this.anything.isValid(id)).isTrue();
	}

	@Test
	void lengthIsBoundedWhateverThePatternSays() {
		assertThat(this.anything.isValid("a".repeat(128))).isTrue();
		assertThat(this.anything.isValid("a".repeat(129))).isFalse();
	}

	@Test
	void expectationMentionsSlashesWhereTheyAreAllowed() {
		assertThat(this.usual.expectation())
			.isEqualTo("must be 1 to 128 characters that match " + this.usual.pattern());
		assertThat(this.anything.expectation())
			.isEqualTo("must be 1 to 128 characters that match (?s).*, and between slashes neither empty nor . nor ..");
	}

}
