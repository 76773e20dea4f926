package ai.potpie.analyticsapi.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.Map;

import ai.potpie.analyticsapi.locallogfire.LocalLogfire;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * An LLM on this machine that answers as OpenAI's and Anthropic's do. Each of its answers
 * takes 1,000 tokens of input, 200 of them cached, and 100 of output.
 */
public record FakeLlm(Process process, URI url) implements AutoCloseable {

	public static FakeLlm start() {
		try {
			Process process = TestPython.program("fake_llm.py").redirectError(ProcessBuilder.Redirect.INHERIT).start();
			String url = process.inputReader().readLine();
			assertThat(url).as("the address of the LLM").isNotNull();
			return new FakeLlm(process, URI.create(url));
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/** For programs that ask this LLM, and send their spans to a Logfire. */
	public Map<String, String> environment(LocalLogfire logfire) {
		return Map.of("OPENAI_BASE_URL", this.url + "/v1", "OPENAI_API_KEY", "none", "ANTHROPIC_BASE_URL",
				this.url.toString(), "ANTHROPIC_API_KEY", "none", "OTEL_EXPORTER_OTLP_ENDPOINT",
				logfire.baseUrl().toString(), "OTEL_EXPORTER_OTLP_PROTOCOL", "http/protobuf");
	}

	@Override
	public void close() {
		this.process.destroy();
	}

}
