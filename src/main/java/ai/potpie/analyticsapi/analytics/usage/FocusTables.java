package ai.potpie.analyticsapi.analytics.usage;

import java.math.BigDecimal;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import ai.potpie.analyticsapi.analytics.counting.CallSums;
import ai.potpie.analyticsapi.analytics.counting.CostCoverage;
import ai.potpie.analyticsapi.analytics.usage.Usage.Bucket;
import ai.potpie.analyticsapi.analytics.usage.Usage.Group;
import ai.potpie.analyticsapi.export.Fact;
import ai.potpie.analyticsapi.export.FileName;
import ai.potpie.analyticsapi.export.FilledTable;
import ai.potpie.analyticsapi.export.Table;
import ai.potpie.analyticsapi.export.Tables;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * A {@link Usage} as a cost and usage dataset of FinOps FOCUS 1.2: all of its mandatory
 * columns, the other columns that spans can fill, and the service's own columns after
 * them, each part sorted by name. Columns that spans cannot fill are null, even where
 * FOCUS wants a value: the biller, the account, the billing period and the billed amount.
 */
record FocusTables() implements Tables<UsageQuestion, Usage> {

	/** The default grouping: FOCUS has a column for each of these keys. */
	static final List<UsageKey> GROUP_BY = List.of(UsageKey.PROVIDER, UsageKey.MODEL);

	private static final Table<Charge> FOCUS = Table.<Charge>named("focus")
		.dollars("BilledCost", (charge) -> null)
		.text("BillingAccountId", (charge) -> null)
		.text("BillingAccountName", (charge) -> null)
		.text("BillingCurrency", (charge) -> "USD")
		.time("BillingPeriodEnd", (charge) -> null)
		.time("BillingPeriodStart", (charge) -> null)
		.text("ChargeCategory", (charge) -> "Usage")
		.text("ChargeClass", (charge) -> null)
		.text("ChargeDescription", Charge::description)
		.text("ChargeFrequency", (charge) -> "Usage-Based")
		.time("ChargePeriodEnd", (charge) -> utc(charge.bucket().end()))
		.time("ChargePeriodStart", (charge) -> utc(charge.bucket().start()))
		.count("ConsumedQuantity", (charge) -> charge.numbers().inputTokens() + charge.numbers().outputTokens())
		.text("ConsumedUnit", (charge) -> "Tokens")
		.dollars("ContractedCost", (charge) -> null)
		.dollars("EffectiveCost", Charge::cost)
		.text("InvoiceIssuerName", (charge) -> null)
		.dollars("ListCost", Charge::listCost)
		.number("PricingQuantity", (charge) -> null)
		.text("PricingUnit", (charge) -> null)
		.text("ProviderName", (charge) -> charge.key(UsageKey.PROVIDER))
		.text("PublisherName", (charge) -> null)
		.text("ServiceCategory", (charge) -> "AI and Machine Learning")
		.text("ServiceName", (charge) -> null)
		.text("ServiceSubcategory", (charge) -> "Generative AI")
		.text("SkuId", (charge) -> charge.key(UsageKey.MODEL))
		.json("Tags", Charge::tags)
		.count("x_Calls", (charge) -> charge.numbers().llmCalls())
		.count("x_EstimatedCalls", (charge) -> charge.coverage().estimatedCalls())
		.count("x_RecordedCalls", (charge) -> charge.coverage().recordedCalls())
		.count("x_UnpricedCalls", (charge) -> charge.coverage().unpricedCalls())
		.count("x_InputTokens", (charge) -> charge.numbers().inputTokens())
		.count("x_CachedInputTokens", (charge) -> charge.numbers().cachedInputTokens())
		.count("x_OutputTokens", (charge) -> charge.numbers().outputTokens())
		.count("x_ReasoningTokens", (charge) -> charge.numbers().reasoningTokens())
		.flag("x_Complete", (charge) -> charge.bucket().complete());

	@Override
	public FileName name(UsageQuestion question) {
		return question.spans().fileName("usage-focus");
	}

	@Override
	public List<Fact> facts(UsageQuestion question, Usage answer) {
		return List.of();
	}

	@Override
	public List<FilledTable<?>> tables(UsageQuestion question, Usage answer) {
		List<Charge> charges = answer.buckets()
			.stream()
			.flatMap((bucket) -> bucket.groups().stream().map((group) -> new Charge(answer.userId(), bucket, group)))
			.toList();
		return List.of(new FilledTable<>(FOCUS, charges));
	}

	private static OffsetDateTime utc(OffsetDateTime time) {
		return time.withOffsetSameInstant(ZoneOffset.UTC);
	}

	/**
	 * A row of the dataset.
	 */
	record Charge(String userId, Bucket bucket, Group group) {

		UsageNumbers numbers() {
			return this.group.numbers();
		}

		CostCoverage coverage() {
			return numbers().costCoverage();
		}

		String description() {
			return "%d calls of LLMs, %d tokens in and %d out".formatted(numbers().llmCalls(), numbers().inputTokens(),
					numbers().outputTokens());
		}

		/** In US dollars; null if no call has a price, which differs from a cost of 0. */
		@Nullable BigDecimal cost() {
			return (coverage().unpricedCalls() < numbers().llmCalls()) ? numbers().cost() : null;
		}

		/**
		 * In US dollars; null if a call recorded its cost, which may differ from the list
		 * price.
		 */
		@Nullable BigDecimal listCost() {
			return (coverage().recordedCalls() == 0) ? cost() : null;
		}

		/**
		 * The value of a key; null if spans do not tell it, or if the group is that of
		 * all others.
		 */
		@Nullable String key(UsageKey key) {
			String name = this.group.keys().get(key);
			return CallSums.UNKNOWN.equals(name) || UsageKey.OTHER.equals(name) ? null : name;
		}

		/**
		 * The user and those keys of the group that have no column in FOCUS: a JSON
		 * object.
		 */
		String tags() {
			Map<String, String> tags = new LinkedHashMap<>(Map.of("user_id", this.userId));
			this.group.keys()
				.keySet()
				.stream()
				.filter((key) -> !GROUP_BY.contains(key) && key(key) != null)
				.forEach((key) -> tags.put(key.label(), key(key)));
			return JsonMapper.shared().writeValueAsString(tags);
		}

	}

}
