package ai.potpie.analyticsapi.locallogfire;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;

/**
 * A trace as indented text, with each span below its parent, in order of start.
 *
 * @param spans the spans of the trace, in order of start
 */
record TraceText(List<Span> spans) {

	String text() {
		Set<String> ids = this.spans.stream().map(Span::id).collect(Collectors.toSet());
		StringBuilder text = new StringBuilder();
		this.spans.stream()
			.filter((span) -> span.parent() == null || !ids.contains(span.parent()))
			.forEach((root) -> write(root, "", text));
		return text.toString();
	}

	private void write(Span span, String indent, StringBuilder text) {
		text.append(indent).append(span.line()).append('\n').append(indent).append("  ").append(span.attributes());
		text.append("\n\n");
		this.spans.stream()
			.filter((child) -> span.id().equals(child.parent()) && !span.id().equals(child.id()))
			.forEach((child) -> write(child, indent + "    ", text));
	}

	/**
	 * A span or a log.
	 *
	 * @param duration the duration in seconds; null for a log
	 * @param attributes a JSON object
	 */
	record Span(String id, @Nullable String parent, Instant start, @Nullable Double duration, String message,
			String level, @Nullable String exceptionType, @Nullable String exceptionMessage, String attributes) {

		static Span of(ResultSet row) throws SQLException {
			return new Span(row.getString("span_id"), row.getString("parent_span_id"),
					row.getObject("start_timestamp", OffsetDateTime.class).toInstant(),
					(Double) row.getObject("duration"), row.getString("message"), row.getString("level_name"),
					row.getString("exception_type"), row.getString("exception_message"), row.getString("attributes"));
		}

		String line() {
			String took = (this.duration != null) ? "%.3f ms".formatted(1000 * this.duration) : "log";
			String failed = (this.exceptionType != null || this.exceptionMessage != null)
					? "  %s: %s".formatted(this.exceptionType, this.exceptionMessage) : "";
			return "%s  %s  %s  [%s]%s".formatted(this.start, took, this.message, this.level, failed);
		}

	}

}
