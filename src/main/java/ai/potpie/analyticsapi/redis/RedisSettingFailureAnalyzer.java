package ai.potpie.analyticsapi.redis;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/**
 * Prints what to set instead of a stack trace.
 */
class RedisSettingFailureAnalyzer extends AbstractFailureAnalyzer<RedisSettingException> {

	@Override
	protected FailureAnalysis analyze(Throwable rootFailure, RedisSettingException cause) {
		return new FailureAnalysis(cause.getMessage(), cause.action(), cause);
	}

}
