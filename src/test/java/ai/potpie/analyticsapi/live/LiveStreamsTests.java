package ai.potpie.analyticsapi.live;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

import ai.potpie.analyticsapi.cache.Reply;
import ai.potpie.analyticsapi.history.WatchedFeed;
import ai.potpie.analyticsapi.security.access.Admission;
import ai.potpie.analyticsapi.security.access.StreamAccess;
import ai.potpie.analyticsapi.testing.MovableClock;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.mockito.InOrder;

import org.springframework.context.ApplicationContext;

import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.argThat;
import static org.mockito.ArgumentMatchers.eq;
import static org.mockito.BDDMockito.given;
import static org.mockito.BDDMockito.then;
import static org.mockito.Mockito.inOrder;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.never;
import static org.mockito.Mockito.times;

/**
 * What clients learn of how new the numbers are.
 */
class LiveStreamsTests {

	private static final Instant NOW = Instant.parse("2026-04-12T15:20:00Z");

	private final MovableClock clock = new MovableClock(NOW);

	private final WatchedFeed feed = mock(WatchedFeed.class);

	private final StreamAccess access = mock(StreamAccess.class);

	private final LiveStreams streams = new LiveStreams(new LiveProperties(true, 10, 10, Duration.ofMinutes(15)),
			mock(Pushes.class), this.access, this.feed, mock(LiveMetrics.class), mock(ApplicationContext.class),
			this.clock);

	private final LiveStream stream = mock(LiveStream.class);

	private final Watch watch = new Watch(this.stream, "analytics",
			new MirroredAnswer("/me", "ann", mock(Reply.class)));

	@BeforeEach
	void open() {
		Admission admission = mock(Admission.class);
		given(admission.name()).willReturn("ann");
		given(this.stream.admission()).willReturn(admission);
		given(this.stream.opened()).willReturn(NOW);
		given(this.stream.watches()).willReturn(List.of(this.watch));
		given(this.access.isValid(any())).willReturn(true);
		given(this.feed.interval()).willReturn(Duration.ofSeconds(15));
		this.streams.open(this.stream);
	}

	@Test
	void whoComesWhileTheyAreLateLearnsWhenTheyNoLongerAre() {
		readAt(NOW.minus(Duration.ofMinutes(3)));
		this.streams.begin(this.watch, true);
		readAt(NOW);
		this.streams.tick();
		this.streams.tick();
		InOrder told = inOrder(this.stream);
		told.verify(this.stream).send(eq(this.watch), told(LiveStatus.State.STALE));
		told.verify(this.stream).send(eq(this.watch), told(LiveStatus.State.FRESH));
		then(this.stream).should(times(2)).send(any(), any(LiveStatus.class));
	}

	@Test
	void whoHasAFreshSnapshotIsToldNothingUntilTheyAreLate() {
		readAt(NOW);
		this.streams.begin(this.watch, true);
		this.streams.tick();
		then(this.stream).should(never()).send(any(), any(LiveStatus.class));
		this.clock.goOn(Duration.ofSeconds(36));
		this.streams.tick();
		then(this.stream).should().send(eq(this.watch), told(LiveStatus.State.STALE));
	}

	@Test
	void whoHasTheNumbersIsToldThatTheyAreFresh() {
		readAt(NOW);
		this.streams.begin(this.watch, false);
		then(this.stream).should().send(eq(this.watch), told(LiveStatus.State.FRESH));
	}

	@Test
	void nobodyIsToldBeforeTheFirstSnapshot() {
		readAt(NOW.minus(Duration.ofMinutes(3)));
		this.streams.tick();
		then(this.stream).should(never()).send(any(), any(LiveStatus.class));
	}

	private void readAt(Instant asOf) {
		given(this.feed.asOf()).willReturn(asOf);
	}

	private static LiveStatus told(LiveStatus.State state) {
		return argThat((status) -> status != null && status.state() == state);
	}

}
