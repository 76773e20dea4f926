package ai.potpie.analyticsapi.locallogfire.query;

import java.sql.Connection;
import java.sql.SQLException;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import org.jspecify.annotations.Nullable;

/**
 * Prepares the SQL of requests, and remembers it for those that follow: clients repeat
 * their questions, and parsing a long one takes tens of milliseconds.
 */
final class RecentStatements {

	/** Room for some 80 statements of the service, which have up to 25,000 each way. */
	private static final long MAX_CHARACTERS = 4_000_000;

	private final Cache<Asked, String> prepared = Caffeine.newBuilder()
		.maximumWeight(MAX_CHARACTERS)
		.weigher((Asked asked, String sql) -> asked.sql().length() + sql.length())
		.executor(Runnable::run)
		.build();

	/** The SQL that runs for the SQL and the limit of a request. */
	String prepare(Connection session, String sql, @Nullable Integer limit) throws SQLException {
		Asked asked = new Asked(sql, limit);
		String before = this.prepared.getIfPresent(asked);
		if (before != null) {
			return before;
		}
		String now = new QuerySql(session).prepare(sql, limit);
		this.prepared.put(asked, now);
		return now;
	}

	private record Asked(String sql, @Nullable Integer limit) {
	}

}
