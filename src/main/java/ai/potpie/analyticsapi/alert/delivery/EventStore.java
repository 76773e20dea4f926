package ai.potpie.analyticsapi.alert.delivery;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import ai.potpie.analyticsapi.alert.rule.Threshold.Kind;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Events and who was told of them, in the database.
 */
public class EventStore {

	private static final String SELECT = """
			SELECT event_id, rule_id, version, subject, period_start, percent, kind, type, fired_at, resolved_at,
				channels, body
			FROM alert_event
			""";

	private static final String SELECT_DELIVERY = """
			SELECT delivery_id, event_id, channel, action, state, tries, last_status, last_try, next_try
			FROM alert_delivery
			""";

	private final JdbcClient jdbc;

	private final JsonMapper json;

	EventStore(JdbcClient jdbc, JsonMapper json) {
		this.jdbc = jdbc;
		// A double would turn large sums into 1.0E7
		this.json = json.rebuild().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS).build();
	}

	/**
	 * Stores an event.
	 * @return false if it has fired before
	 */
	public boolean add(AlertEvent event) {
		AlertEvent.Key key = event.key();
		return this.jdbc.sql("""
				INSERT INTO alert_event (event_id, rule_id, version, subject, period_start, percent, kind, type,
					fired_at, resolved_at, channels, body)
				VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
				ON CONFLICT DO NOTHING
				""")
			.param(event.id())
			.param(key.ruleId())
			.param(key.version())
			.param(key.subject())
			.param(utc(key.periodStart()))
			.param(key.percent())
			.param(key.kind().name())
			.param(event.type())
			.param(utc(event.firedAt()))
			.param(utc(event.resolvedAt()))
			.param(this.json.writeValueAsString(event.channels()))
			.param(this.json.writeValueAsString(event.data()))
			.update() == 1;
	}

	public Optional<AlertEvent> find(String id) {
		return this.jdbc.sql(SELECT + "WHERE event_id = ?").param(id).query(this::event).optional();
	}

	/** All events of a period, whatever their rules. */
	public List<AlertEvent.Key> keysOf(Instant periodStart) {
		return this.jdbc.sql("""
				SELECT rule_id, version, subject, period_start, percent, kind
				FROM alert_event
				WHERE period_start = ?
				""").param(utc(periodStart)).query((row, number) -> key(row, 1)).list();
	}

	/** The latest event of each threshold and subject of a rule. */
	public List<AlertEvent> latestOf(String ruleId, long version) {
		return this.jdbc.sql(SELECT + """
				WHERE rule_id = ? AND version = ? AND period_start = (
					SELECT MAX(later.period_start)
					FROM alert_event AS later
					WHERE later.rule_id = alert_event.rule_id AND later.version = alert_event.version
						AND later.subject = alert_event.subject AND later.percent = alert_event.percent
						AND later.kind = alert_event.kind
				)
				""").param(ruleId).param(version).query(this::event).list();
	}

	/** The events of a rule that are not resolved. */
	public List<AlertEvent> lastingOf(String ruleId) {
		return this.jdbc.sql(SELECT + "WHERE rule_id = ? AND resolved_at IS NULL ORDER BY event_id")
			.param(ruleId)
			.query(this::event)
			.list();
	}

	/** The unresolved events that a channel was told of. */
	List<AlertEvent> lastingIn(String channel) {
		return this.jdbc.sql(SELECT + """
				WHERE resolved_at IS NULL AND event_id IN (
					SELECT event_id FROM alert_delivery WHERE channel = ? AND action = 'FIRE'
				)
				ORDER BY event_id
				""").param(channel).query(this::event).list();
	}

	/**
	 * Ends an event.
	 * @return false if it was over before
	 */
	public boolean resolve(String id, Instant moment) {
		return this.jdbc.sql("UPDATE alert_event SET resolved_at = ? WHERE event_id = ? AND resolved_at IS NULL")
			.param(utc(moment))
			.param(id)
			.update() == 1;
	}

	/**
	 * Finds events, the newest first.
	 * @param limit the most events
	 */
	public List<AlertEvent> find(EventFilter filter, int limit) {
		List<String> conditions = new ArrayList<>();
		List<Object> values = new ArrayList<>();
		add(conditions, values, "rule_id = ?", filter.rule());
		add(conditions, values, "subject = ?", filter.user());
		if (filter.lasting() != null) {
			conditions.add(filter.lasting() ? "resolved_at IS NULL" : "resolved_at IS NOT NULL");
		}
		add(conditions, values, "fired_at >= ?", utc(filter.since()));
		if (filter.before() != null) {
			conditions.add("(fired_at < ? OR (fired_at = ? AND event_id < ?))");
			values.addAll(List.of(filter.before().moment().atOffset(ZoneOffset.UTC),
					filter.before().moment().atOffset(ZoneOffset.UTC), filter.before().id()));
		}
		String where = conditions.isEmpty() ? "" : "WHERE " + String.join(" AND ", conditions) + " ";
		return this.jdbc.sql(SELECT + where + "ORDER BY fired_at DESC, event_id DESC LIMIT " + limit)
			.params(values)
			.query(this::event)
			.list();
	}

	private static void add(List<String> conditions, List<Object> values, String condition, @Nullable Object value) {
		if (value != null) {
			conditions.add(condition);
			values.add(value);
		}
	}

	void add(Delivery delivery) {
		this.jdbc.sql("INSERT INTO alert_delivery VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)")
			.param(delivery.id())
			.param(delivery.eventId())
			.param(delivery.channel())
			.param(delivery.action().name())
			.param(delivery.state().name())
			.param(delivery.tries())
			.param(delivery.lastStatus())
			.param(utc(delivery.lastTry()))
			.param(utc(delivery.nextTry()))
			.update();
	}

	void save(Delivery delivery) {
		this.jdbc.sql("""
				UPDATE alert_delivery SET state = ?, tries = ?, last_status = ?, last_try = ?, next_try = ?
				WHERE delivery_id = ?
				""")
			.param(delivery.state().name())
			.param(delivery.tries())
			.param(delivery.lastStatus())
			.param(utc(delivery.lastTry()))
			.param(utc(delivery.nextTry()))
			.param(delivery.id())
			.update();
	}

	Optional<Delivery> delivery(String id) {
		return this.jdbc.sql(SELECT_DELIVERY + "WHERE delivery_id = ?").param(id).query(this::deliveryOf).optional();
	}

	/** The deliveries of an event. */
	public List<Delivery> deliveriesOf(String eventId) {
		return this.jdbc.sql(SELECT_DELIVERY + "WHERE event_id = ? ORDER BY delivery_id")
			.param(eventId)
			.query(this::deliveryOf)
			.list();
	}

	/** Whether the receiver at an address said that it is gone. */
	boolean isGone(Channel channel) {
		return this.jdbc.sql("SELECT COUNT(*) FROM alert_gone WHERE channel = ? AND address = ?")
			.param(channel.name())
			.param(channel.fingerprint())
			.query(Long.class)
			.single() > 0;
	}

	void gone(Channel channel, Instant moment) {
		this.jdbc.sql("INSERT INTO alert_gone VALUES (?, ?, ?) ON CONFLICT DO NOTHING")
			.param(channel.name())
			.param(channel.fingerprint())
			.param(utc(moment))
			.update();
	}

	void back(Channel channel) {
		this.jdbc.sql("DELETE FROM alert_gone WHERE channel = ?").param(channel.name()).update();
	}

	/** Deletes the events about a user. What is still to be delivered of them is not. */
	public void erase(String user) {
		this.jdbc.sql("""
				DELETE FROM alert_delivery
				WHERE event_id IN (SELECT event_id FROM alert_event WHERE subject = ?)
				""").param(user).update();
		this.jdbc.sql("DELETE FROM alert_event WHERE subject = ?").param(user).update();
	}

	private AlertEvent event(ResultSet row, int number) throws SQLException {
		return new AlertEvent(row.getString(1), key(row, 2), row.getString(8), moment(row, 9), momentOrNull(row, 10),
				this.json.readValue(row.getString(11), new TypeReference<List<String>>() {
				}), this.json.readTree(row.getString(12)));
	}

	private static AlertEvent.Key key(ResultSet row, int first) throws SQLException {
		return new AlertEvent.Key(row.getString(first), row.getLong(first + 1), row.getString(first + 2),
				moment(row, first + 3), row.getInt(first + 4), Kind.valueOf(row.getString(first + 5)));
	}

	private Delivery deliveryOf(ResultSet row, int number) throws SQLException {
		int status = row.getInt(7);
		Integer lastStatus = row.wasNull() ? null : status;
		return new Delivery(row.getString(1), row.getString(2), row.getString(3),
				Delivery.Action.valueOf(row.getString(4)), Delivery.State.valueOf(row.getString(5)), row.getInt(6),
				lastStatus, momentOrNull(row, 8), momentOrNull(row, 9));
	}

	private static Instant moment(ResultSet row, int column) throws SQLException {
		return row.getObject(column, OffsetDateTime.class).toInstant();
	}

	private static @Nullable Instant momentOrNull(ResultSet row, int column) throws SQLException {
		OffsetDateTime moment = row.getObject(column, OffsetDateTime.class);
		return (moment != null) ? moment.toInstant() : null;
	}

	private static @Nullable OffsetDateTime utc(@Nullable Instant moment) {
		return (moment != null) ? moment.atOffset(ZoneOffset.UTC) : null;
	}

	/**
	 * Which events to find.
	 *
	 * @param rule only of this rule
	 * @param user only about this user
	 * @param lasting only those that last, or those that are over
	 * @param since only those that fired then or later
	 * @param before only those after this one in the list
	 */
	public record EventFilter(@Nullable String rule, @Nullable String user, @Nullable Boolean lasting,
			@Nullable Instant since, @Nullable Place before) {
	}

	/**
	 * The place of an event in a list.
	 *
	 * @param moment when it fired
	 * @param id its id
	 */
	public record Place(Instant moment, String id) {
	}

}
