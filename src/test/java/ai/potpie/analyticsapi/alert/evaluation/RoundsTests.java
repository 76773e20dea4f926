package ai.potpie.analyticsapi.alert.evaluation;

import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

import ai.potpie.analyticsapi.alert.delivery.AlertEvent;
import ai.potpie.analyticsapi.alert.delivery.EventStore;
import ai.potpie.analyticsapi.alert.delivery.EventStore.EventFilter;
import ai.potpie.analyticsapi.alert.delivery.EventStores;
import ai.potpie.analyticsapi.alert.delivery.Outbox;
import ai.potpie.analyticsapi.alert.number.Use;
import ai.potpie.analyticsapi.alert.number.UseQuestion;
import ai.potpie.analyticsapi.alert.number.Uses;
import ai.potpie.analyticsapi.alert.rule.AlertPeriod;
import ai.potpie.analyticsapi.alert.rule.Interval;
import ai.potpie.analyticsapi.alert.rule.Measure;
import ai.potpie.analyticsapi.alert.rule.Rule;
import ai.potpie.analyticsapi.alert.rule.RuleFilters;
import ai.potpie.analyticsapi.alert.rule.RuleStore;
import ai.potpie.analyticsapi.alert.rule.StoredRule;
import ai.potpie.analyticsapi.alert.rule.Subject;
import ai.potpie.analyticsapi.alert.rule.Threshold;
import ai.potpie.analyticsapi.alert.rule.Threshold.Kind;
import ai.potpie.analyticsapi.analytics.counting.QuestionContext;
import ai.potpie.analyticsapi.cache.Settling;
import ai.potpie.analyticsapi.history.FactBase;
import com.zaxxer.hikari.HikariDataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.BDDMockito.given;
import static org.mockito.Mockito.mock;

/**
 * When rules fire, at any time and in any zone: what was used is a list of moments and
 * amounts, and the time is what a test says.
 */
class RoundsTests {

	private static final Instant NOON = Instant.parse("2026-02-11T12:00:00Z");

	private static final Duration A_DAY = Duration.ofDays(1);

	private final JsonMapper json = JsonMapper.builder()
		.propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
		.build();

	private final List<Spent> spent = new ArrayList<>();

	private final List<StoredRule> rules = new ArrayList<>();

	private final FactBase facts = mock(FactBase.class);

	private final Uses uses = mock(Uses.class);

	private HikariDataSource connections;

	private EventStore events;

	private Rounds rounds;

	private Instant now = NOON;

	@BeforeEach
	void start(@TempDir Path directory) {
		this.connections = AlertTables.create(directory);
		given(this.facts.covers(any(), any())).willReturn(true);
		given(this.uses.context()).willReturn(new QuestionContext(null, null, null, new Settling(A_DAY), null, null));
		given(this.uses.bySubject(any())).willAnswer((call) -> used(call.getArgument(0)));
		given(this.uses.byDay(any())).willReturn(Map.of());
		this.events = EventStores.of(JdbcClient.create(this.connections), this.json);
		this.rounds = rounds();
	}

	@AfterEach
	void stop() {
		this.connections.close();
	}

	/** As after a restart, or in another replica. */
	private Rounds rounds() {
		Clock clock = mock(Clock.class);
		given(clock.instant()).willAnswer((call) -> this.now);
		RuleStore store = mock(RuleStore.class);
		given(store.all()).willAnswer((call) -> List.copyOf(this.rules));
		FiredKeys fired = new FiredKeys(this.events);
		RuleStatuses statuses = new RuleStatuses();
		Firings firings = new Firings(this.events, mock(Outbox.class),
				new TransactionTemplate(new DataSourceTransactionManager(this.connections)), this.json, clock);
		Evaluator evaluator = new Evaluator(this.uses, fired, new RollingEvents(this.events), firings, statuses, "");
		return new Rounds(store, new ProgressStore(JdbcClient.create(this.connections)), this.events, evaluator, fired,
				firings, statuses, this.facts, A_DAY);
	}

	private Map<String, Use> used(UseQuestion question) {
		Interval time = question.interval();
		Map<String, Use> used = new HashMap<>();
		this.spent.stream()
			.filter((one) -> !one.at.isBefore(time.start()) && one.at.isBefore(time.end()))
			.filter((one) -> question.users().isEmpty() || question.users().contains(one.user))
			.forEach((one) -> used.merge(question.each() ? one.user : "",
					new Use(question.each() ? one.user : "", null, one.amount, 1, null, null),
					(a, b) -> new Use(a.subject(), null, a.used().add(b.used()), a.runs() + 1, null, null)));
		return used;
	}

