package ai.potpie.analyticsapi.history;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

import ai.potpie.analyticsapi.history.store.Coverage;
import ai.potpie.analyticsapi.history.store.FactStore;
import ai.potpie.analyticsapi.history.store.FactStore.UserFacts;
import ai.potpie.analyticsapi.history.store.FeedState;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.BDDMockito.given;
import static org.mockito.Mockito.mock;

class FeedEventsTests {

	private static final Instant NOON = Instant.parse("2026-02-11T12:00:00Z");

	private static final Instant LATER = NOON.plusSeconds(10);

	private final FactStore store = mock(FactStore.class);

	private final List<Object> published = new ArrayList<>();

	private final FeedEvents events = new FeedEvents(this.store, this.published::add);

	@Test
	void usersWithNewFactsAreTold() {
		given(this.store.usersSince(NOON, NOON)).willReturn(List.of(new UserFacts("ann", 3, 3)));
		this.events.changed(view(NOON));
		given(this.store.usersSince(NOON, LATER))
			.willReturn(List.of(new UserFacts("ann", 3, 1), new UserFacts("bob", 1, 1)));
		this.events.changed(view(LATER));
		assertThat(this.published).containsExactly(arrived(NOON, "ann"), arrived(LATER, "bob"));
	}

	@Test
	void provisionalFactsThatAreReadAgainAreNotNew() {
		given(this.store.usersSince(NOON, NOON)).willReturn(List.of(new UserFacts("ann", 3, 3)));
		this.events.changed(view(NOON));
		this.events.changed(view(NOON));
		assertThat(this.published).hasSize(1);
	}

	@Test
	void usersWhoseProvisionalFactsAreGoneAreTold() {
		given(this.store.usersSince(NOON, NOON)).willReturn(List.of(new UserFacts("ann", 3, 3)));
		this.events.changed(view(NOON));
		given(this.store.usersSince(NOON, LATER)).willReturn(List.of());
		this.events.changed(view(LATER));
		assertThat(this.published).containsExactly(arrived(NOON, "ann"), arrived(LATER, "ann"));
	}

	private static FactsArrived arrived(Instant readThrough, String... users) {
		return new FactsArrived(Set.of(users), asOf(readThrough));
	}

	private static FeedView view(Instant readThrough) {
		return new FeedView(new FeedState("rules", NOON, readThrough, asOf(readThrough), null, null, null, 1, 0),
				Coverage.NONE);
	}

	private static Instant asOf(Instant readThrough) {
		return readThrough.plus(Duration.ofMinutes(5));
	}

}
