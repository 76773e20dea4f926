package ai.potpie.analyticsapi.history;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

import ai.potpie.analyticsapi.history.store.FeedState;
import ai.potpie.analyticsapi.testing.MovableClock;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class RulesInForceTests {

	private static final Duration PATIENCE = Duration.ofMinutes(11);

	private final MovableClock clock = new MovableClock(Instant.parse("2026-04-12T15:20:00Z"));

	private final RulesInForce rules = new RulesInForce("own", PATIENCE, this.clock);

	@Test
	void whoBeginsLastGoesOn() {
		assertThat(this.rules.areOfAnother(state("before"))).isFalse();
		assertThat(this.rules.areOfAnother(state("own"))).isFalse();
	}

	@Test
	void whoBeganBeforeWaitsAsLongAsTheOtherGoesOn() {
		this.rules.areOfAnother(state("own"));
		for (int tick = 0; tick < 5; tick++) {
			assertThat(this.rules.areOfAnother(state("after"))).isTrue();
			this.clock.goOn(PATIENCE.minusSeconds(1));
		}
		this.rules.areOfAnother(state("after"));
		this.clock.goOn(PATIENCE);
		assertThat(this.rules.areOfAnother(Optional.of(FeedState.begin("after", this.clock.instant())))).isTrue();
	}

	@Test
	void whoeverIsLeftBeginsAgain() {
		this.rules.areOfAnother(state("own"));
		Optional<FeedState> stopped = state("after");
		assertThat(this.rules.areOfAnother(stopped)).isTrue();
		this.clock.goOn(PATIENCE);
		assertThat(this.rules.areOfAnother(stopped)).isFalse();
	}

	@Test
	void whoFindsNothingBegins() {
		assertThat(this.rules.areOfAnother(Optional.empty())).isFalse();
		assertThat(this.rules.areOfAnother(state("after"))).isFalse();
	}

	private Optional<FeedState> state(String rules) {
		return Optional.of(FeedState.begin(rules, this.clock.instant()));
	}

}
