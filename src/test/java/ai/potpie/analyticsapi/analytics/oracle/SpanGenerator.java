package ai.potpie.analyticsapi.analytics.oracle;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.function.Supplier;

import ai.potpie.analyticsapi.locallogfire.store.SpanRecord;
import ai.potpie.analyticsapi.locallogfire.store.SpanRecordBuilder;
import org.jspecify.annotations.Nullable;

/**
 * Makes spans on which a wrong query gives itself away: at the edges of days to the
 * microsecond, sent twice, with attributes of all kinds. The same seed makes the same
 * spans, and no two seeds share a trace id.
 */
final class SpanGenerator {

	static final List<@Nullable String> PROJECTS = Arrays.asList("p1", "p2", "P1", "pröj'; --", " p1", null, "");

	static final List<@Nullable String> AGENTS = Arrays.asList("qna", "qna", "debug", "a_b%", "aXbc", null);

	static final List<@Nullable String> ENVIRONMENTS = Arrays.asList("production", "staging", "Production", null, "");

	private static final List<String> USAGE_LIKE = List.of("agent_run_usage ", "Agent_run_usage", "agent_run_usages",
			"agentXrunXusage");

	private static final List<String> AGENT_NAMES = List.of("agent run", "agent run", "agent running late",
			"invoke_agent qna", "invoke_agent debug", "invoke_agent", "invokeXagent", "Agent run", "an agent run",
			"agent_run", "invoke_agents");

	private static final List<String> OTHER_NAMES = List.of("chat gpt-4.1", "running tool", "POST", "message received");

	private final Supplier<?> users;

	private final long seed;

	private final OracleNames names;

	private final Random random;

	private final AttributeMaker maker;

	private final CopyMaker copies;

	private final List<Instant> edges;

	SpanGenerator(String userId, long seed, ZoneId zone, LocalDate firstDay, LocalDate lastDay, OracleNames names) {
		this(() -> userId, seed, zone, firstDay, lastDay, names);
	}

	/** Of several users, whose spans share ids. */
	SpanGenerator(Supplier<?> users, long seed, ZoneId zone, LocalDate firstDay, LocalDate lastDay, OracleNames names) {
		this.users = users;
		this.seed = seed;
		this.names = names;
		this.random = new Random(~seed);
		this.maker = new AttributeMaker(this.random);
		this.copies = new CopyMaker(this.random);
		this.edges = edges(zone, firstDay, lastDay);
	}

	/** In the ninety days before now, around the day edges of one of the zones. */
	static List<SpanRecord> forUser(String userId, long seed, Clock clock) {
		ZoneId zone = ZoneId.of(HostileValues.any(AnalyticsCase.ZONES, new Random(seed)));
		LocalDate today = LocalDate.ofInstant(clock.instant(), zone);
		return new SpanGenerator(userId, seed, zone, today.minusDays(89), today, OracleNames.DEFAULT).spans(60);
	}

	/** Beginning and end of the period above all, then of its days, there and in UTC. */
	private static List<Instant> edges(ZoneId zone, LocalDate firstDay, LocalDate lastDay) {
		List<Instant> edges = new ArrayList<>();
		List<LocalDate> days = firstDay.datesUntil(lastDay.plusDays(2)).toList();
		days.forEach((day) -> edges.add(day.atStartOfDay(zone).toInstant()));
		for (int i = 0; i < days.size(); i += 3) {
			edges.add(firstDay.atStartOfDay(zone).toInstant());
			edges.add(lastDay.plusDays(1).atStartOfDay(zone).toInstant());
			edges.add(days.get(i).atStartOfDay(ZoneOffset.UTC).toInstant());
		}
		return edges;
	}

	/** So many different ones, and their copies. */
	List<SpanRecord> spans(int count) {
		List<SpanRecord> spans = new ArrayList<>();
		for (int i = 0; i < count; i++) {
			add(spans, i);
		}
		return spans;
	}

	private void add(List<SpanRecord> spans, int number) {
		int kind = this.random.nextInt(10);
		String name = (kind < 4) ? "agent_run_usage" : otherName(kind);
		SpanRecordBuilder span = SpanRecord
			.builder(hex(this.seed) + hex(1 + this.random.nextInt(8)), spanId(number), name)
			.kind(kind())
			.environment(HostileValues.any(ENVIRONMENTS, this.random));
		this.copies.add(spans, span, moment(), Duration.of(this.random.nextInt(5_000_000), ChronoUnit.MICROS),
				attributes(name), () -> attributes(name));
	}

	private String otherName(int kind) {
		List<String> names = (kind < 7) ? AGENT_NAMES : (kind < 8) ? USAGE_LIKE : OTHER_NAMES;
		return HostileValues.any(names, this.random);
	}

	private String kind() {
		return switch (this.random.nextInt(20)) {
			case 0 -> "span_event";
			case 1, 2 -> "log";
			case 3 -> "pending_span";
			default -> "span";
		};
	}

	private Instant moment() {
		Instant edge = HostileValues.any(this.edges, this.random);
		return switch (this.random.nextInt(6)) {
			case 0 -> edge;
			case 1 -> edge.plus(1, ChronoUnit.MICROS);
			case 2 -> edge.minus(1, ChronoUnit.MICROS);
			case 3 -> edge.plus(Duration.ofMinutes(this.random.nextInt(-180, 180)));
			default -> edge.plus(this.random.nextLong(-86_400_000_000L, 86_400_000_000L), ChronoUnit.MICROS);
		};
	}

	private Map<String, @Nullable Object> attributes(String name) {
		Map<String, @Nullable Object> attributes = new LinkedHashMap<>();
		if (this.random.nextInt(25) == 0) {
			return attributes;
		}
		this.maker.putName(attributes, this.names.user(), user(), this::user);
		this.maker.putName(attributes, this.names.run(), HostileValues.run(this.random),
				() -> HostileValues.run(this.random));
		this.maker.putName(attributes, this.names.conversation(), HostileValues.conversation(this.random),
				() -> HostileValues.conversation(this.random));
		this.maker.putName(attributes, this.names.project(), HostileValues.any(PROJECTS, this.random),
				() -> HostileValues.any(PROJECTS, this.random));
		this.maker.putName(attributes, this.names.agent(), HostileValues.any(AGENTS, this.random),
				() -> HostileValues.any(AGENTS, this.random));
		if (name.startsWith("agent_run_usage") || this.random.nextInt(5) == 0) {
			this.maker.put(attributes, "actual_cost", HostileValues.cost(this.random));
			this.maker.put(attributes, "outcome", HostileValues.outcome(this.random));
		}
		return attributes;
	}

	/** Now and then somebody else, who looks much the same. */
	private Object user() {
		Object user = this.users.get();
		return switch (this.random.nextInt(30)) {
			case 0 -> user + " ";
			case 1 -> user.toString().toUpperCase(Locale.ROOT);
			case 2 -> "x" + user;
			case 3 -> List.of(user);
			default -> user;
		};
	}

	/** Of a set, each is there once, and a later one is as likely smaller as greater. */
	private static String spanId(int number) {
		return hex((number + 1) * 0x9E3779B97F4A7C15L);
	}

	private static String hex(long bits) {
		return HexFormat.of().toHexDigits(bits);
	}

}
