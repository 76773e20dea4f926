package ai.potpie.analyticsapi.alert.delivery;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;

import ai.potpie.analyticsapi.alert.delivery.Delivery.State;
import ai.potpie.analyticsapi.alert.delivery.SendResult.Outcome;
import com.github.kagkarlsson.scheduler.task.CompletionHandler;
import com.github.kagkarlsson.scheduler.task.ExecutionComplete;
import com.github.kagkarlsson.scheduler.task.ExecutionOperations;
import io.micrometer.core.instrument.MeterRegistry;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tries a delivery. A receiver that hangs holds a few places at most, and delays no
 * other.
 */
class Deliverer {

	private static final Logger logger = LoggerFactory.getLogger(Deliverer.class);

	private static final int PLACES = 2;

	private static final Duration UNTIL_A_PLACE_IS_FREE = Duration.ofSeconds(5);

	private final Map<String, Semaphore> places = new ConcurrentHashMap<>();

	private final EventStore events;

	private final Channels channels;

	private final Messages messages;

	private final ReceiverClient client;

	private final RetrySchedule schedule;

	private final MeterRegistry meters;

	private final Clock clock;

	Deliverer(EventStore events, Channels channels, Messages messages, ReceiverClient client, RetrySchedule schedule,
			MeterRegistry meters, Clock clock) {
		this.events = events;
		this.channels = channels;
		this.messages = messages;
		this.client = client;
		this.schedule = schedule;
		this.meters = meters;
		this.clock = clock;
	}

	/** Tries a delivery, and says what becomes of its task. */
	CompletionHandler<Void> execute(String deliveryId) {
		Optional<Delivery> pending = this.events.delivery(deliveryId)
			.filter((delivery) -> delivery.state() == State.PENDING);
		if (pending.isEmpty()) {
			return Deliverer::remove;
		}
		Delivery delivery = pending.get();
		Optional<Channel> channel = this.channels.find(delivery.channel())
			.filter((found) -> !this.events.isGone(found));
		Optional<AlertEvent> event = this.events.find(delivery.eventId());
		if (channel.isEmpty() || event.isEmpty()) {
			park(delivery.parked(), channel.isEmpty() ? "it is not in the file, or its receiver is gone" : "no event");
			return Deliverer::remove;
		}
		return inPlace(channel.get(), delivery, event.get());
	}

	private CompletionHandler<Void> inPlace(Channel channel, Delivery delivery, AlertEvent event) {
		Semaphore free = this.places.computeIfAbsent(channel.name(), (name) -> new Semaphore(PLACES));
		if (!free.tryAcquire()) {
			return again(this.clock.instant().plus(UNTIL_A_PLACE_IS_FREE));
		}
		try {
			return attempt(channel, delivery, event);
		}
		finally {
			free.release();
		}
	}

	private CompletionHandler<Void> attempt(Channel channel, Delivery delivery, AlertEvent event) {
		Message message = this.messages.of(channel, event, delivery.action(), this.clock.instant());
		SendResult result = this.client.send(channel, message);
		count(channel, result);
		Instant now = this.clock.instant();
		if (result.outcome() == Outcome.DELIVERED) {
			this.events.save(delivery.tried(State.DELIVERED, result.status(), now, null));
			return Deliverer::remove;
		}
		if (result.outcome() == Outcome.GONE) {
			this.events.gone(channel, now);
			park(delivery.tried(State.PARKED, result.status(), now, null), "its receiver says that it is gone");
			return Deliverer::remove;
		}
		return this.schedule.next(delivery.tries() + 1, result.retryAfter(), now).map((next) -> {
			this.events.save(delivery.tried(State.PENDING, result.status(), now, next));
			return again(next);
		}).orElseGet(() -> {
			park(delivery.tried(State.PARKED, result.status(), now, null), "all tries failed");
			return Deliverer::remove;
		});
	}

	/** Sends without a record, and returns whether the receiver has it. */
	boolean repeat(Channel channel, Message message) {
		SendResult result = this.client.send(channel, message);
		count(channel, result);
		return result.outcome() == Outcome.DELIVERED;
	}

	private void park(Delivery parked, String why) {
		this.events.save(parked);
		logger.warn("An alert did not reach the channel '{}' and is parked: {}", parked.channel(), why);
	}

	private void count(Channel channel, SendResult result) {
		this.meters.counter("analytics.alert.deliveries", "channel", channel.name(), "result", result.outcome().label())
			.increment();
	}

	private static CompletionHandler<Void> again(Instant moment) {
		return (complete, operations) -> operations.reschedule(complete, moment);
	}

	private static void remove(ExecutionComplete complete, ExecutionOperations<Void> operations) {
		operations.remove();
	}

}
