package ai.potpie.analyticsapi.alert.rule;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;

import ai.potpie.analyticsapi.alert.rule.StoredRule.Source;
import ai.potpie.analyticsapi.web.problem.RefusedException;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.http.HttpStatus;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The rules of the API, in the database, and those of the file.
 */
public class RuleStore {

	private static final int MOST_RULES = 1000;

	private static final int MOST_OF_A_USER = 20;

	private static final String SELECT = """
			SELECT rule_id, owner, version, revision, body, created_at, changed_at
			FROM alert_rule
			""";

	private final JdbcClient jdbc;

	private final JsonMapper json;

	private final @Nullable RuleFile file;

	private final Clock clock;

	private @Nullable String mark;

	private List<StoredRule> kept = List.of();

	RuleStore(JdbcClient jdbc, JsonMapper json, @Nullable RuleFile file, Clock clock) {
		this.jdbc = jdbc;
		this.json = json;
		this.file = file;
		this.clock = clock;
	}

	/** All rules, those of the file first. */
	public synchronized List<StoredRule> all() {
		String now = this.jdbc.sql("SELECT concat(COUNT(*), ' ', SUM(revision), ' ', MAX(changed_at)) FROM alert_rule")
			.query(String.class)
			.single();
		if (!now.equals(this.mark)) {
			this.kept = this.jdbc.sql(SELECT + "ORDER BY created_at, rule_id").query(this::rule).list();
			this.mark = now;
		}
		return Stream.concat(ofFile(), this.kept.stream()).toList();
	}

	private Stream<StoredRule> ofFile() {
		return (this.file != null) ? this.file.rules().stream() : Stream.empty();
	}

	/** Rereads a changed file. */
	public void refresh() {
		if (this.file != null) {
			this.file.refresh();
		}
	}

	public Optional<StoredRule> find(String id) {
		return ofFile().filter((rule) -> rule.id().equals(id))
			.findFirst()
			.or(() -> this.jdbc.sql(SELECT + "WHERE rule_id = ?").param(id).query(this::rule).optional());
	}

	/**
	 * Stores a new rule.
	 * @param owner the user whose token makes it; null for operators
	 * @throws RefusedException if there are too many
	 */
	public synchronized StoredRule add(Rule rule, @Nullable String owner) {
		requireRoom(owner);
		Instant now = now();
		StoredRule stored = new StoredRule("rule_" + UUID.randomUUID().toString().replace("-", ""), owner, Source.API,
				1, 1, rule, now, now);
		this.jdbc.sql("INSERT INTO alert_rule VALUES (?, ?, ?, ?, ?, ?, ?)")
			.param(stored.id())
			.param(owner)
			.param(stored.version())
			.param(stored.revision())
			.param(this.json.writeValueAsString(rule))
			.param(utc(now))
			.param(utc(now))
			.update();
		return stored;
	}

	private void requireRoom(@Nullable String owner) {
		List<StoredRule> all = all();
		if (all.size() >= MOST_RULES) {
			throw new RefusedException(HttpStatus.CONFLICT,
					"There are %d rules, and that is the most. Delete one first.".formatted(MOST_RULES));
		}
		if (owner != null && all.stream().filter((rule) -> owner.equals(rule.owner())).count() >= MOST_OF_A_USER) {
			throw new RefusedException(HttpStatus.CONFLICT,
					"This user has %d rules, and that is the most. Delete one first.".formatted(MOST_OF_A_USER));
		}
	}

	/**
	 * Changes a rule.
	 * @param before the rule as the caller knows it
	 * @return empty if it has changed meanwhile
	 */
	public Optional<StoredRule> change(StoredRule before, Rule rule) {
		long version = rule.firesLike(before.rule()) ? before.version() : before.version() + 1;
		StoredRule changed = new StoredRule(before.id(), before.owner(), Source.API, version, before.revision() + 1,
				rule, before.createdAt(), now());
		int rows = this.jdbc.sql("""
				UPDATE alert_rule SET version = ?, revision = ?, body = ?, changed_at = ?
				WHERE rule_id = ? AND revision = ?
				""")
			.param(changed.version())
			.param(changed.revision())
			.param(this.json.writeValueAsString(rule))
			.param(utc(Objects.requireNonNull(changed.changedAt())))
			.param(before.id())
			.param(before.revision())
			.update();
		return (rows == 1) ? Optional.of(changed) : Optional.empty();
	}

	/**
	 * Deletes a rule.
	 * @param before the rule as the caller knows it
	 * @return false if it has changed meanwhile
	 */
	public boolean delete(StoredRule before) {
		return this.jdbc.sql("DELETE FROM alert_rule WHERE rule_id = ? AND revision = ?")
			.param(before.id())
			.param(before.revision())
			.update() == 1;
	}

	/** Deletes the rules that a user made, or that are about the user alone. */
	public void erase(String user) {
		this.jdbc.sql(SELECT)
			.query(this::rule)
			.list()
			.stream()
			.filter((rule) -> user.equals(rule.owner()) || rule.isVisibleTo(user))
			.forEach((rule) -> this.jdbc.sql("DELETE FROM alert_rule WHERE rule_id = ?").param(rule.id()).update());
	}

	private StoredRule rule(ResultSet row, int number) throws SQLException {
		return new StoredRule(row.getString(1), row.getString(2), Source.API, row.getLong(3), row.getLong(4),
				this.json.readValue(row.getString(5), Rule.class), row.getObject(6, OffsetDateTime.class).toInstant(),
				row.getObject(7, OffsetDateTime.class).toInstant());
	}

	// Databases store microseconds
	private Instant now() {
		return this.clock.instant().truncatedTo(ChronoUnit.MICROS);
	}

	private static OffsetDateTime utc(Instant moment) {
		return moment.atOffset(ZoneOffset.UTC);
	}

}
