package ai.potpie.analyticsapi.web.parameters;

import jakarta.validation.constraints.Max;

/**
 * How large a number may be, where that depends on more than the parameter.
 */
@FunctionalInterface
public interface ParameterLimits {

	/** The largest number that is allowed, at most the declared one. */
	long max(Max declared);

}
