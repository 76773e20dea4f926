package ai.potpie.analyticsapi.analytics.oracle;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Supplier;

import ai.potpie.analyticsapi.locallogfire.store.SpanRecord;
import ai.potpie.analyticsapi.locallogfire.store.SpanRecordBuilder;
import org.jspecify.annotations.Nullable;

/**
 * Delivers spans: most once, some twice, and some with a copy that contradicts. What
 * decides between the two is always different.
 */
record CopyMaker(Random random) {

	/** Texts that every database has in one order. */
	private static final List<@Nullable Object> DECISIVE = Arrays.asList("0.5", "10", "2", 5, 12, "A", "a", "é", "",
			null);

	private static final List<String> DECISIVE_NAMES = List.of("actual_cost", "outcome",
			OracleAttribute.INPUT.names.get(0), OracleAttribute.OUTPUT.names.get(0), OracleAttribute.COST.names.get(0));

	/**
	 * Adds a span, and its copies.
	 * @param others what a copy may say instead
	 */
	void add(List<SpanRecord> spans, SpanRecordBuilder span, Instant start, Duration duration,
			Map<String, @Nullable Object> attributes, Supplier<Map<String, @Nullable Object>> others) {
		Instant created = start.plus(duration).plusSeconds(this.random.nextInt(3));
		span.time(start, duration).created(created).attributes(attributes);
		List<SpanRecord> copies = new ArrayList<>();
		int kind = this.random.nextInt(16);
		if (kind == 0) {
			// One of the two decides, also where the texts are the same
			Map<String, @Nullable Object> decisive = new LinkedHashMap<>(attributes);
			DECISIVE_NAMES.forEach((name) -> decisive.put(name, HostileValues.any(DECISIVE, this.random)));
			copies.add(span.attributes(decisive).build());
			String name = HostileValues.any(DECISIVE_NAMES, this.random);
			decisive.put(name, HostileValues.any(DECISIVE, this.random));
			span.attributes(decisive);
		}
		copies.add(span.build());
		switch (kind) {
			case 1, 2 -> copies.add(span.build());
			case 3 -> copies.add(span.kind("span_event").build());
			case 4 -> copies.add(span.kind("pending_span").build());
			case 5 ->
				copies.add(span.created(created.plus(moment(), ChronoUnit.MICROS)).attributes(others.get()).build());
			case 6 -> copies
				.add(span.time(start.plus(moment(), ChronoUnit.MICROS), duration).attributes(others.get()).build());
			case 7 -> {
				copies.set(0, span.kind("span").build());
				copies.add(span.kind("log").attributes(others.get()).build());
			}
			default -> {
			}
		}
		Collections.shuffle(copies, this.random);
		spans.addAll(copies);
	}

	/** A microsecond, or up to a day, earlier or later. */
	private long moment() {
		long micros = this.random.nextBoolean() ? 1 : 1 + this.random.nextLong(86_400_000_000L);
		return this.random.nextBoolean() ? micros : -micros;
	}

}
