package ai.potpie.analyticsapi.prices;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/**
 * Prints what is wrong instead of a stack trace.
 */
class PriceFileFailureAnalyzer extends AbstractFailureAnalyzer<PriceFileException> {

	@Override
	protected FailureAnalysis analyze(Throwable rootFailure, PriceFileException cause) {
		return new FailureAnalysis("ANALYTICS_PRICES_FILE is no file of prices. " + cause.getMessage(),
				"Let it name a file in the format of genai-prices' data_slim.json that the user of this service may"
						+ " read, or leave it empty for the prices that come with the service.",
				cause);
	}

}
