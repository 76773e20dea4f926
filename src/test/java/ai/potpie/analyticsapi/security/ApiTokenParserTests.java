package ai.potpie.analyticsapi.security;

import java.util.List;
import java.util.regex.Pattern;

import org.apache.commons.logging.LogFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.diagnostics.FailureAnalyzer;
import org.springframework.core.io.support.SpringFactoriesLoader;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

class ApiTokenParserTests {

	private final ApiTokenParser parser = new ApiTokenParser(
			new UserIds(Pattern.compile("[A-Za-z0-9._@:|+~-]{1,128}")));

	@Test
	void eachTokenNamesItsUser() {
		ApiTokens tokens = this.parser.parse(List.of("user_123=abc", " user_123 = def== ", "a|b@c=ghi", "*=jkl"));
		assertThat(tokens.find("abc")).extracting(Caller::userId).isEqualTo("user_123");
		assertThat(tokens.find("def==")).extracting(Caller::userId).isEqualTo("user_123");
		assertThat(tokens.find("ghi")).extracting(Caller::userId).isEqualTo("a|b@c");
		assertThat(tokens.find("jkl")).extracting(Caller::userId).isNull();
		assertThat(tokens.find("nope")).isNull();
		assertThat(tokens.find("def")).isNull();
	}

	@Test
	void tokenMayBeGivenAsItsHash() {
		String hash = "BA7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
		ApiTokens tokens = this.parser.parse(List.of("*=sha256:" + hash));
		assertThat(tokens.find("abc")).isEqualTo(new Caller(null, "ba7816bf8f01"));
		assertThat(tokens.find(hash)).isNull();
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
		AccessConfigurationException refusal = refusal(List.of("fine=abc", entry));
		assertThat(refusal.getMessage()).startsWith("Entry 2 of ANALYTICS_API_TOKENS ")
			.doesNotContain("cret")
			.endsWith(".");
		assertThat(refusal.action()).contains("user_123=<token>");
	}

	@Test
	void tokenOfTwoUsersIsRefused() {
		assertThat(refusal(List.of("a=same", "b=same")).getMessage())
			.isEqualTo("Entry 2 of ANALYTICS_API_TOKENS repeats a token of an entry before it.");
	}

	@Test
	void noTokenAtAllStopsTheStartAndSaysWhatToSet() {
		for (List<String> nothing : List.of(List.<String>of(), List.of(""), List.of("  ", ""))) {
			FailureAnalysis analysis = new AccessConfigurationFailureAnalyzer()
				.analyze(new IllegalStateException(refusal(nothing)));
			assertThat(analysis.getDescription()).contains("no API token is configured");
			assertThat(analysis.getAction()).contains("ANALYTICS_API_TOKENS", "user_123=<token>", "*=<token>");
		}
		assertThat(SpringFactoriesLoader.forDefaultResourceLocation()
			.load(FailureAnalyzer.class, SpringFactoriesLoader.FailureHandler.logging(LogFactory.getLog(getClass()))))
			.hasAtLeastOneElementOfType(AccessConfigurationFailureAnalyzer.class);
	}

	@Test
	void tokensAreNeverPrinted() {
		AccessProperties properties = new AccessProperties(List.of("user_123=s3cret"), Pattern.compile("x"), List.of());
		assertThat(properties.toString()).doesNotContain("s3cret");
		assertThat(this.parser.parse(List.of("user_123=s3cret")).toString()).doesNotContain("s3cret");
		assertThat(new BearerToken("s3cret").toString()).doesNotContain("s3cret");
	}

	private AccessConfigurationException refusal(List<String> entries) {
		return catchThrowableOfType(AccessConfigurationException.class, () -> this.parser.parse(entries));
	}

}
