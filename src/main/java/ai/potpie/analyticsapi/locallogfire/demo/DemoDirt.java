package ai.potpie.analyticsapi.locallogfire.demo;

import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * Oddities of a few of the demo's runs, as real data has them.
 */
enum DemoDirt {

	COST_IS_TEXT("actual_cost", "N/A"),

	OUTCOME_HAS_BLANKS("outcome", " Completed "),

	SENT_TWICE("", null),

	COPIED_AS_EVENT("", null),

	NO_OUTCOME("outcome", null),

	COST_IS_NAN("actual_cost", "NaN"),

	COST_IS_NEGATIVE("actual_cost", -0.25),

	NO_RUN_ID("run_id", null),

	OUTCOME_IN_CAPITALS("outcome", "OK"),

	BLANK_CONVERSATION("conversation_id", "  "),

	COST_IS_MISSING("actual_cost", null),

	OTHER_WORD_FOR_ERROR("outcome", "Failure"),

	OUTCOME_OF_ITS_OWN("outcome", "timeout");

	private final String attribute;

	private final @Nullable Object value;

	DemoDirt(String attribute, @Nullable Object value) {
		this.attribute = attribute;
		this.value = value;
	}

	void soil(Map<String, Object> attributes) {
		attributes.computeIfPresent(this.attribute, (key, clean) -> this.value);
	}

}
