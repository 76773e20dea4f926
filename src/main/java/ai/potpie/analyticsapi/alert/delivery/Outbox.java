package ai.potpie.analyticsapi.alert.delivery;

import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.Optional;
import java.util.UUID;

import com.github.kagkarlsson.scheduler.SchedulerClient;
import com.github.kagkarlsson.scheduler.task.TaskDescriptor;

/**
 * Takes in what is to be delivered, in the transaction of the event: both are there or
 * none.
 */
public class Outbox {

	static final TaskDescriptor<Void> TASK = TaskDescriptor.of("alert-delivery");

	private final EventStore events;

	private final Channels channels;

	private final SchedulerClient scheduler;

	private final Clock clock;

	Outbox(EventStore events, Channels channels, SchedulerClient scheduler, Clock clock) {
		this.events = events;
		this.channels = channels;
		this.scheduler = scheduler;
		this.clock = clock;
	}

	/** Delivers an event to all of its channels. */
	public void deliver(AlertEvent event) {
		event.channels().forEach((channel) -> deliver(event.id(), channel, Delivery.Action.FIRE));
	}

	/**
	 * Tells those channels that an event is over which were told of it, and which want to
	 * know.
	 */
	public void resolve(String eventId) {
		this.events.deliveriesOf(eventId)
			.stream()
			.filter((delivery) -> delivery.action() == Delivery.Action.FIRE)
			.map(Delivery::channel)
			.distinct()
			.filter((name) -> this.channels.find(name).filter((channel) -> channel.type().isToldOfTheEnd()).isPresent())
			.forEach((channel) -> deliver(eventId, channel, Delivery.Action.RESOLVE));
	}

	/**
	 * Delivers an event once more, as it was, with the same id.
	 * @param channelNames the channels to tell
	 */
	public void redeliver(String eventId, Collection<String> channelNames) {
		channelNames.forEach((name) -> {
			this.channels.find(name).ifPresent(this.events::back);
			Optional<Delivery> pending = this.events.deliveriesOf(eventId)
				.stream()
				.filter((delivery) -> delivery.channel().equals(name))
				.filter((delivery) -> delivery.state() == Delivery.State.PENDING)
				.findFirst();
			pending.ifPresentOrElse(
					(delivery) -> this.scheduler.reschedule(TASK.instanceId(delivery.id()), this.clock.instant()),
					() -> deliver(eventId, name, Delivery.Action.FIRE));
		});
	}

	private void deliver(String eventId, String channel, Delivery.Action action) {
		Instant now = this.clock.instant().truncatedTo(ChronoUnit.MICROS);
		String id = UUID.randomUUID().toString();
		this.events.add(Delivery.begin(id, eventId, channel, action, now));
		this.scheduler.scheduleIfNotExists(TASK.instance(id).build(), now);
	}

}
