package ai.potpie.analyticsapi.analytics.facts;

import java.util.ArrayList;
import java.util.List;

import ai.potpie.analyticsapi.sql.Sql;

/**
 * The names of agents' spans. A name that ends with {@code *} is a prefix.
 */
public record AgentSpanNames(List<String> names) {

	private static final Sql HAS_NAME = Sql.of("span_name = :name");

	private static final Sql HAS_PREFIX = Sql.of("starts_with(span_name, :name)");

	public AgentSpanNames {
		names = List.copyOf(names);
	}

	/** The condition that a span has one of the names. */
	Sql condition() {
		List<Sql> conditions = new ArrayList<>();
		for (String name : this.names) {
			boolean prefix = name.endsWith("*");
			conditions.add(prefix ? HAS_PREFIX.with("name", name.substring(0, name.length() - 1))
					: HAS_NAME.with("name", name));
		}
		return Sql.or(conditions);
	}

}
