package ai.potpie.analyticsapi.testing;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.util.Optional;

import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Tests that are left out where {@link TestPython} lacks modules. These have to be there
 * where all tests run, so that none are left out unnoticed.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(NeedsPython.Condition.class)
public @interface NeedsPython {

	/** Names of modules. */
	public String[] value();

	class Condition implements ExecutionCondition {

		@Override
		public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
			NeedsPython needs = context.getRequiredTestClass().getAnnotation(NeedsPython.class);
			Optional<String> missing = context.getTestMethod().isPresent() ? Optional.empty()
					: TestPython.missing(needs.value());
			if (missing.isPresent() && System.getenv("CI") != null) {
				throw new AssertionError(missing.get());
			}
			return missing.map(ConditionEvaluationResult::disabled)
				.orElseGet(() -> ConditionEvaluationResult.enabled("Python has all that it needs"));
		}

	}

}
