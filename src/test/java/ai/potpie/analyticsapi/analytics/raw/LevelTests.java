package ai.potpie.analyticsapi.analytics.raw;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class LevelTests {

	@ParameterizedTest
	@CsvSource({ "0, trace", "1, trace", "5, debug", "8, debug", "9, info", "10, notice", "13, warn", "17, error",
			"20, error", "21, fatal", "99, fatal" })
	void aNumberHasTheNameOfTheHighestLevelThatIsNotAboveIt(int number, String name) {
		assertThat(Level.nameOf(number)).isEqualTo(name);
	}

}
