package ai.potpie.analyticsapi.testing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/**
 * A PostgreSQL server of Debian's package, with data of its own. PostgreSQL refuses to
 * run as root, who has to run it as the user postgres.
 */
public final class PostgreSql implements AutoCloseable {

	private static final Path VERSIONS = Path.of("/usr/lib/postgresql");

	private final Path programs;

	private final Path directory;

	private final int port = FreePort.find();

	private PostgreSql(Path programs, Path directory) {
		this.programs = programs;
		this.directory = directory;
	}

	/** Starts an empty server, or skips the test where there is none. */
	public static PostgreSql startOrSkip() throws IOException {
		Optional<Path> programs = programs();
		assumeTrue(programs.isPresent(), "needs PostgreSQL in " + VERSIONS);
		PostgreSql server = new PostgreSql(programs.orElseThrow(), Files.createTempDirectory("postgresql"));
		if (isRoot()) {
			run(List.of("chown", "postgres", server.directory.toString()));
		}
		server.run("initdb", "--pgdata=" + server.data(), "--auth=trust", "--username=postgres", "--no-sync");
		server.start();
		return server;
	}

	private static Optional<Path> programs() throws IOException {
		if (!Files.isDirectory(VERSIONS)) {
			return Optional.empty();
		}
		try (Stream<Path> versions = Files.list(VERSIONS)) {
			return versions.map((version) -> version.resolve("bin"))
				.filter((programs) -> Files.isExecutable(programs.resolve("initdb")))
				.max(Comparator.naturalOrder());
		}
	}

	/** Starts it, or starts it again. */
	public void start() throws IOException {
		run("pg_ctl", "start", "--wait", "--pgdata=" + data(), "--log=" + this.directory.resolve("log"),
				"--options=-p " + this.port + " -c listen_addresses=127.0.0.1 -c fsync=off -k " + this.directory);
	}

	/** Stops it as a crash does. */
	public void stop() throws IOException {
		run("pg_ctl", "stop", "--mode=immediate", "--pgdata=" + data());
	}

	public int port() {
		return this.port;
	}

	/** The value of {@code ANALYTICS_HISTORY_URL}. */
	public String url() {
		return url(this.port);
	}

	/** The same for one who reaches it by another port. */
	public static String url(int port) {
		return "jdbc:postgresql://127.0.0.1:%d/postgres".formatted(port);
	}

	/** A connection that does not depend on the service. */
	public Connection connect() throws SQLException {
		return DriverManager.getConnection(url(), "postgres", null);
	}

	/** Has what is created from now on be in another directory, which is empty. */
	public void keepTablesIn(Path empty) throws IOException, SQLException {
		if (isRoot()) {
			run(List.of("chown", "postgres", empty.toString()));
		}
		try (Connection connection = connect(); Statement statement = connection.createStatement()) {
			statement.execute("CREATE TABLESPACE elsewhere LOCATION '" + empty + "'");
			statement.execute("ALTER DATABASE postgres SET default_tablespace = elsewhere");
		}
	}

	private Path data() {
		return this.directory.resolve("data");
	}

	private void run(String program, String... arguments) throws IOException {
		List<String> command = new ArrayList<>();
		if (isRoot()) {
			command.addAll(List.of("setpriv", "--reuid=postgres", "--regid=postgres", "--clear-groups"));
		}
		command.add(this.programs.resolve(program).toString());
		command.addAll(List.of(arguments));
		run(command);
	}

	private static void run(List<String> command) throws IOException {
		Path output = Files.createTempFile("postgresql", ".out");
		Process process = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output.toFile()).start();
		process.onExit().orTimeout(1, TimeUnit.MINUTES).join();
		assertThat(process.exitValue()).as(Files.readString(output)).isZero();
	}

	private static boolean isRoot() {
		return System.getProperty("user.name").equals("root");
	}

	@Override
	public void close() throws IOException {
		if (Files.exists(data().resolve("postmaster.pid"))) {
			stop();
		}
	}

}