	@ParameterizedTest
	@CsvSource({ "Europe/Paris,2026-03-28", "Europe/Paris,2026-03-29", "Europe/Paris,2026-10-25",
			"Asia/Kathmandu,2026-03-29", "Africa/Casablanca,2026-02-15", "Australia/Lord_Howe,2026-04-05",
			"America/New_York,2026-11-01", "UTC,2026-12-31" })
	void aDayEndsAtMidnightOfTheRulesZone(String zone, String day) {
		ZonedDateTime midnight = LocalDate.parse(day).plusDays(1).atStartOfDay(ZoneId.of(zone));
		this.rules.add(rule(AlertPeriod.DAY, zone, 100));
		round(midnight.minusHours(2));
		spend("ann", 10, midnight.minusNanos(1000));
		round(midnight.minusNanos(1));
		assertThat(fired()).as("before midnight").hasSize(1);
		assertThat(this.events.lastingOf("rule")).hasSize(1);
		spend("ann", 10, midnight);
		round(midnight.plusNanos(1000));
		assertThat(fired()).as("after midnight").hasSize(2);
		assertThat(this.events.lastingOf("rule").get(0).data().at("/period/start").asString())
			.isEqualTo(midnight.toOffsetDateTime().toString().replaceFirst("T00:00(?=[Z+-])", "T00:00:00"));
	}

	@Test
	void ofTwelveThousandUsersSevenCross() {
		this.rules.add(rule(Subject.EACH_USER, AlertPeriod.DAY, "UTC", 100));
		IntStream.range(0, 12_000).forEach((i) -> spend("user_" + i, (i % 1714 == 5) ? 11 : 1, NOON));
		round(NOON);
		assertThat(fired()).hasSize(7);
		this.rounds = rounds();
		round(NOON.plusSeconds(1));
		assertThat(fired()).as("after a restart").hasSize(7);
	}

	@Test
	void twoReplicasFireOnce() {
		this.rules.add(rule(AlertPeriod.DAY, "UTC", 50, 80, 100));
		Rounds other = rounds();
		round(NOON);
		other.take(Set.of(), NOON);
		spend("ann", 9, NOON);
		round(NOON.plusSeconds(1));
		other.take(Set.of("ann"), NOON.plusSeconds(1));
		assertThat(fired()).hasSize(2);
		spend("ann", 1, NOON.plusSeconds(2));
		other.take(Set.of("ann"), NOON.plusSeconds(3));
		round(NOON.plusSeconds(3));
		assertThat(fired()).hasSize(3);
	}

	@Test
	void lateSpansFireOnceTheirPeriodHasSettled() {
		this.rules.add(rule(AlertPeriod.DAY, "UTC", 100));
		round(NOON);
		round(NOON.plus(A_DAY));
		spend("ann", 10, NOON);
		round(NOON.plus(A_DAY).plusSeconds(1));
		assertThat(fired()).as("before it has settled").isEmpty();
		round(NOON.plus(A_DAY).plus(A_DAY));
		AlertEvent late = fired().get(0);
		assertThat(late.data().get("late").asBoolean()).isTrue();
		assertThat(late.resolvedAt()).isNotNull();
		round(NOON.plus(A_DAY).plus(A_DAY).plus(A_DAY));
		assertThat(fired()).hasSize(1);
	}

	@Test
	void whatWasCrossedWhileNobodyLookedFiresAtTheEnd() {
		this.rules.add(rule(AlertPeriod.DAY, "UTC", 100));
		round(NOON);
		spend("ann", 10, NOON.plusSeconds(60));
		this.rounds = rounds();
		round(NOON.plus(A_DAY));
		AlertEvent event = fired().get(0);
		assertThat(event.data().get("late").asBoolean()).isFalse();
		assertThat(event.resolvedAt()).as("its day is over").isNotNull();
	}

	@Test
	void afterALongAbsenceEachDayIsLookedAtInSomeRound() {
		this.rules.add(rule(AlertPeriod.DAY, "UTC", 100));
		round(NOON);
		IntStream.rangeClosed(0, 99).forEach((day) -> spend("ann", 10, NOON.plus(A_DAY.multipliedBy(day))));
		Instant later = NOON.plus(A_DAY.multipliedBy(100));
		round(later);
		assertThat(fired()).as("in a round").hasSize(40);
		round(later.plusSeconds(1));
		round(later.plusSeconds(2));
		assertThat(this.events.find(new EventFilter("rule", null, false, null, null), 200)).hasSize(100);
	}

	@Test
	void aLateFeedNeitherFiresNorResolves() {
		this.rules.add(rule(AlertPeriod.DAY, "UTC", 100));
		spend("ann", 10, NOON);
		round(NOON);
		this.now = NOON.plus(A_DAY);
		this.rounds.take(Set.of(), NOON);
		assertThat(this.events.lastingOf("rule")).hasSize(1);
		round(NOON.plus(A_DAY));
		assertThat(this.events.lastingOf("rule")).isEmpty();
	}

