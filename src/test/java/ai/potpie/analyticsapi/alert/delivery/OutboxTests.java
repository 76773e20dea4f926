package ai.potpie.analyticsapi.alert.delivery;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;

import com.github.kagkarlsson.scheduler.SchedulerClient;
import com.github.kagkarlsson.scheduler.task.TaskInstanceId;
import org.junit.jupiter.api.Test;

import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.argThat;
import static org.mockito.ArgumentMatchers.eq;
import static org.mockito.BDDMockito.given;
import static org.mockito.BDDMockito.then;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.never;

/**
 * What becomes of deliveries that are asked for.
 */
class OutboxTests {

	private static final Instant NOON = Instant.parse("2026-02-11T12:00:00Z");

	private final EventStore events = mock(EventStore.class);

	private final SchedulerClient scheduler = mock(SchedulerClient.class);

	private final Outbox outbox = new Outbox(this.events, mock(Channels.class), this.scheduler,
			Clock.fixed(NOON, ZoneOffset.UTC));

	@Test
	void aDeliveryThatWaitsForItsNextTryIsSentNow() {
		given(this.events.deliveriesOf("msg_1")).willReturn(List.of(waiting("chat"), waiting("ops")));
		this.outbox.redeliver("msg_1", List.of("ops"));
		then(this.scheduler).should().reschedule(argThat((TaskInstanceId task) -> isOf(task, "of ops")), eq(NOON));
		then(this.events).should(never()).add(any(Delivery.class));
	}

	private static Delivery waiting(String channel) {
		return Delivery.begin("of " + channel, "msg_1", channel, Delivery.Action.FIRE, NOON.minusSeconds(60))
			.tried(Delivery.State.PENDING, 500, NOON.minusSeconds(60), NOON.plusSeconds(3600));
	}

	private static boolean isOf(TaskInstanceId task, String delivery) {
		return task.getTaskName().equals(Outbox.TASK.getTaskName()) && task.getId().equals(delivery);
	}

}
