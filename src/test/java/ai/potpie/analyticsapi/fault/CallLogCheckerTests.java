package ai.potpie.analyticsapi.fault;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

import ai.potpie.analyticsapi.testing.ScriptedCall;
import ai.potpie.analyticsapi.testing.ServedCall;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Each invariant is seen to be violated in a log that was forged for it, and none in one
 * that is as it should be.
 */
class CallLogCheckerTests {

	private static final Instant NOON = Instant.parse("2026-02-11T12:00:00Z");

	private static final String STALE = "; detail=stale";

	private final CallLogChecker checker = new CallLogChecker(Duration.ofSeconds(60), Duration.ofSeconds(360),
			Duration.ofSeconds(2), Duration.ofSeconds(1));

	private final List<Observed> observed = new ArrayList<>(List.of(answer("a", 1, 0, 0, null, "fwd=miss; stored"),
			answer("a", 1, 0, 10, 10L, "hit; ttl=50"), answer("a", 1, 0, 100, 100L, "hit; ttl=-40" + STALE),
			problem("a", 403, "b"), problem("a", 502, "a"), answer("a", 3, 101, 101, null, "fwd=miss; stored"),
			answer("b", 2, 50, 50, null, "fwd=miss; collapsed")));

	private final List<ServedCall> served = new ArrayList<>(
			List.of(served(1, "q", true, 0, 5), served(2, "r", true, 3, 8), served(3, "q", true, 6, 9)));

	@Test
	void aLogAsItShouldBe() {
		assertThat(this.checker.check(this.observed, this.served)).isEmpty();
	}

	@Test
	void theDataOfSomebodyElse() {
		Observed theirs = answer("a", 1, 0, 0, null, "fwd=miss; stored");
		this.observed.add(new Observed("b", "b", "another query of b", "", theirs.asked(), theirs.answered(),
				theirs.took(), 200, theirs.cacheStatus(), null, theirs.etag(), theirs.body()));
		assertViolated("owner");
	}

	@Test
	void aCallerWhoMayNotAskIsAnswered() {
		Observed own = answer("a", 1, 0, 0, null, "fwd=miss; stored");
		this.observed.add(new Observed("b", own.user(), own.query(), own.form(), own.asked(), own.answered(),
				own.took(), 200, own.cacheStatus(), own.age(), own.etag(), own.body()));
		assertViolated("status");
	}

	@Test
	void aStatusOfLogfires() {
		this.observed.add(problem("a", 429, "a"));
		assertViolated("status");
	}

	@Test
	void anAnswerThatWasServedAsABadOne() {
		this.served.add(served(4, "s", false, 20, 21));
		this.observed.add(answer("a", 4, 200, 200, null, "fwd=miss; stored"));
		assertViolated("poison");
	}

	@Test
	void anAnswerThatNobodyServed() {
		this.observed.add(answer("a", 99, 200, 200, null, "fwd=miss; stored"));
		assertViolated("poison");
	}

	@Test
	void anOldAnswerThatIsSaidToBeNew() {
		this.observed.add(answer("a", 3, 101, 110, null, "fwd=miss; stored"));
		assertViolated("freshness");
	}

	@Test
	void aStaleAnswerThatIsSaidToBeFresh() {
		this.observed.add(answer("b", 2, 50, 150, 100L, "hit; ttl=-40"));
		assertViolated("freshness", "honesty");
	}

	@Test
	void aFreshAnswerThatIsSaidToBeStale() {
		this.observed.add(answer("b", 2, 50, 60, 10L, "hit; ttl=50" + STALE));
		assertViolated("honesty");
	}

	@Test
	void anAgeThatIsWrong() {
		this.observed.add(answer("b", 2, 50, 90, 10L, "hit; ttl=50"));
		assertViolated("freshness");
	}

	@Test
	void aTtlThatIsWrong() {
		this.observed.add(answer("b", 2, 50, 60, 10L, "hit; ttl=59"));
		assertViolated("honesty");
	}

	@Test
	void anAnswerThatGoesBack() {
		this.observed.add(answer("a", 1, 0, 120, 120L, "hit; ttl=-60" + STALE));
		assertViolated("monotonic");
	}

	@Test
	void anAnswerThatChanges() {
		Observed hit = answer("a", 1, 0, 20, 20L, "hit; ttl=40");
		this.observed.add(new Observed(hit.caller(), hit.user(), hit.query(), hit.form(), hit.asked(), hit.answered(),
				hit.took(), 200, hit.cacheStatus(), hit.age(), hit.etag(), hit.body() + " "));
		assertViolated("same bytes");
	}

	@Test
	void aTagThatChanges() {
		Observed hit = answer("a", 1, 0, 20, 20L, "hit; ttl=40");
		this.observed.add(new Observed(hit.caller(), hit.user(), hit.query(), hit.form(), hit.asked(), hit.answered(),
				hit.took(), 200, hit.cacheStatus(), hit.age(), "\"other\"", hit.body()));
		assertViolated("same bytes");
	}

	@Test
	void twoLoadsAtOnce() {
		this.served.add(served(4, "q", true, 4, 7));
		assertViolated("one load");
	}

	@Test
	void anAnswerThatIsTooOld() {
		this.observed.add(answer("b", 2, 50, 411, 361L, "hit; ttl=-301" + STALE));
		assertViolated("bounded");
	}

	@Test
	void aRequestThatTakesTooLong() {
		Observed slow = problem("a", 504, "a");
		this.observed.add(new Observed(slow.caller(), slow.user(), slow.query(), slow.form(), slow.asked(),
				slow.answered(), Duration.ofMillis(2100), 504, "", null, null, ""));
		assertViolated("bounded");
	}

	private void assertViolated(String... invariants) {
		assertThat(this.checker.check(this.observed, this.served)).extracting((violation) -> violation.split(":")[0])
			.containsOnly(invariants);
	}

	private static Observed answer(String user, int number, long asOf, long then, @Nullable Long age,
			String cacheStatus) {
		String body = "{\"user_id\":\"%s\",\"runs\":{\"<%s %d>\":3},\"as_of\":\"%s\"}".formatted(user, user, number,
				NOON.plusSeconds(asOf));
		return new Observed(user, user, "query of " + user, "", NOON.plusSeconds(then), NOON.plusSeconds(then),
				Duration.ofMillis(1), 200, cacheStatus, age, "\"" + number + "\"", body);
	}

	private static Observed problem(String user, int status, String caller) {
		return new Observed(caller, user, "query of " + user, "", NOON, NOON, Duration.ofMillis(1), status, "null",
				null, null, "{}");
	}

	private static ServedCall served(int number, String question, boolean good, long begin, long end) {
		return new ServedCall(new ScriptedCall(number, question, "a", 1, false, begin), "reply", good, end);
	}

}
