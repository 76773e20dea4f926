package ai.potpie.analyticsapi.security.apitoken;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.regex.Pattern;

import ai.potpie.analyticsapi.security.BearerToken;
import ai.potpie.analyticsapi.security.Caller;
import ai.potpie.analyticsapi.security.TokenAuthenticator;
import ai.potpie.analyticsapi.security.UserIds;
import ai.potpie.analyticsapi.settings.SettingException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

@ExtendWith(OutputCaptureExtension.class)
class ApiTokenSourceTests {

	@TempDir
	private Path directory;

	private Path file;

	@BeforeEach
	void name() {
		this.file = this.directory.resolve("tokens");
	}

	@Test
	void fileHasEntriesCommentsAndBlankLines() throws IOException {
		write("\ufeff# laptops\r\nuser_123=abc\r\n\r\n  # retired: user_123=old\n\tuser_123 = def\n*=ghi");
		ApiTokens tokens = source("user_456=jkl").tokens();
		assertThat(tokens.size()).isEqualTo(4);
		assertThat(tokens.find(new BearerToken("abc"))).extracting(Caller::userId).isEqualTo("user_123");
		assertThat(tokens.find(new BearerToken("def"))).extracting(Caller::userId).isEqualTo("user_123");
		assertThat(tokens.find(new BearerToken("ghi"))).extracting(Caller::userId).isNull();
		assertThat(tokens.find(new BearerToken("jkl"))).extracting(Caller::userId).isEqualTo("user_456");
		assertThat(tokens.find(new BearerToken("old"))).isNull();
	}

	@Test
	void changedFileIsReadOnceItHasSettled(CapturedOutput output) throws IOException {
		write("a=before");
		ApiTokenSource source = source();
		source.refresh();
		source.refresh();
		assertThat(output.toString()).isEmpty();
		write("a=after-it");
		source.refresh();
		assertThat(source.tokens().find(new BearerToken("before"))).isNotNull();
		source.refresh();
		assertThat(source.tokens().find(new BearerToken("before"))).isNull();
		assertThat(source.tokens().find(new BearerToken("after-it"))).isNotNull();
		source.refresh();
		assertThat(output.toString().lines()).hasSize(1).allMatch((line) -> line.endsWith("API tokens now are 1"));
	}

	@Test
	void linkToAnotherFileIsAChange() throws IOException {
		for (String version : List.of("..1", "..2")) {
			Files.createDirectory(this.directory.resolve(version));
			Files.writeString(this.directory.resolve(version).resolve("tokens"), "a=in" + version);
		}
		Path data = Files.createSymbolicLink(this.directory.resolve("..data"), Path.of("..1"));
		Files.createSymbolicLink(this.file, Path.of("..data/tokens"));
		ApiTokenSource source = source();
		Path next = Files.createSymbolicLink(this.directory.resolve("..next"), Path.of("..2"));
		Files.move(next, data, StandardCopyOption.ATOMIC_MOVE);
		settle(source);
		assertThat(source.tokens().find(new BearerToken("in..1"))).isNull();
		assertThat(source.tokens().find(new BearerToken("in..2"))).isNotNull();
	}

	@Test
	void brokenVersionKeepsTheTokensAndIsLoggedOnceByItsLine(CapturedOutput output) throws IOException {
		write("a=before");
		ApiTokenSource source = source();
		write("# comment\nb=fine\nc=s3 cret\n");
		settle(source);
		settle(source);
		assertThat(source.tokens().find(new BearerToken("before"))).isNotNull();
		assertThat(source.tokens().find(new BearerToken("fine"))).isNull();
		assertThat(output.toString().lines()).hasSize(1)
			.allMatch((line) -> line.contains(" ERROR ") && line.contains("Line 3 of ANALYTICS_API_TOKENS_FILE has a"));
		assertThat(output.toString()).doesNotContain("cret");
		write("b=fine");
		settle(source);
		assertThat(source.tokens().find(new BearerToken("fine"))).isNotNull();
	}

	@Test
	void fileThatVanishesOrIsEmptiedKeepsTheTokensUntilItIsBack(CapturedOutput output) throws IOException {
		write("a=before");
		ApiTokenSource source = source();
		write("# nobody\n");
		settle(source);
		Files.delete(this.file);
		settle(source);
		settle(source);
		assertThat(source.tokens().find(new BearerToken("before"))).isNotNull();
		assertThat(output.toString().lines()).hasSize(2)
			.anyMatch((line) -> line.contains("no API token is configured"))
			.anyMatch((line) -> line.contains("cannot be read"));
		write("a=before\nb=back");
		settle(source);
		assertThat(source.tokens().find(new BearerToken("back"))).isNotNull();
	}

