package ai.potpie.analyticsapi.security;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/**
 * Prints what to set instead of a stack trace.
 */
class AccessConfigurationFailureAnalyzer extends AbstractFailureAnalyzer<AccessConfigurationException> {

	@Override
	protected FailureAnalysis analyze(Throwable rootFailure, AccessConfigurationException cause) {
		return new FailureAnalysis(cause.getMessage(), cause.action(), cause);
	}

}
