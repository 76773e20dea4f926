package ai.potpie.analyticsapi.analytics.oracle;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

import ai.potpie.analyticsapi.locallogfire.store.SpanRecord;
import ai.potpie.analyticsapi.locallogfire.store.SpanRecordBuilder;
import org.jspecify.annotations.Nullable;

/**
 * A few spans of one user, written down in short: one a second, in one trace if nothing
 * else is said.
 */
final class OracleExample {

	private static final Instant MORNING = Instant.parse("2026-02-10T08:00:00Z");

	private final List<SpanRecord> rows = new ArrayList<>();

	private final OracleSettings settings;

	private String trace = "t";

	private String scope = "logfire";

	OracleExample(OracleSettings settings) {
		this.settings = settings;
	}

	/** The trace of the spans that follow. */
	OracleExample trace(String trace) {
		this.trace = trace;
		return this;
	}

	/** The instrumentation that records the spans that follow. */
	OracleExample scope(String scope) {
		this.scope = scope;
		return this;
	}

	/**
	 * Adds a span of a second.
	 * @param attributes names and values in turn
	 */
	OracleExample span(String id, @Nullable String parent, String name, Object... attributes) {
		return span(id, parent, name, (span) -> {
		}, attributes);
	}

	OracleExample span(String id, @Nullable String parent, String name, Consumer<SpanRecordBuilder> more,
			Object... attributes) {
		Map<String, Object> all = new LinkedHashMap<>();
		all.put("user_id", "u");
		for (int i = 0; i < attributes.length; i += 2) {
			all.put((String) attributes[i], attributes[i + 1]);
		}
		SpanRecordBuilder span = SpanRecord.builder(this.trace, id, name)
			.parent(parent)
			.scope(this.scope, null)
			.time(MORNING.plusSeconds(this.rows.size()), Duration.ofSeconds(1))
			.attributes(all);
		more.accept(span);
		this.rows.add(span.build());
		return this;
	}

	/** A span that names a model, with so many tokens of input and output. */
	OracleExample call(String id, @Nullable String parent, int input, int output, Object... attributes) {
		List<Object> all = new ArrayList<>(List.of("gen_ai.request.model", "gpt-4o", "gen_ai.usage.input_tokens", input,
				"gen_ai.usage.output_tokens", output));
		all.addAll(List.of(attributes));
		return span(id, parent, "chat", all.toArray());
	}

	/** A span that names a model and says nothing of tokens. */
	OracleExample bare(String id, @Nullable String parent, Object... attributes) {
		List<Object> all = new ArrayList<>(List.of("gen_ai.request.model", "gpt-4o"));
		all.addAll(List.of(attributes));
		return span(id, parent, "chat", all.toArray());
	}

	OracleFacts facts() {
		return new OracleFacts(this.rows.stream()
			.map((row) -> OracleSpan.of(row, this.settings))
			.filter(OracleSpan::counts)
			.filter((span) -> "u".equals(span.user()))
			.toList(), this.settings);
	}

	List<OracleCall> calls() {
		return facts().calls();
	}

	/** The span ids of the calls, in their order. */
	List<String> callIds() {
		return calls().stream().map((call) -> call.span().row().spanId()).sorted().toList();
	}

	OracleCall call() {
		List<OracleCall> calls = calls();
		if (calls.size() != 1) {
			throw new AssertionError("There are %d calls: %s".formatted(calls.size(), callIds()));
		}
		return calls.get(0);
	}

	List<OracleRun> runs() {
		return facts().runs();
	}

	OracleRun run() {
		List<OracleRun> runs = runs();
		if (runs.size() != 1) {
			throw new AssertionError("There are %d runs".formatted(runs.size()));
		}
		return runs.get(0);
	}

}
