package ai.potpie.analyticsapi.analytics.oracle;

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

import ai.potpie.analyticsapi.locallogfire.store.SpanRecord;
import ai.potpie.analyticsapi.locallogfire.store.SpanRecordBuilder;
import org.jspecify.annotations.Nullable;

/**
 * Makes traces as they are found: calls of LLMs recorded by several instrumentations,
 * some far above others, or in a log; retries that failed; agents that call tools that
 * call agents. The same seed makes the same spans, and no two seeds share a trace id.
 */
final class CallGenerator {

	/** So many spans at most are below one another. */
	private static final int MAX_DEPTH = 9;

	private static final List<String> CALL_NAMES = List.of("chat gpt-4o", "chat gpt-4o", "openai.chat",
			"Chat Completion", "messages.create", "llm", "agent_run", "agent_run_usage ");

	private static final List<String> AGENT_NAMES = List.of("agent run", "agent run", "invoke_agent qna",
			"agent running late");

	private static final List<String> OTHER_NAMES = List.of("running tool", "POST /chat", "retry attempt");

	private static final List<String> SCOPES = List.of("logfire", "pydantic-ai", "logfire.openai", "logfire.openai",
			"logfire.anthropic", "logfire.openai ");

	private static final List<@Nullable String> EXCEPTIONS = Arrays.asList("ValueError", "KeyError", "", null);

	private static final List<@Nullable String> EXCEPTION_MESSAGES = Arrays.asList("no 'é' 🚀\n",
			"x".repeat(999) + "🚀y", "", null);

	private final Supplier<?> users;

	private final long seed;

	private final OracleNames names;

	private final Random random;

	private final AttributeMaker maker;

	private final CopyMaker copies;

	private final List<Instant> edges = new ArrayList<>();

	private int ids;

	CallGenerator(String userId, long seed, ZoneId zone, LocalDate firstDay, LocalDate lastDay, OracleNames names) {
		this(() -> userId, seed, zone, firstDay, lastDay, names);
	}

	/** Of several users, whose calls share ids. */
	CallGenerator(Supplier<?> users, long seed, ZoneId zone, LocalDate firstDay, LocalDate lastDay, OracleNames names) {
		this.users = users;
		this.seed = seed;
		this.names = names;
		this.random = new Random(~seed);
		this.maker = new AttributeMaker(this.random);
		this.copies = new CopyMaker(this.random);
		firstDay.datesUntil(lastDay.plusDays(2)).forEach((day) -> this.edges.add(day.atStartOfDay(zone).toInstant()));
		this.edges.addAll(List.of(this.edges.get(0), this.edges.get(this.edges.size() - 1)));
	}

	/** Of so many traces, or parts of one; half of them without others' usage spans. */
	List<SpanRecord> spans(int count) {
		List<SpanRecord> spans = new ArrayList<>();
		for (int i = 0; i < count; i++) {
			long trace = 1 + this.random.nextInt(1 + count) + (chance(2) ? 1_000_000 : 0);
			Trace of = new Trace(spans, hex(this.seed) + hex(trace), shared(),
					new CallAttributes(this.random, this.maker, 2 + count / 3));
			for (int roots = 1 + this.random.nextInt(2); roots > 0; roots--) {
				Instant start = moment();
				if (chance(3)) {
					addChain(of, start);
				}
				else {
					addTree(of, null, 0, start);
				}
			}
		}
		return spans;
	}

	/** Calls below calls, with plain spans between them. */
	private void addChain(Trace of, Instant start) {
		String above = chance(3) ? addAgent(of, null, start) : null;
		int depth = (above != null) ? 1 : 0;
		while (depth < MAX_DEPTH && !chance(8)) {
			above = addCall(of, above, start);
			depth++;
			for (int plain = chance(2) ? this.random.nextInt(6) : 0; plain > 0 && depth < MAX_DEPTH - 1; plain--) {
				above = addPlain(of, above, start);
				depth++;
			}
		}
	}

	/** Parents may start after their children, or on another day. */
	private void addTree(Trace of, @Nullable String parent, int depth, Instant around) {
		Instant start = chance(12) ? moment() : around.plusMillis(this.random.nextInt(-500, 2000));
		String id = switch (this.random.nextInt(20)) {
			case 0, 1, 2, 3, 4, 5 -> addAgent(of, parent, start);
			case 6, 7, 8 -> addPlain(of, parent, start);
			case 9 -> addUsage(of, parent, start);
			default -> addCall(of, parent, start);
		};
		for (int children = List.of(0, 0, 1, 1, 1, 2).get(this.random.nextInt(6)); depth < MAX_DEPTH - 1
				&& children > 0; children--) {
			addTree(of, id, depth + 1, start);
		}
	}