	@Test
	void tokenOfEveryVersionIsFoundWhileTheyAreSwapped() throws Exception {
		write("a=kept\nb=first");
		ApiTokenSource source = source();
		AtomicBoolean stopped = new AtomicBoolean();
		CompletableFuture<Integer> asked = CompletableFuture.supplyAsync(() -> {
			int missed = 0;
			while (!stopped.get()) {
				missed += (source.tokens().find(new BearerToken("kept")) != null) ? 0 : 1;
			}
			return missed;
		});
		for (int i = 0; i < 40; i++) {
			write((i % 10 == 0) ? "b=%d=broken=x".formatted(i) : "b=%d\na=kept".formatted(i));
			settle(source);
		}
		stopped.set(true);
		assertThat(asked.get()).isZero();
		assertThat(source.tokens().find(new BearerToken("39"))).isNotNull();
	}

	@Test
	void runningServiceRereadsTheFile() throws IOException {
		write("a=before");
		new ApplicationContextRunner().withUserConfiguration(ApiTokenConfiguration.class, Settings.class)
			.withBean(UserIds.class, () -> new UserIds(Pattern.compile("[a-z]")))
			.withPropertyValues("analytics.api-tokens-file=" + this.file, "analytics.allow-weak-tokens=true")
			.run((context) -> {
				ApiTokenSource source = context.getBean(ApiTokenSource.class);
				write("a=after-it");
				await().atMost(Duration.ofSeconds(10))
					.until(() -> source.tokens().find(new BearerToken("after-it")) != null);
				assertThat(source.tokens().find(new BearerToken("before"))).isNull();
			});
	}

	@Test
	void unreadableFileStopsTheStart() {
		SettingException refusal = catchThrowableOfType(SettingException.class, () -> source("a=token"));
		assertThat(refusal.getMessage()).startsWith("ANALYTICS_API_TOKENS_FILE cannot be read: " + this.file);
		assertThat(refusal.action()).contains("one a line");
	}

	@Test
	void noTokenIsFineIfNoneIsRequired() throws IOException {
		write("# nobody yet\n");
		ApiTokenParser parser = new ApiTokenParser(new UserIds(Pattern.compile("[a-z]")), false);
		ApiTokenSource source = new ApiTokenSource(parser, List.of(), new ApiTokenFile(this.file), false);
		assertThat(source.tokens().find(new BearerToken("anything"))).isNull();
	}

	@Test
	void tokenIsRequiredUnlessOtherTokensAuthenticateCallers() {
		ApplicationContextRunner context = new ApplicationContextRunner()
			.withUserConfiguration(ApiTokenConfiguration.class, Settings.class)
			.withBean(UserIds.class, () -> new UserIds(Pattern.compile("[a-z]")));
		context.run((started) -> assertThat(started).getFailure()
			.rootCause()
			.isInstanceOf(SettingException.class)
			.hasMessageContaining("no API token is configured"));
		context.withBean(TokenAuthenticator.class, () -> (token) -> null)
			.run((started) -> assertThat(started).hasNotFailed());
	}

	@Test
	void missingTokensStopTheStartWithWhatToSet() throws IOException {
		write("# nobody yet\n\n");
		for (String nothing : List.of("", "  ")) {
			SettingException refusal = catchThrowableOfType(SettingException.class, () -> source(nothing));
			assertThat(refusal).hasMessageContaining("no API token is configured");
			assertThat(refusal.action()).contains("ANALYTICS_API_TOKENS", "ANALYTICS_API_TOKENS_FILE",
					"user_123=<token>", "*=<token>", "ANALYTICS_JWT_ISSUER", "ANALYTICS_JWT_AUDIENCE");
		}
	}

	@EnableConfigurationProperties(ApiTokenProperties.class)
	static class Settings {

	}

	private void write(String text) throws IOException {
		Files.writeString(this.file, text);
	}

	private static void settle(ApiTokenSource source) {
		source.refresh();
		source.refresh();
	}

	private ApiTokenSource source(String... entries) {
		UserIds userIds = new UserIds(Pattern.compile("[a-z0-9_]{1,128}"));
		return new ApiTokenSource(new ApiTokenParser(userIds, true), List.of(entries), new ApiTokenFile(this.file),
				true);
	}

}
