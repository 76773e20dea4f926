package ai.potpie.analyticsapi.alert.evaluation;

import java.util.List;

import ai.potpie.analyticsapi.alert.number.UseQuestion;
import ai.potpie.analyticsapi.alert.rule.Interval;
import ai.potpie.analyticsapi.alert.rule.Rule;
import ai.potpie.analyticsapi.alert.rule.StoredRule;
import ai.potpie.analyticsapi.analytics.counting.QuestionContext;

/**
 * A rule that has to be evaluated for a period.
 *
 * @param rule the rule
 * @param period the whole period
 * @param counted the part of the period that is counted
 * @param stage when in the life of the period
 * @param full whether it is evaluated for all users, and not for those with new facts
 * alone
 * @param onChange whether what is crossed was so when the rule changed
 */
record Job(StoredRule rule, Interval period, Interval counted, Stage stage, boolean full, boolean onChange) {

	/** The question for all of its users, which several rules may have in common. */
	UseQuestion question(QuestionContext context) {
		Rule what = this.rule.rule();
		return what.of().countsTogether()
				? UseQuestion.ofEveryone(this.counted, what.filters(), what.measure(), context)
				: UseQuestion.ofUsers(this.counted, what.filters(), what.measure(), List.of(), context);
	}

	/** When in the life of a period. */
	enum Stage {

		/** It goes on. */
		OPEN,

		/** It is just over. */
		ENDED,

		/** No more spans of it can arrive. */
		SETTLED

	}

}
