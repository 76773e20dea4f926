package ai.potpie.analyticsapi.security.apitoken;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;

import ai.potpie.analyticsapi.security.BearerToken;
import ai.potpie.analyticsapi.security.Caller;
import ai.potpie.analyticsapi.security.UserIds;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class TokenCommandTests {

	private final ByteArrayOutputStream out = new ByteArrayOutputStream();

	private final ByteArrayOutputStream err = new ByteArrayOutputStream();

	private final UserIds userIds = new UserIds(Pattern.compile("[a-z0-9_=|*]+"));

	@ParameterizedTest
	@CsvSource({ "user_123, user_123", "auth0|1, auth0|1", "*," })
	void printsATokenAndTheEntryThatAcceptsIt(String argument, String user) {
		assertThat(answer("token", argument)).isZero();
		List<String> lines = this.out.toString().lines().toList();
		assertThat(lines).hasSize(2);
		assertThat(lines.get(0)).matches("[A-Za-z0-9_-]{43}");
		assertThat(lines.get(1)).matches(Pattern.quote(argument) + "=sha256:[0-9a-f]{64}");
		assertThat(this.err.toString().lines()).hasSize(1);
		assertThat(this.err.toString()).doesNotContain(lines.get(0));
		ApiTokens tokens = new ApiTokens(
				new ApiTokenParser(this.userIds, false).parse(List.of(), lines.subList(1, 2), ApiTokenPlace.FILE));
		assertThat(tokens.find(new BearerToken(lines.get(0)))).isNotNull().extracting(Caller::userId).isEqualTo(user);
	}

	@Test
	void tokensDiffer() {
		answer("token", "user_123");
		answer("token", "user_123");
		assertThat(this.out.toString().lines()).hasSize(4).doesNotHaveDuplicates();
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "User", "a b", " a", "a=b", "=", "a/b", "a\n", "**=", "-h" })
	void invalidUserIdIsRefused(String argument) {
		assertThat(answer("token", argument)).isEqualTo(2);
		assertThat(this.out.toString()).isEmpty();
		assertThat(this.err.toString()).startsWith("A user id must be 1 to 128 characters that match ");
		assertThat(this.err.toString().lines()).hasSize(1);
	}

	@Test
	void wrongUsageIsExplained() {
		assertThat(answer("token")).isEqualTo(2);
		assertThat(answer("token", "README.md", "pom.xml")).isEqualTo(2);
		assertThat(this.out.toString()).isEmpty();
		assertThat(this.err.toString().lines()).hasSize(2).allMatch((line) -> line.contains("'token user_123'"));
	}

	@Test
	void commandIsTheFirstArgument() {
		assertThat(TokenCommand.isMeantBy("token", "a")).isTrue();
		assertThat(TokenCommand.isMeantBy("token")).isTrue();
		assertThat(TokenCommand.isMeantBy()).isFalse();
		assertThat(TokenCommand.isMeantBy("--spring.profiles.active=demo", "token")).isFalse();
	}

	@Test
	void mainAnswersWithoutStartingTheService() throws Exception {
		Process good = start("token", "*");
		assertThat(good.inputReader().lines()).hasSize(2);
		assertThat(good.waitFor()).isZero();
		Process bad = start("token");
		assertThat(bad.inputReader().lines()).isEmpty();
		assertThat(bad.waitFor()).isEqualTo(2);
	}

	private int answer(String... arguments) {
		return new TokenCommand(this.userIds, new PrintStream(this.out), new PrintStream(this.err)).answer(arguments);
	}

	private static Process start(String... arguments) throws IOException {
		ProcessBuilder command = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
				"-cp", System.getProperty("java.class.path"), "ai.potpie.analyticsapi.AnalyticsApplication");
		command.command().addAll(List.of(arguments));
		return command.start();
	}

}
