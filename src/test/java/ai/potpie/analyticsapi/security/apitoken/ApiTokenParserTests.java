package ai.potpie.analyticsapi.security.apitoken;

import java.util.List;
import java.util.regex.Pattern;

import ai.potpie.analyticsapi.security.BearerToken;
import ai.potpie.analyticsapi.security.Caller;
import ai.potpie.analyticsapi.security.UserIds;
import ai.potpie.analyticsapi.settings.SettingException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

class ApiTokenParserTests {

	private static final UserIds USER_IDS = new UserIds(Pattern.compile("[A-Za-z0-9._@:|+~-]{1,128}"));

	private final ApiTokenParser parser = new ApiTokenParser(USER_IDS, true);

	@Test
	void eachTokenNamesItsUser() {
		ApiTokens tokens = parse("user_123=abc", " user_123 = def== ", "a|b@c=ghi", "*=jkl");
		assertThat(tokens.find(new BearerToken("abc"))).extracting(Caller::userId).isEqualTo("user_123");
		assertThat(tokens.find(new BearerToken("def=="))).extracting(Caller::userId).isEqualTo("user_123");
		assertThat(tokens.find(new BearerToken("ghi"))).extracting(Caller::userId).isEqualTo("a|b@c");
		assertThat(tokens.find(new BearerToken("jkl"))).extracting(Caller::userId).isNull();
		assertThat(tokens.find(new BearerToken("nope"))).isNull();
		assertThat(tokens.find(new BearerToken("def"))).isNull();
	}

	@Test
	void tokenMayBeGivenAsItsHash() {
		String hash = "BA7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
		ApiTokens tokens = parse("*=sha256:" + hash);
		assertThat(tokens.find(new BearerToken("abc"))).isEqualTo(new Caller(null, "ba7816bf8f01"));
		assertThat(tokens.find(new BearerToken(hash))).isNull();
	}

	@Test
	void callerReadsItsOwnUserOrEveryone() {
		assertThat(new Caller("a", "").mayRead("a")).isTrue();
		assertThat(new Caller("a", "").mayRead("A")).isFalse();
		assertThat(new Caller("*", "").mayRead("a")).isFalse();
		assertThat(new Caller(null, "").mayRead("a")).isTrue();
	}

	@ParameterizedTest
	@ValueSource(strings = { "s3cret", "=s3cret", "user 1=s3cret", "user_123=", "user_123= ", "user_123=s3 cret",
			"user_123=sha256:s3cret", "user_123=s\u00e9cret", "a/b=s3cret", "user_123=s3cret;" })
	void malformedEntryIsNamedByItsPositionAndNotPrinted(String entry) {
		SettingException refusal = refusal(List.of("fine=abc", entry), ApiTokenPlace.SETTING);
		assertThat(refusal.getMessage()).startsWith("Entry 2 of ANALYTICS_API_TOKENS ")
			.doesNotContain("cret")
			.endsWith(".");
		assertThat(refusal.action()).contains("user_123=<token>").doesNotContain("cret");
		assertThat(refusal(List.of("", "fine=abc", entry), ApiTokenPlace.FILE).getMessage())
			.startsWith("Line 3 of ANALYTICS_API_TOKENS_FILE ")
			.doesNotContain("cret");
	}

	@ParameterizedTest
	@EnumSource
	void repeatedTokenIsRefused(ApiTokenPlace place) {
		assertThat(refusal(List.of("a=same", "b=same"), place).getMessage())
			.matches("(Entry|Line) 2 of .* repeats a token of an entry before it.");
		List<ApiToken> before = this.parser.parse(List.of(), List.of("a=same"), ApiTokenPlace.SETTING);
		assertThat(
				catchThrowableOfType(SettingException.class, () -> this.parser.parse(before, List.of("a=same"), place)))
			.hasMessageContaining(" 1 of ");
	}

	@Test
	void weakTokenIsRefusedUnlessItIsAllowedAndNotPrinted() {
		assertThat(parse("a=s3cret").find(new BearerToken("s3cret"))).isNotNull();
		ApiTokenParser strict = new ApiTokenParser(USER_IDS, false);
		SettingException refusal = catchThrowableOfType(SettingException.class,
				() -> strict.parse(List.of(), List.of("a=s3cret"), ApiTokenPlace.SETTING));
		assertThat(refusal.getMessage()).isEqualTo(
				"Entry 1 of ANALYTICS_API_TOKENS has a token that could be guessed: it has less than 128 bits of entropy.");
		assertThat(refusal.action()).contains("java -jar analytics-api.jar token user_123", "openssl rand -hex 32");
	}

	@Test
	void hashIsNotCheckedForStrength() {
		ApiTokenParser strict = new ApiTokenParser(USER_IDS, false);
		assertThat(strict.parse(List.of(), List.of("a=sha256:" + "0".repeat(64)), ApiTokenPlace.SETTING)).hasSize(1);
	}

	@Test
	void tokensAreNeverPrinted() {
		ApiTokenProperties properties = new ApiTokenProperties(List.of("user_123=s3cret"), null, false);
		assertThat(properties.toString()).doesNotContain("s3cret");
		assertThat(parse("user_123=s3cret").toString()).doesNotContain("s3cret");
		assertThat(new BearerToken("s3cret").toString()).doesNotContain("s3cret");
	}

	private ApiTokens parse(String... entries) {
		return new ApiTokens(this.parser.parse(List.of(), List.of(entries), ApiTokenPlace.SETTING));
	}

	private SettingException refusal(List<String> entries, ApiTokenPlace place) {
		return catchThrowableOfType(SettingException.class, () -> this.parser.parse(List.of(), entries, place));
	}

}
