package ai.potpie.analyticsapi.analytics;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;

import ai.potpie.analyticsapi.locallogfire.SpanRecord;
import ai.potpie.analyticsapi.locallogfire.SpanRecordBuilder;

/**
 * Makes calls of LLMs as they are found: recorded by two instrumentations or three, below
 * agents that repeat their tokens, sent twice, with attributes of all kinds. The same
 * seed makes the same spans, and no two seeds share a trace id.
 */
final class CallGenerator {

	static final List<String> PLAIN_MODELS = List.of("gpt-4o", "gpt-4o", "gpt-4o", "claude-sonnet-4-5", "GPT-4O",
			" gpt-4o", "other", "unknown", "a,b'; --", "x\"\\y\n", "\uE000", "🚀", "ü");

	private static final List<@Nullable Object> ODD_MODELS = Arrays.asList(null, null, null, "", " ", "\t\n", 17, "17",
			true, Map.of("name", "gpt-4o"));

	private static final List<@Nullable Object> PROVIDERS = Arrays.asList("openai", "openai", "anthropic", "other",
			"OpenAI", "", null, null);

	private static final List<@Nullable Object> OPERATIONS = Arrays.asList("chat", "chat", "chat", "chat", "chat",
			"chat", "text_completion", "embeddings", "other", "", " ", null, null, null, null, "invoke_agent",
			"create_agent", "execute_tool", "Invoke_agent");

	private static final List<@Nullable Object> KINDS = Arrays.asList(null, null, null, null, null, null, null, null,
			null, null, "LLM", "LLM", "", " \n", "CHAIN", "AGENT", "TOOL", "llm", "LLM ");

	private static final List<@Nullable Object> TOKENS = Arrays.asList(0, 7, 1234, "7", "007", 7.0, "7.000", "7.",
			"7.5", 7.5, -7, "-7", "+7", "1e3", ".7", "", " ", " 7", "7\n", "NaN", "Infinity", "７", "1_000", "1,000",
			true, null, null, List.of(7), Map.of("n", 7), 999_999_999_999L, "999999999999", 1_000_000_000_000L,
			"99999999999999999999999999", "0x7");

	private static final List<String> CALL_NAMES = List.of("chat gpt-4o", "chat gpt-4o", "openai.chat",
			"Chat Completion", "messages.create", "llm", "agent_run", "agent_run_usage ");

	private static final List<String> OTHER_NAMES = List.of("agent run", "invoke_agent qna", "agent_run_usage",
			"running tool", "POST /chat", "agent running late");

	private static final List<String> TOKEN_KEYS = List.of("gen_ai.usage.input_tokens", "gen_ai.usage.output_tokens",
			"gen_ai.usage.cache_read.input_tokens", "gen_ai.usage.details.cache_read_tokens",
			"gen_ai.usage.details.reasoning_tokens");

	private static final List<@Nullable String> EXCEPTIONS = Arrays.asList("ValueError", "KeyError", "", null);

	private static final List<@Nullable String> EXCEPTION_MESSAGES = Arrays.asList("no 'é' 🚀\n",
			"x".repeat(999) + "🚀y", "", null);

	private final Supplier<?> users;

	private final long seed;

	private final Random random;

	private final List<Instant> edges = new ArrayList<>();

	private int ids;

	CallGenerator(String userId, long seed, ZoneId zone, LocalDate firstDay, LocalDate lastDay) {
		this(() -> userId, seed, zone, firstDay, lastDay);
	}

	/** Of several users, whose calls share ids. */
	CallGenerator(Supplier<?> users, long seed, ZoneId zone, LocalDate firstDay, LocalDate lastDay) {
		this.users = users;
		this.seed = seed;
		this.random = new Random(~seed);
		firstDay.datesUntil(lastDay.plusDays(2)).forEach((day) -> this.edges.add(day.atStartOfDay(zone).toInstant()));
		this.edges.addAll(List.of(this.edges.get(0), this.edges.get(this.edges.size() - 1)));
	}

	/** Of so many traces, or parts of one. */
	List<SpanRecord> spans(int count) {
		List<SpanRecord> spans = new ArrayList<>();
		for (int i = 0; i < count; i++) {
			String trace = hex(this.seed) + hex(1 + this.random.nextInt(1 + count));
			Map<String, @Nullable Object> shared = shared();
			Instant start = moment();
			String root = chance(2) ? id() : null;
			if (root != null) {
				add(spans, span(trace, root, null, HostileValues.any(OTHER_NAMES, this.random), start), call(shared));
			}
			for (int calls = 1 + this.random.nextInt(3); calls > 0; calls--) {
				start = chance(5) ? moment() : start.plusMillis(this.random.nextInt(2000));
				addCall(spans, trace, root, shared, start);
			}
		}
		return spans;
	}

