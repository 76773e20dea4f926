package ai.potpie.analyticsapi.settings;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/**
 * Prints what to set instead of a stack trace.
 */
class SettingFailureAnalyzer extends AbstractFailureAnalyzer<SettingException> {

	@Override
	protected FailureAnalysis analyze(Throwable rootFailure, SettingException cause) {
		return new FailureAnalysis(cause.getMessage(), cause.action(), cause);
	}

}