	@Test
	void aRollingPeriodIsArmedAgainBelowNineTenthsAndAfterADay() {
		this.rules.add(rule(AlertPeriod.ROLLING_24H, "UTC", 100));
		spend("ann", 10, NOON);
		round(NOON.plusSeconds(1));
		assertThat(fired()).hasSize(1);
		Instant later = NOON.plus(A_DAY).plusSeconds(60);
		round(later);
		assertThat(this.events.lastingOf("rule")).as("nothing is used any more").isEmpty();
		spend("ann", 10, later);
		round(later.plusSeconds(60));
		assertThat(fired()).hasSize(2);
		round(later.plusSeconds(120));
		assertThat(fired()).hasSize(2);
	}

	@Test
	void aRollingPeriodFiresOnceInADay() {
		this.rules.add(rule(AlertPeriod.ROLLING_7D, "UTC", 100));
		spend("ann", 10, NOON.minus(Duration.ofDays(6)));
		round(NOON);
		assertThat(fired()).hasSize(1);
		Instant later = NOON.plus(A_DAY).plusSeconds(1);
		this.spent.clear();
		spend("ann", 8.99, later);
		this.now = NOON.plus(Duration.ofHours(1));
		round(NOON.plus(Duration.ofHours(1)));
		assertThat(this.events.lastingOf("rule")).isEmpty();
		this.spent.clear();
		spend("ann", 11, NOON);
		round(NOON.plus(Duration.ofHours(2)));
		assertThat(fired()).as("within a day").hasSize(1);
		round(later);
		assertThat(fired()).as("after it").hasSize(2);
	}

	@Test
	void aDisabledRuleRestsAndItsEventsAreOver() {
		this.rules.add(rule(AlertPeriod.DAY, "UTC", 50, 100));
		spend("ann", 6, NOON);
		round(NOON);
		StoredRule on = this.rules.remove(0);
		Rule what = on.rule();
		this.rules.add(stored(1, 2, new Rule(what.name(), what.of(), what.filters(), what.measure(), what.period(),
				what.timezone(), what.amount(), what.thresholds(), what.channels(), false)));
		spend("ann", 6, NOON);
		round(NOON.plusSeconds(1));
		assertThat(fired()).hasSize(1);
		assertThat(this.events.lastingOf("rule")).isEmpty();
	}

	@Test
	void nothingIsOverBeforeItFired() {
		this.rules.add(rule(AlertPeriod.DAY, "UTC", 50));
		spend("ann", 6, NOON);
		this.now = NOON.plusSeconds(10);
		round(NOON);
		this.rules.clear();
		round(NOON.plusSeconds(1));
		AlertEvent event = fired().get(0);
		assertThat(event.resolvedAt()).isEqualTo(event.firedAt()).isEqualTo(NOON.plusSeconds(10));
	}

	@Test
	void aChangedRuleFiresAgainWhatIsCrossedAndSaysSo() {
		this.rules.add(rule(AlertPeriod.DAY, "UTC", 100));
		spend("ann", 10, NOON);
		round(NOON);
		StoredRule before = this.rules.remove(0);
		this.rules.add(stored(2, 2, before.rule()));
		round(NOON.plusSeconds(1));
		assertThat(fired()).hasSize(2);
		AlertEvent again = this.events.lastingOf("rule").get(0);
		assertThat(again.data().get("on_change").asBoolean()).isTrue();
		round(NOON.plusSeconds(2));
		assertThat(fired()).hasSize(2);
	}

	private List<AlertEvent> fired() {
		return this.events.find(new EventFilter("rule", null, null, null, null), 100);
	}

	private void round(ZonedDateTime asOf) {
		round(asOf.toInstant());
	}

	private void round(Instant asOf) {
		this.now = asOf.isAfter(this.now) ? asOf : this.now;
		given(this.facts.asOf()).willReturn(Optional.of(asOf));
		this.rounds.take(Set.of("ann"), asOf);
	}

	private void spend(String user, double amount, ZonedDateTime at) {
		spend(user, amount, at.toInstant());
	}

	private void spend(String user, double amount, Instant at) {
		this.spent.add(new Spent(user, BigDecimal.valueOf(amount), at));
	}

	private static StoredRule rule(AlertPeriod period, String zone, int... percents) {
		return rule(Subject.of("ann"), period, zone, percents);
	}

	private static StoredRule rule(Subject of, AlertPeriod period, String zone, int... percents) {
		List<Threshold> thresholds = IntStream.of(percents)
			.mapToObj((percent) -> new Threshold(percent, Kind.ACTUAL))
			.toList();
		return stored(1, 1, new Rule("Budget", of, RuleFilters.NONE, Measure.COST, period, ZoneId.of(zone),
				BigDecimal.TEN, thresholds, List.of(), true));
	}

	private static StoredRule stored(long version, long revision, Rule rule) {
		return new StoredRule("rule", null, StoredRule.Source.API, version, revision, rule, NOON, NOON);
	}

	private record Spent(String user, BigDecimal amount, Instant at) {
	}

}
