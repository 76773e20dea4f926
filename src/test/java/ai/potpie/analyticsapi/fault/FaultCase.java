package ai.potpie.analyticsapi.fault;

import java.time.Duration;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * A fault of Logfire's, and what becomes of a question that nothing is stored for.
 *
 * @param minCalls how often Logfire is asked, at least
 * @param maxCalls and at most
 */
record FaultCase(Reply reply, int status, @Nullable String retryAfter, int minCalls, int maxCalls) {

	static List<FaultCase> all() {
		return List.of(passing(Replies.status(500)), passing(Replies.status(502)), passing(Replies.status(503)),
				passing(Replies.status(504)), passing(Replies.status(408)),
				passing(Replies.status(302, "Location: http://127.0.0.1/elsewhere\r\n")), passing(Replies.reset()),
				passing(Replies.resetInBody()), passing(Replies.truncated()), passing(Replies.truncatedJson()),
				passing(Replies.body("malformed JSON", "{\"data\":[{\"part\":\"outcome\",poison}]}")),
				passing(Replies.body("HTML", "<html>poison</html>")), passing(Replies.body("empty body", "")),
				passing(Replies.verbatim("no HTTP", "poison")),
				passing(Replies.verbatim("status 42", "HTTP/1.1 42 poison\r\nContent-Length: 0\r\n\r\n")),
				passing(Replies.nested(100)), slow(Replies.hang()), slow(Replies.drip()),
				new FaultCase(Replies.status(503, "Retry-After: 17\r\n"), 503, "17", 1, 1),
				new FaultCase(Replies.status(503, "Retry-After: 3600\r\n"), 503, "60", 1, 1),
				new FaultCase(Replies.status(503, "Retry-After: 0\r\n"), 503, "1", 5, 5), lasting(Replies.status(400)),
				lasting(Replies.status(422)), lasting(Replies.status(401)), lasting(Replies.status(403)),
				lasting(Replies.huge()), lasting(Replies.rows(10_000)),
				new FaultCase(
						Replies.body("a wrong type",
								"{\"data\":[{\"part\":\"outcome\",\"run_outcome\":\"poison\",\"run_count\":\"3\"}]}"),
						502, "5", 1, 1),
				new FaultCase(Replies.status(402), 503, "3600", 1, 1),
				new FaultCase(Replies.status(429), 503, "3600", 1, 1));
	}

	/** What may pass is tried five times. */
	private static FaultCase passing(Reply reply) {
		return new FaultCase(reply, 502, "5", 5, 5);
	}

	private static FaultCase lasting(Reply reply) {
		return new FaultCase(reply, 502, null, 1, 1);
	}

	private static FaultCase slow(Reply reply) {
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
