package ai.potpie.analyticsapi.telemetry;

import java.util.List;
import java.util.Set;

import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.sdk.trace.data.DelegatingSpanData;
import io.opentelemetry.sdk.trace.data.EventData;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.data.StatusData;

/**
 * A span without data about users. It keeps only attributes with few possible values: no
 * requested addresses, and no messages of exceptions, which quote requests.
 */
final class DiscreetSpan extends DelegatingSpanData {

	/**
	 * The attributes that are kept. The uri is a pattern, the exception is the name of a
	 * class.
	 */
	private static final Set<String> HARMLESS = Set.of("method", "uri", "status", "outcome", "exception",
			"client.name");

	private final Attributes attributes;

	DiscreetSpan(SpanData span) {
		super(span);
		this.attributes = span.getAttributes().toBuilder().removeIf((key) -> !HARMLESS.contains(key.getKey())).build();
	}

	@Override
	public Attributes getAttributes() {
		return this.attributes;
	}

	@Override
	public int getTotalAttributeCount() {
		return this.attributes.size();
	}

	@Override
	public List<EventData> getEvents() {
		return List.of();
	}

	@Override
	public int getTotalRecordedEvents() {
		return 0;
	}

	@Override
	public StatusData getStatus() {
		return StatusData.create(super.getStatus().getStatusCode(), "");
	}

}
