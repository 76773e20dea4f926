package ai.potpie.analyticsapi.fault;

import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Lets calls fail at random, but always the same ones: whether the second call about the
 * user {@code cold_00017} fails depends on nothing else. Of ten users in a row the same
 * number fails, so that bad luck does not come in heaps.
 *
 * @param failing how many of ten calls fail
 */
record Chaos(int failing, long seed, List<Reply> faults) implements Function<Call, Reply> {

	/** What may pass, and once in a while a call that hangs. */
	static final List<Reply> PASSING = IntStream.range(0, 40)
		.mapToObj((i) -> (i == 0) ? Replies.hang() : List
			.of(Replies.status(500), Replies.status(502), Replies.status(503), Replies.reset(), Replies.resetInBody(),
					Replies.truncated(), Replies.truncatedJson(), Replies.body("malformed", "{\"data\":[poison]}"))
			.get(i % 8))
		.toList();

	@Override
	public Reply apply(Call call) {
		int user = Integer.parseInt(call.user().replaceAll("[^0-9]", ""));
		boolean fails = places(user / 10, call.attempt()).get(user % 10) < this.failing;
		Random random = new Random(this.seed + 1009L * user + call.attempt());
		return fails ? this.faults.get(random.nextInt(this.faults.size())) : Replies.answer();
	}

	private List<Integer> places(int ten, int attempt) {
		List<Integer> places = IntStream.range(0, 10).boxed().collect(Collectors.toList());
		Collections.shuffle(places, new Random(this.seed + 31L * ten + 1_000_003L * attempt));
		return places;
	}

}
