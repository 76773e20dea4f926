package ai.potpie.analyticsapi.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The Python that has the packages of {@code src/test/python/requirements.txt}: the one
 * that {@code ANALYTICS_TEST_PYTHON} names, or else that of {@code target/python}.
 */
public final class TestPython {

	private static final Path PROGRAMS = Path.of("src/test/python");

	private static final String PYTHON = Optional.ofNullable(System.getenv("ANALYTICS_TEST_PYTHON"))
		.orElse("target/python/bin/python");

	private static final String NEEDS = """
			needs %s with %s: python3 -m venv target/python && target/python/bin/pip install -r %s/requirements.txt, \
			or name another Python in ANALYTICS_TEST_PYTHON""";

	private TestPython() {
	}

	/** What to do about the modules that are missing, if any are. */
	public static Optional<String> missing(String... modules) {
		boolean found = Files.isExecutable(Path.of(PYTHON)) && imports(modules);
		return found ? Optional.empty()
				: Optional.of(NEEDS.formatted(PYTHON, String.join(", ", modules), PROGRAMS).strip());
	}

	private static boolean imports(String... modules) {
		ProcessBuilder program = new ProcessBuilder(PYTHON, "-c", "import " + String.join(", ", modules));
		try {
			return exitValue(program.redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.DISCARD)) == 0;
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/** Starts a program of {@code src/test/python}. */
	public static ProcessBuilder program(String name, String... arguments) {
		return python(PROGRAMS.resolve(name), arguments);
	}

	/** Runs it to its end, which has to be a good one. */
	public static void run(Path program, Map<String, String> environment, String... arguments) {
		try {
			Path output = Files.createTempFile("python", ".log");
			ProcessBuilder python = python(program, arguments).redirectErrorStream(true)
				.redirectOutput(output.toFile());
			python.environment().putAll(environment);
			int exitValue = exitValue(python);
			assertThat(exitValue).as(() -> program + ": " + text(output)).isZero();
			Files.delete(output);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	public static void runProgram(String name, Map<String, String> environment, String... arguments) {
		run(PROGRAMS.resolve(name), environment, arguments);
	}

	private static ProcessBuilder python(Path program, String... arguments) {
		List<String> command = new ArrayList<>(List.of(PYTHON, program.toString()));
		command.addAll(List.of(arguments));
		return new ProcessBuilder(command);
	}

	private static int exitValue(ProcessBuilder program) throws IOException {
		Process process = program.start();
		try {
			assertThat(process.waitFor(5, TimeUnit.MINUTES)).as("end of " + program.command()).isTrue();
			return process.exitValue();
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new IllegalStateException(ex);
		}
		finally {
			process.destroyForcibly();
		}
	}

	private static String text(Path file) {
		try {
			return Files.readString(file);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
