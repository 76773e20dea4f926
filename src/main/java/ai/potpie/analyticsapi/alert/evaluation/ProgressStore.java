package ai.potpie.analyticsapi.alert.evaluation;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The progress of all rules, in the database.
 */
class ProgressStore {

	private final JdbcClient jdbc;

	ProgressStore(JdbcClient jdbc) {
		this.jdbc = jdbc;
	}

	Map<String, Progress> all() {
		Map<String, Progress> all = new HashMap<>();
		this.jdbc.sql("SELECT rule_id, version, open_start, settled_start FROM alert_progress").query((row) -> {
			all.put(row.getString(1), new Progress(row.getLong(2), row.getObject(3, OffsetDateTime.class).toInstant(),
					row.getObject(4, OffsetDateTime.class).toInstant()));
		});
		return all;
	}

	void save(String ruleId, Progress progress) {
		int rows = this.jdbc
			.sql("UPDATE alert_progress SET version = ?, open_start = ?, settled_start = ? WHERE rule_id = ?")
			.param(progress.version())
			.param(utc(progress.openStart()))
			.param(utc(progress.settledStart()))
			.param(ruleId)
			.update();
		if (rows == 0) {
			this.jdbc.sql("INSERT INTO alert_progress VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING")
				.param(ruleId)
				.param(progress.version())
				.param(utc(progress.openStart()))
				.param(utc(progress.settledStart()))
				.update();
		}
	}

	/** Forgets rules that there are no more, and returns their ids. */
	Set<String> retain(Collection<String> ruleIds) {
		Set<String> gone = new HashSet<>(all().keySet());
		gone.removeAll(ruleIds);
		gone.forEach((id) -> this.jdbc.sql("DELETE FROM alert_progress WHERE rule_id = ?").param(id).update());
		return gone;
	}

	private static OffsetDateTime utc(Instant moment) {
		return moment.atOffset(ZoneOffset.UTC);
	}

}
