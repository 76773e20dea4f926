package ai.potpie.analyticsapi.testing;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Logfire's query API over DataFusion, with the rows that a local Logfire has when this
 * one starts.
 */
public final class DataFusionLogfire implements AutoCloseable {

	private static final File LOG = new File("target/datafusion-logfire.log");

	private final Process process;

	private final URI url;

	private DataFusionLogfire(Process process, URI url) {
		this.process = process;
		this.url = url;
	}

	public static DataFusionLogfire withRowsOf(URI logfire, String token) {
		try {
			Process process = TestPython
				.program("datafusion_logfire.py", "--rows-of", logfire.toString(), "--token", token)
				.redirectError(LOG)
				.start();
			BufferedReader output = process.inputReader();
			String url = output.readLine();
			assertThat(url).as("the address of DataFusion, or %s", LOG).isNotNull();
			return new DataFusionLogfire(process, URI.create(url));
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	public URI url() {
		return this.url;
	}

	@Override
	public void close() {
		this.process.destroy();
	}

}
