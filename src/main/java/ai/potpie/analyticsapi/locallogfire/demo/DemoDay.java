package ai.potpie.analyticsapi.locallogfire.demo;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.UUID;

import ai.potpie.analyticsapi.locallogfire.demo.DemoCatalog.Agent;
import ai.potpie.analyticsapi.locallogfire.demo.DemoCatalog.Failure;
import ai.potpie.analyticsapi.locallogfire.demo.DemoCatalog.User;
import ai.potpie.analyticsapi.locallogfire.store.SpanRecord;
import org.jspecify.annotations.Nullable;

/**
 * The work of one user on one day. It depends on user and day alone, so a day looks the
 * same whenever it is generated.
 */
final class DemoDay {

	/** The relative work of Monday to Sunday, 1 on average. */
	private static final double[] WEEK = { 1.2, 1.3, 1.25, 1.2, 1.05, 0.55, 0.45 };

	/** The relative work of each hour of the day, in UTC. */
	private static final int[] HOURS = { 1, 1, 1, 1, 2, 3, 6, 12, 20, 26, 28, 22, 18, 24, 28, 26, 20, 14, 9, 7, 6, 4, 3,
			2 };

	/**
	 * The share of the day by which the last run starts, so that it ends on its day,
	 * retry included.
	 */
	private static final double LAST_START = 0.995;

	/** The user user_123 is away on one day out of this many. */
	private static final int DAYS_TO_A_GAP = 23;

	private final User user;

	private final LocalDate day;

	private final SplittableRandom random;

	DemoDay(User user, LocalDate day) {
		this.user = user;
		this.day = day;
		this.random = new SplittableRandom(((long) user.id().hashCode() << 32) + day.toEpochDay());
	}

	/**
	 * Adds the day's spans.
	 * @param share the share of the runs, of which the others did not happen
	 */
	void write(double share, List<SpanRecord> spans) {
		if (this.user.id().equals("user_123") && this.day.toEpochDay() % DAYS_TO_A_GAP == 0) {
			return;
		}
		long first = runsBefore(this.day);
		int count = (int) (runsBefore(this.day.plusDays(1)) - first);
		for (int i = 0; i < count; i++) {
			Instant start = moment((i + this.random.nextDouble()) / count);
			if (even(first + i, 23) < share) {
				run(first + i, start, 1 + count / 3).write(this.random, spans);
			}
		}
	}

	/** The number of the user's runs before a day, which numbers runs across days. */
	private long runsBefore(LocalDate day) {
		double busyDays = 7 * Math.floorDiv(day.toEpochDay() + 3, 7);
		for (DayOfWeek weekday = DayOfWeek.MONDAY; weekday != day.getDayOfWeek(); weekday = weekday.plus(1)) {
			busyDays += WEEK[weekday.ordinal()];
		}
		return (long) Math.floor(this.user.runsADay() * (busyDays + 0.25 * even(day.toEpochDay(), 2)));
	}

	private DemoRun run(long number, Instant start, int conversations) {
		DemoDirt dirt = dirt(number);
		double luck = even(number, 5);
		Failure failure = (luck < this.user.failing()) ? pick(DemoCatalog.FAILURES) : null;
		Agent agent = pick(this.user.agents());
		return new DemoRun(baggage(agent, conversations), agent, environment(number), start,
				this.user.secondsARun() * spread(number, 7), this.user.dollarsARun() * spread(number, 11),
				outcome(luck, failure), failure, failure == null && even(number, 13) < 0.02, dirt);
	}

	private Map<String, Object> baggage(Agent agent, int conversations) {
		Map<String, Object> baggage = new LinkedHashMap<>();
		baggage.put("user_id", this.user.id());
		baggage.put("run_id", new UUID(this.random.nextLong(), this.random.nextLong()).toString());
		baggage.put("project_id", pick(this.user.projects()));
		baggage.put("agent_id", agent.name());
		baggage.put("conversation_id", conversation(this.random.nextInt(conversations)));
		return baggage;
	}

	/**
	 * The id of a conversation. The first one is new each day; the others last 2 to 5
	 * days.
	 */
	private String conversation(int slot) {
		long begun = this.day.toEpochDay() / (1 + slot % 5);
		SplittableRandom ids = new SplittableRandom(begun * 31 + slot + ((long) this.user.id().hashCode() << 24));
		return new UUID(ids.nextLong(), ids.nextLong()).toString();
	}

	private String outcome(double luck, @Nullable Failure failure) {
		if (failure != null) {
			return "error";
		}
		return (luck > 0.992) ? "cancelled" : "completed";
	}

	private static String environment(long number) {
		double share = even(number, 17);
		if (share < 0.85) {
			return "production";
		}
		return (share < 0.95) ? "staging" : "development";
	}

	private @Nullable DemoDirt dirt(long number) {
		if (even(number, 19) * this.user.cleanRuns() >= 1) {
			return null;
		}
		return pick(List.of(DemoDirt.values()));
	}

	/** The moment at which a share of the day's work is done. */
	private Instant moment(double share) {
		double work = share * LAST_START * Arrays.stream(HOURS).sum();
		int hour = 0;
		while (work >= HOURS[hour]) {
			work -= HOURS[hour++];
		}
		long micros = Math.round((hour + work / HOURS[hour]) * 3_600e6);
		return this.day.atStartOfDay(ZoneOffset.UTC).toInstant().plusNanos(micros * 1000);
	}

	private <T> T pick(List<T> list) {
		return list.get(this.random.nextInt(list.size()));
	}

	/** A factor from 0.25 to 2.5, 1 on average. */
	private static double spread(long number, int prime) {
		double even = even(number, prime);
		return 0.25 + 2.25 * even * even;
	}

	/**
	 * A number from 0 to 1, evenly distributed over any few dozen consecutive numbers, so
	 * that every month of user_123 has the same averages.
	 */
	private static double even(long number, int prime) {
		double multiple = number * Math.sqrt(prime);
		return multiple - Math.floor(multiple);
	}

}
