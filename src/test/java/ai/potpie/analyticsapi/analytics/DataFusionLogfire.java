package ai.potpie.analyticsapi.analytics;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Path;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Logfire's query API over DataFusion, with the rows that a local Logfire has when this
 * one starts.
 */
final class DataFusionLogfire implements AutoCloseable {

	static final String NEEDED = "needs DataFusion: pip install -r src/test/python/requirements.txt,"
			+ " and -Ddatafusion.python= with the path of its Python unless it is python3";

	/** The Python that has the package; any if it is not said. */
	private static final String PYTHON = System.getProperty("datafusion.python", "python3");

	private static final Path PROGRAM = Path.of("src/test/python/datafusion_logfire.py");

	private static final File LOG = new File("target/datafusion-logfire.log");

	private final Process process;

	private final URI url;

	private DataFusionLogfire(Process process, URI url) {
		this.process = process;
		this.url = url;
	}

	/**
	 * Whether there is DataFusion. There has to be where all tests run, and where it was
	 * said to be, so that these are not left out unnoticed.
	 */
	static boolean isInstalled() {
		boolean installed = canImport("datafusion, pyarrow");
		if (System.getenv("CI") != null || System.getProperty("datafusion.python") != null) {
			assertThat(installed).as(NEEDED).isTrue();
		}
		return installed;
	}

	private static boolean canImport(String modules) {
		try {
			Process check = new ProcessBuilder(PYTHON, "-c", "import " + modules)
				.redirectError(ProcessBuilder.Redirect.DISCARD)
				.redirectOutput(ProcessBuilder.Redirect.DISCARD)
				.start();
			return check.waitFor() == 0;
		}
		catch (IOException ex) {
			return false;
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			return false;
		}
	}

	static DataFusionLogfire withRowsOf(URI logfire, String token) {
		try {
			Process process = new ProcessBuilder(PYTHON, PROGRAM.toString(), "--rows-of", logfire.toString(), "--token",
					token)
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

	URI url() {
		return this.url;
	}

	@Override
	public void close() {
		this.process.destroy();
	}

}
