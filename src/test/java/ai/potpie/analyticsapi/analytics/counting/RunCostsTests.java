package ai.potpie.analyticsapi.analytics.counting;

import ai.potpie.analyticsapi.analytics.facts.RunSource;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class RunCostsTests {

	@ParameterizedTest
	@CsvSource({ "RECORDED, USAGE_SPANS, true, false", "RECORDED, AGENT_SPANS, false, true",
			"RECORDED, AUTO, true, true", "ESTIMATED, USAGE_SPANS, true, true", "ESTIMATED, AGENT_SPANS, false, true",
			"ESTIMATED, AUTO, true, true" })
	void sentenceNamesEverySourceOfCosts(CostSource source, RunSource runs, boolean attribute, boolean calls) {
		String sentence = new RunCosts(source, runs).sentence();
		assertThat(sentence.contains("actual_cost")).isEqualTo(attribute);
		assertThat(sentence.contains("calls of LLMs")).isEqualTo(calls);
	}

}
