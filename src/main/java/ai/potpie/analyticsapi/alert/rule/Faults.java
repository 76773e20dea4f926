package ai.potpie.analyticsapi.alert.rule;

import java.util.ArrayList;
import java.util.List;

import ai.potpie.analyticsapi.web.problem.ParameterError;

/**
 * All that is wrong with a body, collected while it is read.
 */
class Faults {

	private final List<ParameterError> errors = new ArrayList<>();

	void add(String field, String message) {
		this.errors.add(new ParameterError(field, message));
	}

	boolean isEmpty() {
		return this.errors.isEmpty();
	}

	List<ParameterError> list() {
		return List.copyOf(this.errors);
	}

}