	/** Once, or by two instrumentations, or three. */
	private void addCall(List<SpanRecord> spans, String trace, @Nullable String parent,
			Map<String, @Nullable Object> shared, Instant start) {
		Map<String, @Nullable Object> call = call(shared);
		String above = parent;
		for (int depth = chance(3) ? 1 + this.random.nextInt(3) : 1; depth > 0; depth--) {
			String id = id();
			add(spans, span(trace, id, above, HostileValues.any(CALL_NAMES, this.random), start), call);
			above = id;
			call = chance(2) ? call : call(chance(3) ? shared() : shared);
		}
	}

	private void add(List<SpanRecord> spans, SpanRecordBuilder span, Map<String, @Nullable Object> attributes) {
		spans.add(span.attributes(attributes).build());
		switch (this.random.nextInt(12)) {
			case 0, 1 -> spans.add(span.build());
			case 2 -> spans.add(span.kind("span_event").build());
			case 3 -> spans.add(span.kind("pending_span").build());
			default -> {
			}
		}
	}

	private SpanRecordBuilder span(String trace, String id, @Nullable String parent, String name, Instant start) {
		SpanRecordBuilder span = SpanRecord.builder(trace, id, name)
			.parent(parent)
			.kind(chance(12) ? "log" : (chance(25) ? "span_event" : "span"))
			.level(chance(6) ? 17 + this.random.nextInt(5) : 1 + this.random.nextInt(16))
			.environment(HostileValues.any(SpanGenerator.ENVIRONMENTS, this.random))
			.time(start, Duration.of(chance(4) ? 1000 : this.random.nextInt(9_000_000), ChronoUnit.MICROS));
		return chance(12) ? span.exception(HostileValues.any(EXCEPTIONS, this.random),
				HostileValues.any(EXCEPTION_MESSAGES, this.random), null) : span;
	}

	/** What baggage gives to all spans of a run. */
	private Map<String, @Nullable Object> shared() {
		Map<String, @Nullable Object> shared = new LinkedHashMap<>();
		put(shared, "user_id", chance(15) ? this.users.get() + " " : this.users.get());
		put(shared, "run_id", chance(2) ? HostileValues.run(this.random) : null);
		put(shared, "project_id", HostileValues.any(SpanGenerator.PROJECTS, this.random));
		put(shared, "agent_id", HostileValues.any(SpanGenerator.AGENTS, this.random));
		put(shared, "conversation_id", HostileValues.conversation(this.random));
		put(shared, "gen_ai.conversation.id", HostileValues.conversation(this.random));
		return shared;
	}

	private Map<String, @Nullable Object> call(Map<String, @Nullable Object> shared) {
		Map<String, @Nullable Object> call = new LinkedHashMap<>(shared);
		put(call, "gen_ai.request.model", model());
		put(call, "gen_ai.response.model", chance(2) ? model() : null);
		put(call, "gen_ai.provider.name", HostileValues.any(PROVIDERS, this.random));
		put(call, "gen_ai.system", HostileValues.any(PROVIDERS, this.random));
		put(call, "gen_ai.operation.name", HostileValues.any(OPERATIONS, this.random));
		put(call, "openinference.span.kind", HostileValues.any(KINDS, this.random));
		TOKEN_KEYS.forEach((key) -> put(call, key,
				chance(2) ? Integer.valueOf(this.random.nextInt(5000)) : HostileValues.any(TOKENS, this.random)));
		put(call, "operation.cost", chance(4) ? null : HostileValues.cost(this.random));
		return call;
	}

	private @Nullable Object model() {
		return HostileValues.any(chance(4) ? ODD_MODELS : List.<@Nullable Object>copyOf(PLAIN_MODELS), this.random);
	}

	/** At the edges of days and hours, to the microsecond, or anywhere. */
	private Instant moment() {
		Instant edge = HostileValues.any(this.edges, this.random).plus(Duration.ofHours(this.random.nextInt(3)));
		return switch (this.random.nextInt(6)) {
			case 0 -> edge;
			case 1 -> edge.plus(1, ChronoUnit.MICROS);
			case 2 -> edge.minus(1, ChronoUnit.MICROS);
			default -> edge.plus(this.random.nextLong(-43_200_000_000L, 86_400_000_000L), ChronoUnit.MICROS);
		};
	}

	private boolean chance(int outOf) {
		return this.random.nextInt(outOf) == 0;
	}

	/** What is null is as often missing as it is there. */
	private void put(Map<String, @Nullable Object> attributes, String key, @Nullable Object value) {
		if (value != null || this.random.nextBoolean()) {
			attributes.put(key, value);
		}
	}

	/** None that a {@link SpanGenerator} gives. */
	private String id() {
		return hex(~(++this.ids * 0x9E3779B97F4A7C15L));
	}

	private static String hex(long bits) {
		return HexFormat.of().toHexDigits(bits);
	}

}
