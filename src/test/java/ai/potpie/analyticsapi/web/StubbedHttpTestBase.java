package ai.potpie.analyticsapi.web;

import java.nio.charset.StandardCharsets;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import ai.potpie.analyticsapi.testing.LogfireReplies;
import ai.potpie.analyticsapi.testing.ScriptedLogfire;

import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/**
 * The running service with 200 users, asking a {@link ScriptedLogfire}.
 */
abstract class StubbedHttpTestBase extends HttpTestBase {

	static final int USERS = 200;

	/** For all tests of the context, which outlives each of them. */
	private static final ScriptedLogfire logfire = ScriptedLogfire.replying(LogfireReplies.answer(3, 0));

	@DynamicPropertySource
	static void usersAndLogfire(DynamicPropertyRegistry properties) {
		properties.add("logfire.base-url", logfire::url);
		properties.add("logfire.read-token", () -> "pylf_v1_us_test");
		properties.add("analytics.api-tokens", StubbedHttpTestBase::tokens);
	}

	private static String tokens() {
		return IntStream.range(0, USERS)
			.mapToObj((i) -> user(i) + "=" + token(i))
			.collect(Collectors.joining(",", "*=sha256:" + EVERYONES_SHA + ",", ""));
	}

	/** With four digits, so that none is the beginning of another. */
	static String user(int number) {
		return "user_%04d".formatted(number);
	}

	static String token(int number) {
		return UUID.nameUUIDFromBytes(user(number).getBytes(StandardCharsets.UTF_8)).toString().replace("-", "");
	}

}
