package ai.potpie.analyticsapi.fault;

import java.time.Duration;
import java.util.List;

import ai.potpie.analyticsapi.testing.LogfireReplies;
import ai.potpie.analyticsapi.testing.LogfireReply;
import org.jspecify.annotations.Nullable;

/**
 * A fault of Logfire's, and what becomes of a question that nothing is stored for.
 *
 * @param minCalls how often Logfire is asked, at least
 * @param maxCalls and at most
 */
record FaultCase(LogfireReply reply, int status, @Nullable String retryAfter, int minCalls, int maxCalls) {

	static List<FaultCase> all() {
		return List.of(passing(LogfireReplies.status(500)), passing(LogfireReplies.status(502)),
				passing(LogfireReplies.status(503)), passing(LogfireReplies.status(504)),
				passing(LogfireReplies.status(408)),
				passing(LogfireReplies.status(302, "Location: http://127.0.0.1/elsewhere\r\n")),
				passing(LogfireReplies.reset()), passing(LogfireReplies.resetInBody()),
				passing(LogfireReplies.truncated()), passing(LogfireReplies.truncatedJson()),
				passing(LogfireReplies.body("malformed JSON", "{\"data\":[{\"part\":\"outcome\",poison}]}")),
				passing(LogfireReplies.body("HTML", "<html>poison</html>")),
				passing(LogfireReplies.body("empty body", "")), passing(LogfireReplies.verbatim("no HTTP", "poison")),
				passing(LogfireReplies.verbatim("status 42", "HTTP/1.1 42 poison\r\nContent-Length: 0\r\n\r\n")),
				passing(LogfireReplies.nested(100)), slow(LogfireReplies.hang()), slow(LogfireReplies.drip()),
				new FaultCase(LogfireReplies.status(503, "Retry-After: 17\r\n"), 503, "17", 1, 1),
				new FaultCase(LogfireReplies.status(503, "Retry-After: 3600\r\n"), 503, "60", 1, 1),
				new FaultCase(LogfireReplies.status(503, "Retry-After: 0\r\n"), 503, "1", 5, 5),
				lasting(LogfireReplies.status(400)), lasting(LogfireReplies.status(422)),
				lasting(LogfireReplies.status(401)), lasting(LogfireReplies.status(403)),
				lasting(LogfireReplies.huge()), lasting(LogfireReplies.rows(10_000)),
				new FaultCase(
						LogfireReplies.body("a wrong type",
								"{\"data\":[{\"part\":\"outcome\",\"run_outcome\":\"poison\",\"run_count\":\"3\"}]}"),
						502, "5", 1, 1),
				new FaultCase(LogfireReplies.status(402), 503, "3600", 1, 1),
				new FaultCase(LogfireReplies.status(429), 503, "3600", 1, 1));
	}

	/** What may pass is tried five times. */
	private static FaultCase passing(LogfireReply reply) {
		return new FaultCase(reply, 502, "5", 5, 5);
	}

	private static FaultCase lasting(LogfireReply reply) {
		return new FaultCase(reply, 502, null, 1, 1);
	}

	private static FaultCase slow(LogfireReply reply) {
		return new FaultCase(reply, 504, null, 1, 2);
	}

	/** What a caller with nothing stored may have to wait. */
	Duration patience(Duration timeout) {
		return (this.status == 504) ? timeout.plusMillis(1500) : Duration.ofSeconds(3);
	}

	boolean isOurs() {
		return List.of("400", "401").contains(this.reply.name());
	}

	@Override
	public String toString() {
		return this.reply.name();
	}

}
