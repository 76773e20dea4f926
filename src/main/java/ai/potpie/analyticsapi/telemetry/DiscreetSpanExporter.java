package ai.potpie.analyticsapi.telemetry;

import java.util.Collection;
import java.util.List;
import java.util.Set;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import org.jspecify.annotations.Nullable;

/**
 * Exports spans without data about users. It drops the many spans of probes and of
 * fetches of metrics, which tell nothing.
 */
final class DiscreetSpanExporter implements SpanExporter {

	private static final AttributeKey<String> URI = AttributeKey.stringKey("uri");

	private static final Set<String> PROBES = Set.of("/livez", "/readyz");

	private final SpanExporter exporter;

	DiscreetSpanExporter(SpanExporter exporter) {
		this.exporter = exporter;
	}

	@Override
	public CompletableResultCode export(Collection<SpanData> spans) {
		List<SpanData> told = spans.stream()
			.filter((span) -> !isOperational(span.getAttributes().get(URI)))
			.<SpanData>map(DiscreetSpan::new)
			.toList();
		return told.isEmpty() ? CompletableResultCode.ofSuccess() : this.exporter.export(told);
	}

	@Override
	public CompletableResultCode flush() {
		return this.exporter.flush();
	}

	@Override
	public CompletableResultCode shutdown() {
		return this.exporter.shutdown();
	}

	private static boolean isOperational(@Nullable String uri) {
		return uri != null && (PROBES.contains(uri) || uri.startsWith("/actuator"));
	}

}
