package ai.potpie.analyticsapi.alert.delivery;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;

import ai.potpie.analyticsapi.alert.delivery.Channel.Type;
import ai.potpie.analyticsapi.history.FactBase;
import com.github.kagkarlsson.scheduler.Scheduler;
import com.github.kagkarlsson.scheduler.SchedulerBuilder;
import com.github.kagkarlsson.scheduler.SchedulerName;
import com.github.kagkarlsson.scheduler.jdbc.DefaultJdbcCustomization;
import com.github.kagkarlsson.scheduler.task.Task;
import com.github.kagkarlsson.scheduler.task.helper.RecurringTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.FixedDelay;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs deliveries when they are due, on one of all replicas each. It starts once the
 * tables are there.
 */
public class AlertScheduler implements AutoCloseable {

	private static final Logger logger = LoggerFactory.getLogger(AlertScheduler.class);

	/** Each receiver holds two at most. */
	private static final int THREADS = 8;

	private static final Duration POLL = Duration.ofSeconds(1);

	/** A replica without a sign of life for twice as long has died. */
	private static final Duration HEARTBEAT = Duration.ofSeconds(10);

	private static final int MISSED_HEARTBEATS = 4;

	private final FactBase facts;

	private final EventStore events;

	private final Channels channels;

	private final Messages messages;

	private final Deliverer deliverer;

	private final Clock clock;

	private @Nullable Scheduler scheduler;

	AlertScheduler(FactBase facts, EventStore events, Channels channels, Messages messages, Deliverer deliverer,
			Clock clock) {
		this.facts = facts;
		this.events = events;
		this.channels = channels;
		this.messages = messages;
		this.deliverer = deliverer;
		this.clock = clock;
	}

	/** Starts to deliver, once. */
	public synchronized void start() {
		if (this.scheduler != null) {
			return;
		}
		Task<Void> deliver = Tasks.custom(Outbox.TASK)
			.onFailureReschedule(FixedDelay.of(Duration.ofMinutes(1)))
			.onDeadExecutionRevive()
			.execute((instance, context) -> this.deliverer.execute(instance.getId()));
		RecurringTask<Void> repeat = Tasks.recurring("alertmanager-repeat", FixedDelay.of(AlertmanagerMessage.REPEAT))
			.execute((instance, context) -> repeat());
		SchedulerBuilder builder = Scheduler.create(this.facts.connections(), deliver)
			.startTasks(repeat)
			.schedulerName(new SchedulerName.Fixed(UUID.randomUUID().toString()))
			.threads(THREADS)
			.clock(this.clock::instant)
			.pollingInterval(POLL)
			.heartbeatInterval(HEARTBEAT)
			.missedHeartbeatsLimit(MISSED_HEARTBEATS)
			.addSchedulerListener(new SchedulerFailures())
			.shutdownMaxWait(Duration.ofSeconds(10));
		if (this.facts.isEmbedded()) {
			builder.jdbcCustomization(new Embedded());
		}
		Scheduler built = builder.build();
		built.start();
		this.scheduler = built;
	}

	/** Sends unresolved events again, or Alertmanager drops them. */
	void repeat() {
		List<Channel> managers = this.channels.all()
			.values()
			.stream()
			.filter((channel) -> channel.type() == Type.ALERTMANAGER)
			.toList();
		for (Channel channel : managers) {
			List<AlertEvent> lasting = this.events.lastingIn(channel.name());
			if (!lasting.isEmpty()) {
				Message message = this.messages.ofLasting(channel, lasting, this.clock.instant());
				if (!this.deliverer.repeat(channel, message)) {
					logger.debug("Alertmanager '{}' did not take what lasts", channel.name());
				}
			}
		}
	}

	@Override
	public synchronized void close() {
		if (this.scheduler != null) {
			this.scheduler.stop();
			this.scheduler = null;
		}
	}

	/**
	 * DuckDB, which db-scheduler does not know: moments go in and come out as moments,
	 * whatever the time zone of this machine.
	 */
	static final class Embedded extends DefaultJdbcCustomization {

		Embedded() {
			super(false);
		}

		@Override
		public String getName() {
			return "DuckDB";
		}

		@Override
		public void setInstant(PreparedStatement statement, int index, @Nullable Instant value) throws SQLException {
			statement.setObject(index, (value != null) ? value.atOffset(ZoneOffset.UTC) : null);
		}

		@Override
		public @Nullable Instant getInstant(ResultSet row, String column) throws SQLException {
			OffsetDateTime value = row.getObject(column, OffsetDateTime.class);
			return (value != null) ? value.toInstant() : null;
		}

	}

}
