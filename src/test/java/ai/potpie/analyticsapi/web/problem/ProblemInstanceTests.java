package ai.potpie.analyticsapi.web.problem;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class ProblemInstanceTests {

	@Test
	void unsafeCharactersArePercentEncoded() {
		assertThat(ProblemInstance.of("/a<b>\"\u00e9%zz%")).isEqualTo("/a%3Cb%3E%22%C3%A9%25zz%25");
	}

	@Test
	void instanceOfAnUnparsablePathIsTheRoot() {
		assertThat(ProblemInstance.of("nonsense")).isEqualTo("/");
		assertThat(ProblemInstance.of((String) null)).isEqualTo("/");
	}

}
