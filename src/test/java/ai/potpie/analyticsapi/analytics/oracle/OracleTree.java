package ai.potpie.analyticsapi.analytics.oracle;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.jspecify.annotations.Nullable;

/**
 * Which spans are above others, by their parents within a trace. A parent that a question
 * is not about is as if it were not there, with all that is above it.
 */
final class OracleTree {

	/** What is further above a span is not looked at. */
	private static final int LEVELS = 8;

	private final Map<List<String>, OracleSpan> spans = new HashMap<>();

	/** Of spans of one user, without copies. */
	OracleTree(List<OracleSpan> spans) {
		spans.forEach((span) -> this.spans.put(span.id(), span));
	}

	/** The nearest first. */
	List<OracleSpan> above(OracleSpan span) {
		List<OracleSpan> above = new ArrayList<>();
		OracleSpan next = parent(span);
		Set<List<String>> seen = new HashSet<>(List.of(span.id()));
		while (next != null && above.size() < LEVELS && seen.add(next.id())) {
			above.add(next);
			next = parent(next);
		}
		return above;
	}

	private @Nullable OracleSpan parent(OracleSpan span) {
		String parent = span.row().parentSpanId();
		return (parent != null) ? this.spans.get(List.of(span.row().traceId(), parent)) : null;
	}

}
