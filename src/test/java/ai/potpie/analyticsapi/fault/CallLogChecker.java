package ai.potpie.analyticsapi.fault;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import ai.potpie.analyticsapi.testing.LogfireReplies;
import ai.potpie.analyticsapi.testing.ServedCall;

/**
 * Looks through all that clients observed and all that Logfire served for what must never
 * be, whatever fails. Each violation begins with the name of its invariant.
 *
 * @param freshness how long an answer is as good as new
 * @param longest how old an answer may be at all
 * @param timeout how long a request may take
 * @param slack how far moments may be apart that would be one on a machine that is idle
 */
record CallLogChecker(Duration freshness, Duration longest, Duration timeout, Duration slack) {

	private static final Pattern MARKER = Pattern.compile("<([^ >]+) ([0-9]+)>");

	private static final Set<Integer> STATUSES = Set.of(200, 502, 503, 504);

	List<String> check(List<Observed> observed, List<ServedCall> served) {
		List<String> violations = new ArrayList<>();
		Map<Integer, ServedCall> good = served.stream()
			.filter(ServedCall::good)
			.collect(Collectors.toMap((each) -> each.call().number(), (each) -> each));
		for (Observed each : observed) {
			status(each, violations);
			bounded(each, violations);
			if (each.isAnswer()) {
				owner(each, violations);
				poison(each, good, violations);
				freshness(each, violations);
				honesty(each, violations);
			}
		}
		List<Observed> answers = observed.stream().filter(Observed::isAnswer).toList();
		sameBytes(answers, violations);
		monotonic(answers, violations);
		oneLoad(served, violations);
		return violations;
	}

	private void status(Observed each, List<String> violations) {
		boolean allowed = each.isForeign() ? each.status() == 403 : STATUSES.contains(each.status());
		report(!allowed, "status", each, violations);
	}

	private void bounded(Observed each, List<String> violations) {
		report(each.took().compareTo(this.timeout) > 0, "bounded", each, violations);
		report(each.isAnswer() && each.ageWhenAsked().compareTo(this.longest) > 0, "bounded", each, violations);
	}

	private void owner(Observed each, List<String> violations) {
		Matcher markers = MARKER.matcher(each.body());
		while (markers.find()) {
			report(!markers.group(1).equals(each.user()), "owner", each, violations);
		}
		report(!each.body().contains("\"user_id\":\"" + each.user() + "\""), "owner", each, violations);
	}

	private void poison(Observed each, Map<Integer, ServedCall> good, List<String> violations) {
		Matcher marker = MARKER.matcher(each.body());
		boolean served = marker.find() && good.containsKey(Integer.parseInt(marker.group(2)));
		report(!served || each.body().contains(LogfireReplies.POISON), "poison", each, violations);
	}

	/** {@code Age} is right, and an answer that is said to be new is. */
	private void freshness(Observed each, List<String> violations) {
		Long age = each.age();
		if (age == null) {
			report(each.isHit(), "freshness", each, violations);
			report(each.ageWhenAsked().compareTo(this.slack) > 0, "freshness", each, violations);
			return;
		}
		Instant then = each.asOf().plusSeconds(age);
		report(then.isAfter(each.answered()) || then.isBefore(each.asked().minusSeconds(1)), "freshness", each,
				violations);
		report(!each.isStale() && each.ageWhenAsked().compareTo(this.freshness) > 0, "freshness", each, violations);
	}

	/** What is stale says so, and what says so is. */
	private void honesty(Observed each, List<String> violations) {
		Long age = each.age();
		if (!each.isHit() || age == null) {
			report(!each.cacheStatus().startsWith("fwd=miss"), "honesty", each, violations);
			return;
		}
		long left = this.freshness.toSeconds() - age;
		report(each.ttl() != left && each.ttl() != left - 1, "honesty", each, violations);
		report(each.isStale() != (left <= 0), "honesty", each, violations);
	}

	private void sameBytes(List<Observed> answers, List<String> violations) {
		Map<List<Object>, Observed> first = new HashMap<>();
		for (Observed each : answers) {
			Observed other = first.putIfAbsent(List.of(each.query(), each.form(), each.asOf()), each);
			boolean same = other == null
					|| other.body().equals(each.body()) && String.valueOf(other.etag()).equals(each.etag());
			report(!same, "same bytes", each, violations);
		}
		Map<String, String> bodies = new HashMap<>();
		for (Observed each : answers) {
			String body = bodies.putIfAbsent(String.valueOf(each.etag()), each.body());
			report(body != null && !body.equals(each.body()), "same bytes", each, violations);
		}
	}

	/** Whoever asks after an answer came gets none that is older. */
	private void monotonic(List<Observed> answers, List<String> violations) {
		Map<String, List<Observed>> queries = answers.stream().collect(Collectors.groupingBy(Observed::query));
		for (List<Observed> same : queries.values()) {
			TreeMap<Instant, Instant> newestByThen = new TreeMap<>();
			Instant newest = Instant.MIN;
			for (Observed each : sorted(same, Comparator.comparing(Observed::answered))) {
				newest = each.asOf().isAfter(newest) ? each.asOf() : newest;
				newestByThen.put(each.answered(), newest);
			}
			for (Observed each : same) {
				Map.Entry<Instant, Instant> before = newestByThen.lowerEntry(each.asked());
				report(before != null && each.asOf().isBefore(before.getValue()), "monotonic", each, violations);
			}
		}
	}

	private void oneLoad(List<ServedCall> served, List<String> violations) {
		Map<String, List<ServedCall>> questions = served.stream()
			.collect(Collectors.groupingBy((each) -> each.call().question()));
		for (List<ServedCall> same : questions.values()) {
			long end = Long.MIN_VALUE;
			for (ServedCall each : sorted(same, Comparator.comparingLong((one) -> one.call().begin()))) {
				report(each.call().begin() < end, "one load", each.call().marker() + " " + each.reply(), violations);
				end = Math.max(end, each.end());
			}
		}
	}

	private static <T> List<T> sorted(Collection<T> all, Comparator<T> order) {
		return all.stream().sorted(order).toList();
	}

	private static void report(boolean violated, String invariant, Object what, List<String> violations) {
		if (violated) {
			violations.add(invariant + ": " + what);
		}
	}

}
