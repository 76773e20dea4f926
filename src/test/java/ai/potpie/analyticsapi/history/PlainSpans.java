package ai.potpie.analyticsapi.history;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.SplittableRandom;

import ai.potpie.analyticsapi.locallogfire.store.SpanRecord;
import tools.jackson.databind.json.JsonMapper;

/**
 * Adds spans and logs that carry ids alone, as most do: some between others, some with
 * other ids or times than those above them.
 */
final class PlainSpans {

	private static final List<String> IDS = List.of("user_id", "run_id", "conversation_id", "gen_ai.conversation.id",
			"project_id", "agent_id", "gen_ai.agent.name");

	private final List<SpanRecord> spans = new ArrayList<>();

	private final SplittableRandom random;

	private PlainSpans(SplittableRandom random) {
		this.random = random;
	}

	/** Those spans and more below them. */
	static List<SpanRecord> below(Collection<SpanRecord> spans, long seed) {
		PlainSpans plain = new PlainSpans(new SplittableRandom(seed));
		plain.spans.addAll(spans);
		spans.forEach((span) -> plain.add(span, 0));
		return plain.spans;
	}

	private void add(SpanRecord above, int depth) {
		for (int children = this.random.nextInt(4 - Math.min(3, depth)); children > 0; children--) {
			SpanRecord plain = plain(above);
			this.spans.add(plain);
			add(plain, depth + 1);
			if (this.random.nextInt(5) == 0) {
				this.spans.add(moved(above, plain));
			}
		}
	}

	private SpanRecord plain(SpanRecord above) {
		var ids = JsonMapper.shared().readTree(above.attributes()).asObject().retain(IDS);
		if (this.random.nextInt(8) == 0) {
			ids.put(IDS.get(1 + this.random.nextInt(IDS.size() - 1)), "another");
		}
		return SpanRecord.builder(above.traceId(), id(), "POST")
			.parent(above.spanId())
			.kind((this.random.nextInt(3) == 0) ? "log" : "span")
			.level((this.random.nextInt(10) == 0) ? SpanRecord.LEVEL_ERROR : SpanRecord.LEVEL_INFO)
			.environment((this.random.nextInt(10) == 0) ? "another" : above.deploymentEnvironment())
			.attributes(ids.toString())
			.time(start(above), end(above))
			.created(above.createdAt())
			.build();
	}

	private Instant start(SpanRecord above) {
		return above.startTimestamp().minusMillis((this.random.nextInt(10) == 0) ? 700 : 0);
	}

	private Instant end(SpanRecord above) {
		Duration longer = (this.random.nextInt(10) == 0) ? Duration.ofMinutes(20) : Duration.ZERO;
		return above.endTimestamp().plus(longer);
	}

	/** The same as a span, but below another one. */
	private SpanRecord moved(SpanRecord span, SpanRecord parent) {
		return SpanRecord.builder(span.traceId(), id(), span.spanName())
			.parent(parent.spanId())
			.kind(span.kind())
			.level(span.level())
			.environment(span.deploymentEnvironment())
			.scope(span.otelScopeName(), null)
			.attributes(span.attributes())
			.time(span.startTimestamp(), span.endTimestamp())
			.created(span.createdAt())
			.build();
	}

	private String id() {
		return "%016x".formatted(this.random.nextLong());
	}

}
