package ai.potpie.analyticsapi.analytics.raw;

import ai.potpie.analyticsapi.export.JsonText;
import ai.potpie.analyticsapi.export.Table;

/**
 * Spans as a table.
 */
final class SpanTable {

	static final Table<RawSpan> SPANS = Table.<RawSpan>named("spans")
		.text("trace_id", RawSpan::traceId)
		.text("span_id", RawSpan::spanId)
		.text("parent_span_id", RawSpan::parentSpanId)
		.text("kind", RawSpan::kind)
		.text("span_name", RawSpan::spanName)
		.text("message", RawSpan::message)
		.text("level", RawSpan::level)
		.microtime("start_timestamp", RawSpan::startTimestamp)
		.microtime("end_timestamp", RawSpan::endTimestamp)
		.milliseconds("duration_ms", RawSpan::durationMs)
		.text("service_name", RawSpan::serviceName)
		.text("deployment_environment", RawSpan::deploymentEnvironment)
		.text("otel_scope_name", RawSpan::otelScopeName)
		.flag("is_exception", RawSpan::isException)
		.text("exception_type", RawSpan::exceptionType)
		.text("exception_message", RawSpan::exceptionMessage)
		.anyJson("tags", (span) -> new JsonText(span.tags(), span.tagsText()))
		.anyJson("attributes", (span) -> new JsonText(span.attributes(), span.attributesText()));

	private SpanTable() {
	}

}
