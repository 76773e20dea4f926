package ai.potpie.analyticsapi.telemetry;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.context.support.GenericApplicationContext;
import org.springframework.mock.env.MockEnvironment;

import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class OtlpSettingsTests {

	@ParameterizedTest
	@ValueSource(strings = { "https://user:secret@logfire.example.com", "https://us er:secret@logfire.example.com",
			"secret" })
	void anEndpointThatIsNoneOrHasAPasswordIsRefusedWithoutShowingIt(String endpoint) {
		GenericApplicationContext context = new GenericApplicationContext();
		context.setEnvironment(new MockEnvironment().withProperty("OTEL_EXPORTER_OTLP_ENDPOINT", endpoint));
		assertThatIllegalArgumentException().isThrownBy(() -> new OtlpSettings().initialize(context))
			.withMessageStartingWith("OTEL_EXPORTER_OTLP_ENDPOINT")
			.withMessageNotContaining("secret");
	}

}