	private String addAgent(Trace of, @Nullable String parent, Instant start) {
		return add(of, parent, HostileValues.any(AGENT_NAMES, this.random), start, (agent) -> {
			if (chance(2)) {
				agent.put("gen_ai.operation.name", "invoke_agent");
				of.calls().addCall(agent);
			}
			if (chance(2)) {
				this.maker.put(agent, "gen_ai.agent.call.id", agentCall());
			}
			if (chance(3)) {
				this.maker.put(agent, "outcome", HostileValues.outcome(this.random));
			}
		});
	}

	/** Some of them are the ids of runs. */
	private @Nullable Object agentCall() {
		return chance(2) ? "call-" + this.random.nextInt(5) : HostileValues.run(this.random);
	}

	private String addCall(Trace of, @Nullable String parent, Instant start) {
		return add(of, parent, HostileValues.any(CALL_NAMES, this.random), start, (call) -> {
			of.calls().addCall(call);
			if (chance(10)) {
				this.maker.put(call, "gen_ai.agent.call.id", agentCall());
			}
		});
	}

	/** One that is no call, whatever it says. */
	private String addPlain(Trace of, @Nullable String parent, Instant start) {
		return add(of, parent, HostileValues.any(OTHER_NAMES, this.random), start, (plain) -> {
			if (chance(4)) {
				of.calls().addCall(plain);
				plain.put("gen_ai.operation.name", "execute_tool");
			}
		});
	}

	private String addUsage(Trace of, @Nullable String parent, Instant start) {
		return add(of, parent, "agent_run_usage", start, (usage) -> {
			if (chance(4)) {
				of.calls().addCall(usage);
			}
			this.maker.put(usage, "actual_cost", HostileValues.cost(this.random));
			this.maker.put(usage, "outcome", HostileValues.outcome(this.random));
		});
	}

	private String add(Trace of, @Nullable String parent, String name, Instant start, Writer own) {
		String id = id();
		Supplier<Map<String, @Nullable Object>> attributes = () -> {
			Map<String, @Nullable Object> all = new LinkedHashMap<>(chance(20) ? shared() : of.shared());
			if (chance(3)) {
				this.names.run().forEach(all::remove);
				putRun(all);
			}
			if (chance(8)) {
				this.names.conversation().forEach(all::remove);
				putConversation(all);
			}
			own.write(all);
			return all;
		};
		Duration duration = Duration.of(chance(4) ? 1000 : this.random.nextInt(9_000_000), ChronoUnit.MICROS);
		this.copies.add(of.spans(), span(of.id(), id, parent, name), start, duration, attributes.get(), attributes);
		return id;
	}

	private SpanRecordBuilder span(String trace, String id, @Nullable String parent, String name) {
		SpanRecordBuilder span = SpanRecord.builder(trace, id, name)
			.parent(parent)
			.kind(chance(8) ? "log" : (chance(25) ? "span_event" : "span"))
			.level(chance(6) ? 17 + this.random.nextInt(5) : 1 + this.random.nextInt(16))
			.environment(HostileValues.any(SpanGenerator.ENVIRONMENTS, this.random))
			.scope(HostileValues.any(SCOPES, this.random), null);
		return chance(12) ? span.exception(HostileValues.any(EXCEPTIONS, this.random),
				HostileValues.any(EXCEPTION_MESSAGES, this.random), null) : span;
	}

	/** What baggage gives to all spans of a run. */
	private Map<String, @Nullable Object> shared() {
		Map<String, @Nullable Object> shared = new LinkedHashMap<>();
		this.maker.putName(shared, this.names.user(), chance(15) ? this.users.get() + " " : this.users.get(),
				() -> "x" + this.users.get());
		putRun(shared);
		this.maker.putName(shared, this.names.project(), HostileValues.any(SpanGenerator.PROJECTS, this.random),
				() -> HostileValues.any(SpanGenerator.PROJECTS, this.random));
		this.maker.putName(shared, this.names.agent(), HostileValues.any(SpanGenerator.AGENTS, this.random),
				() -> HostileValues.any(SpanGenerator.AGENTS, this.random));
		putConversation(shared);
		return shared;
	}

	private void putConversation(Map<String, @Nullable Object> attributes) {
		this.maker.putName(attributes, this.names.conversation(), HostileValues.conversation(this.random),
				() -> HostileValues.conversation(this.random));
	}

	private void putRun(Map<String, @Nullable Object> attributes) {
		this.maker.putName(attributes, this.names.run(), chance(2) ? HostileValues.run(this.random) : null,
				() -> HostileValues.run(this.random));
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

	/** None that a {@link SpanGenerator} gives. */
	private String id() {
		return hex(~(++this.ids * 0x9E3779B97F4A7C15L));
	}

	private static String hex(long bits) {
		return HexFormat.of().toHexDigits(bits);
	}

	/** Writes what a span says beside what all of its trace do. */
	private interface Writer {

		void write(Map<String, @Nullable Object> attributes);

	}

	/** Where spans are added to. */
	private record Trace(List<SpanRecord> spans, String id, Map<String, @Nullable Object> shared,
			CallAttributes calls) {
	}

}
