package ai.potpie.analyticsapi.settings;

import java.util.List;

import org.apache.commons.logging.LogFactory;
import org.junit.jupiter.api.Test;

import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.diagnostics.FailureAnalyzer;
import org.springframework.core.io.support.SpringFactoriesLoader;

import static org.assertj.core.api.Assertions.assertThat;

class SettingFailureAnalyzerTests {

	@Test
	void wrongSettingSaysWhatToSetHoweverDeepItsExceptionIs() {
		SettingException wrong = new SettingException("ANALYTICS_A is empty.", "Set it to b.");
		List<FailureAnalyzer> analyzers = SpringFactoriesLoader.forDefaultResourceLocation()
			.load(FailureAnalyzer.class, SpringFactoriesLoader.FailureHandler.logging(LogFactory.getLog(getClass())));
		assertThat(analyzers).filteredOn(SettingFailureAnalyzer.class::isInstance).singleElement().satisfies((ours) -> {
			FailureAnalysis analysis = ours.analyze(new IllegalStateException(wrong));
			assertThat(analysis).isNotNull();
			assertThat(analysis.getDescription()).isEqualTo("ANALYTICS_A is empty.");
			assertThat(analysis.getAction()).isEqualTo("Set it to b.");
		});
	}

}
