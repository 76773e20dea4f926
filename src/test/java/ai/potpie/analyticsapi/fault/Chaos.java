package ai.potpie.analyticsapi.fault;

import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import ai.potpie.analyticsapi.testing.LogfireReplies;
import ai.potpie.analyticsapi.testing.LogfireReply;
import ai.potpie.analyticsapi.testing.ScriptedCall;

/**
 * Lets calls fail at random, but always the same ones: whether the second call about the
 * user {@code cold_00017} fails depends on nothing else. Of ten users in a row the same
 * number fails, so that bad luck does not come in heaps.
 *
 * @param failing how many of ten calls fail
 */
record Chaos(int failing, long seed, List<LogfireReply> faults) implements Function<ScriptedCall, LogfireReply> {

	/** What may pass, and once in a while a call that hangs. */
	static final List<LogfireReply> PASSING = IntStream.range(0, 40)
		.mapToObj(
				(i) -> (i == 0) ? LogfireReplies.hang()
						: List.of(LogfireReplies.status(500), LogfireReplies.status(502), LogfireReplies.status(503),
								LogfireReplies.reset(), LogfireReplies.resetInBody(), LogfireReplies.truncated(),
								LogfireReplies.truncatedJson(), LogfireReplies.body("malformed", "{\"data\":[poison]}"))
							.get(i % 8))
		.toList();

	@Override
	public LogfireReply apply(ScriptedCall call) {
		int user = Integer.parseInt(call.user().replaceAll("[^0-9]", ""));
		boolean fails = places(user / 10, call.attempt()).get(user % 10) < this.failing;
		Random random = new Random(this.seed + 1009L * user + call.attempt());
		return fails ? this.faults.get(random.nextInt(this.faults.size())) : LogfireReplies.answer();
	}

	private List<Integer> places(int ten, int attempt) {
		List<Integer> places = IntStream.range(0, 10).boxed().collect(Collectors.toList());
		Collections.shuffle(places, new Random(this.seed + 31L * ten + 1_000_003L * attempt));
		return places;
	}

}
