package ai.potpie.analyticsapi.locallogfire.demo;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

import ai.potpie.analyticsapi.locallogfire.demo.DemoCatalog.Failure;
import ai.potpie.analyticsapi.locallogfire.store.SpanRecord;
import ai.potpie.analyticsapi.locallogfire.store.SpanRecordBuilder;
import org.jspecify.annotations.Nullable;

/**
 * A trace that is being written. It assigns ids, and adds to each span the attributes
 * that all spans of a run have.
 *
 * @param baggage the attributes of every span
 */
record DemoTrace(String id, String environment, Map<String, Object> baggage, SplittableRandom random,
		List<SpanRecord> spans) {

	static DemoTrace begin(String environment, Map<String, Object> baggage, SplittableRandom random,
			List<SpanRecord> spans) {
		return new DemoTrace(hex(random) + hex(random), environment, baggage, random, spans);
	}

	String nextSpanId() {
		return hex(this.random);
	}

	Map<String, Object> attributes() {
		return new LinkedHashMap<>(this.baggage);
	}

	/** A span of the service that runs the agents. */
	SpanRecordBuilder span(String spanId, @Nullable String parent, String name, Times times) {
		return span("potpie-agents", spanId, parent, name, times);
	}

	SpanRecordBuilder span(String service, String spanId, @Nullable String parent, String name, Times times) {
		return SpanRecord.builder(this.id, spanId, name)
			.parent(parent)
			.time(times.start(), times.end())
			.created(times.end())
			.environment(this.environment)
			.service(service, "1.8.2")
			.resource("{\"service.name\":\"" + service + "\",\"telemetry.sdk.language\":\"python\"}");
	}

	void log(String parent, String message, Instant at) {
		add(span(nextSpanId(), parent, message, new Times(at, at)).kind("log").attributes(this.baggage));
	}

	void add(SpanRecordBuilder span) {
		this.spans.add(span.build());
	}

	static void fail(SpanRecordBuilder span, Failure failure) {
		span.level(SpanRecord.LEVEL_ERROR)
			.status("ERROR", failure.type() + ": " + failure.message())
			.exception(failure.type(), failure.message(),
					"Traceback (most recent call last):\n  File \"/app/agents.py\", line 88, in run\n" + failure.type()
							+ ": " + failure.message());
	}

	private static String hex(SplittableRandom random) {
		return HexFormat.of().toHexDigits(random.nextLong());
	}

	/** The start and end of a span, to the microsecond, the precision of Logfire. */
	record Times(Instant start, Instant end) {

		static Times of(Instant start, double seconds) {
			return new Times(start, start.plus(Math.round(seconds * 1e6), ChronoUnit.MICROS));
		}

		double seconds() {
			return ChronoUnit.MICROS.between(this.start, this.end) / 1e6;
		}

		/** The part between two shares of the time. */
		Times part(double from, double to) {
			Instant begin = this.start.plus(Math.round(seconds() * from * 1e6), ChronoUnit.MICROS);
			return of(begin, seconds() * (to - from));
		}

	}

}
